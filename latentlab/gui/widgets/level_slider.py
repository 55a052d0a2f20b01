"""A number from 0 up: a slider, and the number itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from latentlab.gui.widgets.fields import CalmSlider, Number

_STEPS = 100


class LevelSlider(QWidget):
    """A number that changes while the slider is dragged; up to its limit can be typed."""

    number_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reach = 1.0
        self.slider = CalmSlider(_STEPS, self)
        self.slider.setPageStep(_STEPS // 10)
        self.box = Number(0.0, 1.0, 0.05)
        self.box.setKeyboardTracking(False)
        self.box.setFixedWidth(self.box.fontMetrics().horizontalAdvance("0.000") + 44)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)
        self.slider.valueChanged.connect(self._take_slider)
        self.box.valueChanged.connect(self._take_box)
        self.setFocusProxy(self.slider)

    @property
    def number(self) -> float:
        """The number that is shown."""
        return self.box.value()

    def show_range(self, reach: float, limit: float) -> None:
        """Let the slider reach so far, and what is typed up to the limit."""
        self._reach = reach
        was_blocked = self.box.blockSignals(True)
        self.box.setRange(0.0, limit)
        self.box.blockSignals(was_blocked)
        self._show_on_slider(self.number)

    def show_number(self, number: float) -> None:
        """Show a number; the slider goes to its nearest place."""
        if number != self.number:
            was_blocked = self.box.blockSignals(True)
            self.box.setValue(number)
            self.box.blockSignals(was_blocked)
        self._show_on_slider(number)

    def setToolTip(self, tip: str) -> None:
        super().setToolTip(tip)
        for widget in (self.slider, self.box):
            widget.setToolTip(tip)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for widget in (self.slider, self.box):
            widget.setAccessibleName(name)

    def _show_on_slider(self, number: float) -> None:
        was_blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(_STEPS * min(1.0, number / self._reach)))
        self.slider.blockSignals(was_blocked)

    def _take_slider(self, place: int) -> None:
        was_blocked = self.box.blockSignals(True)
        self.box.setValue(place * self._reach / _STEPS)
        self.box.blockSignals(was_blocked)
        self.number_changed.emit(self.number)

    def _take_box(self, number: float) -> None:
        self._show_on_slider(number)
        self.number_changed.emit(number)
