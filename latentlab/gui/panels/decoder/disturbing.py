"""Sliders that disturb the selected image, and how far that moves its code."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QWidget

from latentlab.data.disturbance import Disturbance
from latentlab.gui.widgets.code_text import MINUS
from latentlab.gui.widgets.fields import CalmSlider
from latentlab.gui.widgets.fold import Fold
from latentlab.gui.widgets.section import note


@dataclass(frozen=True, slots=True)
class _Scale:
    """A field of `Disturbance` on a slider: from least to most steps of 1 / `per`."""

    field: str
    least: int
    most: int
    per: int
    neutral: int = 0
    figure: str = "{percent} %"


_SCALES = (
    _Scale("noise", 0, 100, 100, figure="{number:.2f}"),
    _Scale("right", -50, 50, 100, figure="{percent:+} %"),
    _Scale("down", -50, 50, 100, figure="{percent:+} %"),
    _Scale("turn", -180, 180, 1, figure="{number:+.0f}°"),
    _Scale("scale", 40, 200, 100, neutral=100),
    _Scale("cover", 0, 100, 100),
    _Scale("cover_x", 0, 100, 100, neutral=50),
    _Scale("cover_y", 0, 100, 100, neutral=50),
)
_OF_COVER = ("cover_x", "cover_y")


class DisturbSlider(CalmSlider):
    """A slider that a double click takes back to where it changes nothing."""

    def __init__(self, scale: _Scale) -> None:
        super().__init__(scale.most)
        self.setMinimum(scale.least)
        self.setPageStep(max(1, (scale.most - scale.least) // 20))
        self._neutral = scale.neutral
        self.reset()

    def reset(self) -> None:
        """Change nothing."""
        self.setValue(self._neutral)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.reset()


class DisturbSection(Fold):
    """Says what is to be done to the image; shows what comes of it."""

    chosen = Signal(object)  # Disturbance

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_tr("Disturb it"), parent=parent)
        self._by = Disturbance()
        self.sliders = {scale.field: DisturbSlider(scale) for scale in _SCALES}
        self._figures = {scale.field: QLabel() for scale in _SCALES}
        self._names: dict[str, QLabel] = {}
        self.new_noise = QPushButton(_tr("New noise"))
        self.new_noise.setToolTip(_tr("Other noise of the same strength."))
        self.reset = QPushButton(_tr("As it was"))
        self.reset.setToolTip(_tr("The image as it is. A double click on a slider resets that one alone."))
        self.moved = note(role="")
        self._fill()
        self._connect()
        self.show_base(False)
        self._show()

    def show_base(self, is_there: bool) -> None:
        """Say whether an image is selected."""
        for slider in self.sliders.values():
            slider.setEnabled(is_there)
        self._is_there = is_there
        self.show_moved("")
        self._show()

    def show_undisturbed(self) -> None:
        """All sliders back, without a signal."""
        self._by = Disturbance(seed=self._by.seed)
        for slider in self.sliders.values():
            was_blocked = slider.blockSignals(True)
            slider.reset()
            slider.blockSignals(was_blocked)
        self._show()

    def show_moved(self, text: str) -> None:
        """Say how far z moved."""
        hint = _tr("Noise, shifts, turns and covers show how far z moves with the image.")
        none = _tr("Draw a digit or click a point of the map to have an image to disturb.")
        self.moved.setText(text or (hint if self._is_there else none))

    def _fill(self) -> None:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        width = self.fontMetrics().horizontalAdvance("+180 %")
        for row, (scale, (name, tip)) in enumerate(zip(_SCALES, _words(), strict=True)):
            slider, figure = self.sliders[scale.field], self._figures[scale.field]
            label = self._names[scale.field] = QLabel(name)
            label.setBuddy(slider)
            for widget in (label, slider):
                widget.setToolTip(tip)
            slider.setAccessibleName(name)
            figure.setProperty("role", "muted")
            figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            figure.setFixedWidth(width)
            grid.addWidget(label, row, 0)
            grid.addWidget(slider, row, 1)
            grid.addWidget(figure, row, 2)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        buttons.addWidget(self.new_noise)
        buttons.addWidget(self.reset)
        buttons.addStretch(1)
        self.column.addWidget(self.moved)
        self.column.addLayout(grid)
        self.column.addLayout(buttons)

    def _connect(self) -> None:
        for slider in self.sliders.values():
            slider.valueChanged.connect(self._choose)
        self.new_noise.clicked.connect(self._choose_noise)
        self.reset.clicked.connect(self._reset)

    def _choose(self) -> None:
        values = {scale.field: self.sliders[scale.field].value() / scale.per for scale in _SCALES}
        self._take(Disturbance(**values, seed=self._by.seed))

    def _choose_noise(self) -> None:
        self._take(replace(self._by, seed=self._by.seed + 1))

    def _reset(self) -> None:
        self.show_undisturbed()
        self.chosen.emit(self._by)

    def _take(self, by: Disturbance) -> None:
        self._by = by
        self._show()
        self.chosen.emit(by)

    def _show(self) -> None:
        for scale in _SCALES:
            number = getattr(self._by, scale.field)
            figure = scale.figure if number else scale.figure.replace("+", "")  # 0 has no sign
            text = figure.format(number=number, percent=round(100 * number)).replace("-", MINUS)
            self._figures[scale.field].setText(text)
            self.sliders[scale.field].setAccessibleDescription(text)
        for field in _OF_COVER:
            for widget in (self._names[field], self.sliders[field], self._figures[field]):
                widget.setVisible(self._by.cover > 0)
        self.new_noise.setEnabled(self._is_there and self._by.noise > 0)
        self.reset.setEnabled(self._by.is_on)


def _words() -> list[tuple[str, str]]:
    """Name and explanation of each slider, in their order."""
    return [
        (_tr("Noise"), _tr("Standard deviation of what is added to each pixel; white is 1.")),
        (_tr("Right"), _tr("Shift to the right or left, as a share of the width.")),
        (_tr("Down"), _tr("Shift down or up, as a share of the height.")),
        (_tr("Turn"), _tr("Clockwise, about the middle.")),
        (_tr("Size"), _tr("Larger or smaller, about the middle.")),
        (_tr("Cover"), _tr("A black square over the image, as a share of its side.")),
        (_tr("· across"), _tr("Where the square is: from the left to the right.")),
        (_tr("· down"), _tr("Where the square is: from the top to the bottom.")),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("DisturbSection", text)
