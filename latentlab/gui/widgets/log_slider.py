"""A positive number over several decades: a slider, and the number itself."""

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from latentlab.gui.theme import set_property
from latentlab.gui.widgets.fields import CalmSlider

STEPS_PER_DECADE = 20


class LogSlider(QWidget):
    """A number that changes while the slider is dragged within its reach; up to its limits can be typed."""

    number_changed = Signal(float)

    def __init__(
        self,
        number: float,
        reach: tuple[float, float],
        limits: tuple[float, float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._number = number
        self._low, self._high = reach
        self._least, self._most = limits
        self.slider = CalmSlider(round(STEPS_PER_DECADE * math.log10(self._high / self._low)), self)
        self.slider.setPageStep(STEPS_PER_DECADE // 2)
        self.box = QLineEdit(self)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box.setFixedWidth(self.box.fontMetrics().horizontalAdvance("0.000000") + 22)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)
        self.show_number(number)
        self.slider.valueChanged.connect(self._take_slider)
        self.box.editingFinished.connect(self._take_box)
        self.box.textEdited.connect(self._judge)
        self.setFocusProxy(self.slider)

    @property
    def number(self) -> float:
        """The number that is shown."""
        return self._number

    def show_number(self, number: float) -> None:
        """Show a number; the slider goes to its nearest place."""
        self._number = number
        place = STEPS_PER_DECADE * math.log10(min(max(number, self._low), self._high) / self._low)
        was_blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(place))
        self.slider.blockSignals(was_blocked)
        self.box.setText(f"{number:.3g}")
        set_property(self.box, "invalid", False)

    def number_from(self, text: str) -> float | None:
        """The number that `text` says, None where it says none that is allowed."""
        try:
            number = float(text.strip().replace(",", "."))
        except ValueError:
            return None
        return number if self._least <= number <= self._most else None

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for widget in (self.slider, self.box):
            widget.setAccessibleName(name)

    def setToolTip(self, tip: str) -> None:
        super().setToolTip(tip)
        for widget in (self.slider, self.box):
            widget.setToolTip(tip)

    def _take_slider(self, place: int) -> None:
        number = float(f"{self._low * 10 ** (place / STEPS_PER_DECADE):.2g}")
        self.show_number(number)
        self.number_changed.emit(number)

    def _take_box(self) -> None:
        number = self.number_from(self.box.text())
        if number is None:
            self.show_number(self._number)
        elif number != float(f"{self._number:.3g}"):
            self.show_number(number)
            self.number_changed.emit(number)

    def _judge(self, text: str) -> None:
        set_property(self.box, "invalid", self.number_from(text) is None)
