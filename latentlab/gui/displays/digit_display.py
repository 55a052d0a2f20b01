"""Passes on to the decoder what is known of the selected code beyond its digit."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject

from latentlab.gui.panels.decoder.panel import DecoderPanel
from latentlab.gui.settings import Settings
from latentlab.gui.widgets.guesses import Guess
from latentlab.gui.widgets.thumbnail_strip import Thumbnail
from latentlab.gui.workspace.decoding.slope import PixelSpread
from latentlab.gui.workspace.decoding.surroundings import Finding
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.around import Around, Standing


class DigitDisplay(QObject):
    """One slot for each thing that is told, in the words that the panel takes."""

    def __init__(
        self, workspace: Workspace, panel: DecoderPanel, settings: Settings, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._panel = panel
        self._settings = settings
        panel.digit_part.show_smooth(settings.smooth_digit)
        panel.around.show_open(settings.shows_surroundings)

    def keep_smooth(self, smooth: bool) -> None:
        """Remember how pixels are drawn."""
        self._settings.smooth_digit = smooth

    def keep_open(self, is_open: bool) -> None:
        """Remember whether what is around z is folded away."""
        self._settings.shows_surroundings = is_open

    def show_finding(self, finding: Finding) -> None:
        """Show where a code lies, what is near and what it seems to be."""
        subject = self._workspace.subject
        if subject is None:
            return
        part, found = self._panel.around, finding.around
        self._show_standing(found.standing if found is not None else None)
        part.show_guesses(*self._guesses(subject, finding))
        part.show_head(*self._head(subject, finding))
        part.show_nearest([] if found is None else self._strip(subject, found))
        self._show_first(subject, found)

    def show_spread(self, spread: PixelSpread) -> None:
        """Show how much the pixels waver."""
        self._panel.digit_part.show_heat(spread.pixels)

    def watch_slope(self, *_changed: object) -> None:
        """Ask for what the large picture needs, while it is seen."""
        part, slope = self._panel.digit_part, self._workspace.decoding.slope
        match part.view.view if part.is_seen else "digit":
            case "spread":
                slope.show("spread")
            case "step":
                slope.show("step")
            case _:
                slope.show(None)

    def _show_standing(self, standing: Standing | None) -> None:
        self._panel.digit_part.comparison.gauge.show_off(standing is not None and standing.is_off)
        if standing is None:
            self._panel.around.show_standing("", "", is_off=False)
            return
        if standing.is_off:
            text = self.tr("Off the data: the decoder has not learnt this place.")
            short = self.tr("Off the data: not learnt here.")
        else:
            text = self.tr("On the data: {share:.0%} of the images lie lonelier.")
            short = self.tr("On the data: {share:.0%} lie lonelier.")
        hint = self.tr(
            "The codes of the 5 nearest images are {distance:.3g} away on average. {usual:.3g} is usual "
            "among the images themselves; {share:.1%} of them lie at least as lonely. Beyond {limit:.3g}, "
            "where 2% of them lie, a code counts as off the data: what it decodes to is then made up."
        )
        values = {
            "distance": standing.distance,
            "usual": standing.usual,
            "limit": standing.limit,
            "share": standing.lonelier,
        }
        texts = (text.format(**values), hint.format(**values), standing.is_off, short.format(**values))
        self._panel.around.show_standing(*texts)

    def _guesses(self, subject: Subject, finding: Finding) -> tuple[list[Guess], str]:
        if finding.probe is None:
            return [], self.tr("A linear probe is being fitted to the codes…")
        hint = self.tr(
            "How sure a linear probe is: a logistic regression that has learnt the classes from {count} "
            "codes of the map. It knows the codes only, not the image, and is as sure far off the data."
        )
        return _named(subject, finding.probe), hint.format(count=f"{finding.learnt:,}")

    def _head(self, subject: Subject, finding: Finding) -> tuple[list[Guess], str]:
        if finding.head is None or len(finding.head) != len(subject.classes):
            return [], ""
        hint = self.tr("How sure the classifier is that this network has learnt along with its code.")
        return _named(subject, finding.head), hint

    def _strip(self, subject: Subject, found: Around) -> list[Thumbnail]:
        strip = []
        for row, distance in zip(found.rows.tolist(), found.distances.tolist(), strict=True):
            original = subject.original(row)
            if original is not None:
                strip.append(
                    Thumbnail(row, original, self._tip(subject, row, distance), caption=_class(subject, row))
                )
        return strip

    def _tip(self, subject: Subject, row: int, distance: float) -> str:
        text = self.tr("“{name}”, image {number:,} · distance {distance:.3g}")
        return text.format(name=_class(subject, row), number=int(subject.order[row]), distance=distance)

    def _show_first(self, subject: Subject, found: Around | None) -> None:
        """The nearest real image stands in for an original where there is none."""
        if found is None or len(found.rows) == 0:
            self._panel.digit_part.show_nearest(None, "")
            return
        row = int(found.rows[0])
        name = self.tr("nearest: {name}").format(name=_class(subject, row))
        self._panel.digit_part.show_nearest(subject.original(row), name)


def _class(subject: Subject, row: int) -> str:
    return subject.classes[int(subject.labels[row])]


def _named(subject: Subject, certainty: np.ndarray) -> list[Guess]:
    return [Guess(name, share) for name, share in zip(subject.classes, certainty.tolist(), strict=True)]
