"""What the colours of the points mean, in words."""

import numpy as np
from PySide6.QtCore import QLocale, QObject

from latentlab.gui.panels.map_controls import grouped
from latentlab.gui.widgets.code_text import dimension_name
from latentlab.gui.widgets.scatter.colour_bar import short_number
from latentlab.gui.widgets.scatter.group_strip import GroupLine
from latentlab.latent.colouring.choice import ColourBy, ColourChoice
from latentlab.latent.colouring.coloured import Grouped, Measured, PointColours, Predicted
from latentlab.latent.preparing import Preparing

_SHARES = ("active", "distortion")


class ColourWords(QObject):
    """Names, explanations and values, for the panel that shows them."""

    def name_of(self, by: ColourBy) -> str:
        """A kind of value, as the list names it."""
        names: dict[ColourBy, str] = {
            "class": self.tr("Class"),
            "predicted": self.tr("Predicted class"),
            "error": self.tr("Reconstruction error"),
            "dimension": self.tr("Latent dimension"),
            "activation": self.tr("Activation"),
            "active": self.tr("Active units"),
            "strongest": self.tr("Strongest unit"),
            "distortion": self.tr("Local distortion"),
            "clusters": self.tr("Clusters of codes"),
            "map_clusters": self.tr("Clusters on the map"),
        }
        return names[by]

    def tip_of(self, by: ColourBy) -> str:
        """What a kind of value is, and how it is computed."""
        tips: dict[ColourBy, str] = {
            "class": self.tr("The class that each image is labelled with"),
            "predicted": self.tr(
                "The class that a linear classifier reads from the code. It learns from the training images "
                "alone; where they are not known, each half of the points is told by a classifier that has "
                "learnt from the other half."
            ),
            "error": self.tr(
                "Mean squared error a pixel between an image and its reconstruction. The bar is "
                "logarithmic: equal steps multiply the error. The outermost hundredths share the colours "
                "of its ends."
            ),
            "dimension": self.tr(
                "The value of one unit of the code. Where it takes both signs, 0 is in the middle of the "
                "bar. The outermost hundredths share the colours of its ends."
            ),
            "activation": self.tr(
                "How strongly an image excites the code: the mean of its units' absolute values. "
                "The outermost hundredths share the colours of the bar's ends."
            ),
            "active": self.tr(
                "The share of the code's units that are not near zero, which is below 1% of the root mean "
                "square of all codes. Sparse codes have few active units."
            ),
            "strongest": self.tr("The unit of the code that is farthest from zero"),
            "distortion": self.tr(
                "The share of a point's 15 nearest codes that are not among its 15 nearest points on the "
                "map: 0 where the map kept the neighbourhood, 1 where it tore it apart"
            ),
            "clusters": self.tr(
                "Dense regions of the codes with sparse ones between them, found by HDBSCAN. A cluster has "
                "at least a hundredth of the points. Of more than 5,000 points the first 5,000 are "
                "clustered, and the rest go with the nearest of them; grey points are in no cluster."
            ),
            "map_clusters": self.tr(
                "The same clusters, found on the map instead of among the codes: what the map shows as a "
                "group need not be one in the latent space"
            ),
        }
        return tips[by]

    def unit_of(self, choice: ColourChoice) -> str:
        """What the numbers on the bar count, in a word."""
        units: dict[ColourBy, str] = {
            "error": self.tr("MSE"),
            "dimension": dimension_name(choice.dimension),
            "activation": self.tr("mean |z|"),
            "active": self.tr("share"),
            "distortion": self.tr("lost"),
        }
        return units.get(choice.by, "")

    def value_of(self, colours: PointColours, row: int, classes: tuple[str, ...], locale: QLocale) -> str:
        """What a point is coloured by: "error 0.031"; nothing where it has no value."""
        match colours.values:
            case Measured(values) if row < len(values) and np.isfinite(values[row]):
                return self._number(colours.choice, float(values[row]), locale)
            case Predicted(told) if row < len(told) and told[row] < len(classes):
                return self.tr("predicted “{name}”").format(name=classes[told[row]])
            case Grouped(groups) if row < len(groups):
                return self._group(colours.choice, colours.values, int(groups[row]))
            case _:
                return ""

    def _number(self, choice: ColourChoice, value: float, locale: QLocale) -> str:
        texts: dict[ColourBy, str] = {
            "error": self.tr("error {value}"),
            "dimension": self.tr("{dimension} = {value}"),
            "activation": self.tr("activation {value}"),
            "active": self.tr("{value} of the units active"),
            "distortion": self.tr("{value} of its neighbours lost"),
        }
        number = percent_text(locale, value) if choice.by in _SHARES else short_number(locale, value)
        return texts[choice.by].format(value=number, dimension=dimension_name(choice.dimension))

    def _group(self, choice: ColourChoice, found: Grouped, group: int) -> str:
        if group < len(found.names):
            return self._group_name(choice, int(found.names[group])).lower()
        if choice.by == "strongest":
            return self.tr("no unit of its own colour") if found.others else self.tr("no active unit")
        return self.tr("in a small cluster, or none") if found.others else self.tr("in no cluster")

    def _group_name(self, choice: ColourChoice, number: int) -> str:
        text = self.tr("Unit {number}") if choice.by == "strongest" else self.tr("Cluster {number}")
        return text.format(number=number)

    def lines_of(
        self, choice: ColourChoice, found: Grouped, classes: tuple[str, ...], locale: QLocale
    ) -> tuple[GroupLine, ...]:
        """A line for each group, and one for the points in none."""
        total = len(found.groups)
        mostly = self.tr("mostly “{name}” ({share})")
        lines = []
        for number, size, commonest, purity in zip(
            found.names.tolist(), found.sizes.tolist(), found.commonest, found.purity, strict=True
        ):
            name = classes[commonest] if commonest < len(classes) else ""
            about = mostly.format(name=name, share=percent_text(locale, float(purity)))
            size_text = grouped(locale, size)
            lines.append(GroupLine(self._group_name(choice, number), size, size_text, about))
        rest = total - int(found.sizes.sum())
        if rest:
            name = self.tr("Others and none") if found.others else self.tr("None")
            lines.append(GroupLine(name, rest, grouped(locale, rest), "", is_grey=True))
        return tuple(lines)

    def summary_of(self, choice: ColourChoice, found: Grouped, locale: QLocale) -> str:
        """How many groups there are, and how many points are in none."""
        count, alone = len(found.sizes) + found.others, found.alone / max(1, len(found.groups))
        if choice.by == "strongest":
            text = self.tr("{count} units · {alone} silent")
        elif count == 0:
            return self.tr("No clusters found")
        else:
            text = self.tr("{count} clusters · {alone} in none")
        return text.format(count=count, alone=percent_text(locale, alone))

    def accuracy_of(self, told: Predicted, locale: QLocale) -> str:
        """How often the classifier is right."""
        if told.accuracy is None:
            return ""
        text = self.tr("{share} of {count} unseen right")
        share = percent_text(locale, told.accuracy)
        return text.format(share=share, count=grouped(locale, told.unseen))

    def stage_of(self, stage: Preparing) -> str:
        """How far the values are computed."""
        texts = {
            "probe": self.tr("Learning to tell… {percent}%"),
            "errors": self.tr("Rebuilding images… {percent}%"),
            "clusters": self.tr("Clustering… {percent}%"),
            "neighbours": self.tr("Finding neighbours… {percent}%"),
        }
        text = texts.get(stage.what, self.tr("Computing colours… {percent}%"))
        return text.format(percent=100 * stage.done // max(1, stage.total))


def percent_text(locale: QLocale, share: float) -> str:
    """A share from 0 to 1 as "81%"."""
    return locale.toString(100 * share, "f", 0) + "%"
