"""What the points of the map are coloured by, and what their colours mean."""

import numpy as np
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from latentlab.gui.panels.colour_words import ColourWords
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.fields import Choice, WholeNumber
from latentlab.gui.widgets.scatter.colour_bar import ColourBar, short_number
from latentlab.gui.widgets.scatter.group_strip import GroupStrip
from latentlab.gui.widgets.scatter.tones import Tones, class_tones
from latentlab.gui.widgets.scatter.value_palette import group_tones, predicted_tones, value_tones
from latentlab.latent.colouring.choice import COLOUR_BY, ColourBy, ColourChoice
from latentlab.latent.colouring.coloured import Grouped, Measured, PointColours, Predicted
from latentlab.latent.preparing import Preparing

_MOST_DIMENSIONS = 1_024
_NOTE_WIDTH = 150
_NUMBER_WIDTH = 84


class MapColours(QWidget):
    """Shows the choice and the meaning of the colours; knows nothing but what it is shown."""

    choice_changed = Signal(object)  # ColourChoice

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ColourWords(self)
        self._colours = PointColours(ColourChoice())
        self._classes: tuple[str, ...] = ()
        self.by = Choice()
        self.dimension = WholeNumber(1, 1, 1)
        self.bar, self.strip = ColourBar(), GroupStrip()
        self._label, self._note, self._lag = QLabel(self.tr("Colour by")), ElidedLabel(), ElidedLabel()
        self._build()
        self._connect()
        self.show_colours(self._colours)

    # --- what is shown ------------------------------------------------------------------------------------

    def show_choice(self, choice: ColourChoice) -> None:
        """Mark what the points are, or are about to be, coloured by."""
        self.by.choose(choice.by)
        tip = self._words.tip_of(choice.by)
        for widget in (self.by, self.bar, self._note):
            widget.setToolTip(tip)
        self.strip.setToolTip(self.tr("{meaning}. Click for the list.").format(meaning=tip.rstrip(".")))
        self.dimension.setVisible(choice.by == "dimension")
        self.dimension.blockSignals(True)
        self.dimension.setValue(choice.dimension + 1)
        self.dimension.blockSignals(False)

    def show_dimensions(self, count: int) -> None:
        """Offer so many latent dimensions."""
        self.dimension.blockSignals(True)
        self.dimension.setRange(1, max(1, min(count, _MOST_DIMENSIONS)))
        self.dimension.blockSignals(False)
        self.dimension.setEnabled(count > 1)

    def show_available(self, by: ColourBy, reason: str) -> None:
        """Let a kind of value be chosen, or say why it cannot be; an empty reason is none."""
        model = self.by.model()
        assert isinstance(model, QStandardItemModel)
        item = model.item(self.by.findData(by))
        item.setEnabled(not reason)
        item.setToolTip(reason or self._words.tip_of(by))

    def show_classes(self, classes: tuple[str, ...]) -> None:
        """Take the names of the classes."""
        self._classes = classes

    def show_colours(self, colours: PointColours) -> None:
        """Say what the colours of the points mean."""
        self._colours = colours
        self.show_choice(colours.choice)
        self._show_meaning()

    def _show_meaning(self) -> None:
        match self._colours.values:
            case Measured(_, scale):
                self.bar.show_scale(scale, self._words.unit_of(self._colours.choice))
                self._show_only(self.bar)
            case Grouped() as found:
                lines = self._words.lines_of(self._colours.choice, found, self._classes, self.locale())
                summary = self._words.summary_of(self._colours.choice, found, self.locale())
                self.strip.show_groups(lines, summary)
                self._show_only(self.strip)
            case Predicted() as told:
                self._note.show_text(self._words.accuracy_of(told, self.locale()))
                self._show_only(self._note)
            case None:
                self._show_only(None)

    def show_preparing(self, stage: Preparing | None) -> None:
        """Say how far the values are on their way; None brings back what the colours mean."""
        if stage is None:
            self._show_meaning()
        else:
            self._note.show_text(self._words.stage_of(stage))
            self._show_only(self._note)

    def show_problem(self, text: str) -> None:
        """Say why there are no colours."""
        self._note.show_text(text)
        self._show_only(self._note)

    def show_lag(self, text: str) -> None:
        """Say of which earlier moment the colours are, or nothing."""
        self._lag.show_text(text)
        self._lag.setMaximumWidth(self._lag.fontMetrics().horizontalAdvance(text) + 4)
        self._lag.setVisible(bool(text))

    def show_row(self, row: int) -> None:
        """Mark the hovered point on the bar, −1 for none."""
        values = self._colours.values
        known = isinstance(values, Measured) and 0 <= row < len(values.values)
        self.bar.show_mark(float(values.values[row]) if known and isinstance(values, Measured) else None)

    # --- what can be asked --------------------------------------------------------------------------------

    @property
    def tones(self) -> Tones | None:
        """The tones of the points, None for those of their classes."""
        match self._colours.values:
            case Measured() as found:
                return value_tones(found)
            case Grouped() as found:
                return group_tones(found)
            case Predicted() as told:
                return predicted_tones(told, max(1, len(self._classes)))
            case _ if self._colours.choice.by == "class":
                return None
            case _:
                return class_tones(np.zeros(0, np.uint8), 1)  # nothing is known: all are grey

    @property
    def heading(self) -> str:
        """What the points are coloured by, in words, and its unit; nothing by class."""
        choice = self._colours.choice
        if choice.by == "class":
            return ""
        name, unit = self._words.name_of(choice.by), self._words.unit_of(choice)
        return f"{name} ({unit})" if unit else name

    @property
    def bar_ends(self) -> tuple[str, str] | None:
        """What the ends of the colour bar stand for, None where there is none."""
        match self._colours.values:
            case Measured(_, scale):
                low, high = (short_number(self.locale(), end) for end in (scale.low, scale.high))
                return low, high
            case _:
                return None

    @property
    def group_names(self) -> tuple[str, ...]:
        """The name of each tone of groups; none where the tones are of something else."""
        match self._colours.values:
            case Grouped() as found:
                lines = self._words.lines_of(self._colours.choice, found, self._classes, self.locale())
                return tuple(line.name for line in lines)
            case _:
                return ()

    @property
    def are_of_classes(self) -> bool:
        """Whether a class has one colour on the map."""
        return self._colours.choice.by in ("class", "predicted")

    def text_of(self, row: int) -> str:
        """What a point is coloured by, "error 0.031"; nothing by class."""
        return self._words.value_of(self._colours, row, self._classes, self.locale())

    # --- inside -------------------------------------------------------------------------------------------

    def _build(self) -> None:
        for by in COLOUR_BY:
            self.by.addItem(self._words.name_of(by), by)
            self.show_available(by, "")
        self.by.setMaxVisibleItems(len(COLOUR_BY))
        self.by.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.by.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.by.setAccessibleName(self.tr("Colour by"))
        self._label.setBuddy(self.by)
        self.dimension.setAccessibleName(self.tr("Latent dimension that colours the points"))
        self.dimension.setToolTip(self.tr("Which dimension of the code; arrow keys step through them"))
        for label in (self._label, self._note, self._lag):
            label.setProperty("role", "muted")
        self.dimension.setFixedWidth(_NUMBER_WIDTH)
        self._note.setMinimumWidth(_NOTE_WIDTH)
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for chosen in (self._label, self.by, self.dimension):
            row.addWidget(chosen)
        for meaning in (self.bar, self.strip, self._note):
            row.addWidget(meaning, 100)  # the stretch takes only what is left
        row.addWidget(self._lag, 100)
        row.addStretch()

    def _connect(self) -> None:
        self.by.activated.connect(self._chosen)
        self.dimension.valueChanged.connect(self._chosen)

    def _chosen(self) -> None:
        self.choice_changed.emit(ColourChoice(self.by.currentData(), self.dimension.value() - 1))

    def _show_only(self, shown: QWidget | None) -> None:
        for widget in (self.bar, self.strip, self._note):
            widget.setVisible(widget is shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._label.setVisible(self.minimumSizeHint().width() + self._label_room() <= event.size().width())

    def sizeHint(self) -> QSize:
        """The room for everything, the label too: it hides itself where there is less."""
        return super().sizeHint() + QSize(self._label_room() if self._label.isHidden() else 0, 0)

    def minimumSizeHint(self) -> QSize:
        return super().minimumSizeHint() - QSize(0 if self._label.isHidden() else self._label_room(), 0)

    def _label_room(self) -> int:
        return self._label.sizeHint().width() + self._row.spacing()
