"""The learning rate: a slider over its decades, and the number itself."""

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from latentlab.gui.theme import set_property
from latentlab.gui.widgets.fields import CalmSlider

LOW, HIGH = 1e-5, 1e-1  # what the slider reaches
LEAST, MOST = 1e-8, 10.0  # what may be typed
STEPS_PER_DECADE = 20


class RateSlider(QWidget):
    """A learning rate that changes while it is dragged; any other can be typed."""

    rate_changed = Signal(float)

    def __init__(self, rate: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rate = rate
        self.slider = CalmSlider(round(STEPS_PER_DECADE * math.log10(HIGH / LOW)), self)
        self.slider.setPageStep(STEPS_PER_DECADE // 2)
        self.box = QLineEdit(self)
        self.box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.box.setFixedWidth(self.box.fontMetrics().horizontalAdvance("0.000000") + 22)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider, 1)
        row.addWidget(self.box)
        self.show_rate(rate)
        self.slider.valueChanged.connect(self._take_slider)
        self.box.editingFinished.connect(self._take_box)
        self.box.textEdited.connect(self._judge)
        self.setFocusProxy(self.slider)

    @property
    def rate(self) -> float:
        """The learning rate that is shown."""
        return self._rate

    def show_rate(self, rate: float) -> None:
        """Show a rate; the slider goes to its nearest place."""
        self._rate = rate
        was_blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(STEPS_PER_DECADE * math.log10(min(max(rate, LOW), HIGH) / LOW)))
        self.slider.blockSignals(was_blocked)
        self.box.setText(f"{rate:.3g}")
        set_property(self.box, "invalid", False)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        for widget in (self.slider, self.box):
            widget.setAccessibleName(name)

    def setToolTip(self, tip: str) -> None:
        super().setToolTip(tip)
        for widget in (self.slider, self.box):
            widget.setToolTip(tip)

    def _take_slider(self, place: int) -> None:
        rate = float(f"{LOW * 10 ** (place / STEPS_PER_DECADE):.2g}")
        self.show_rate(rate)
        self.rate_changed.emit(rate)

    def _take_box(self) -> None:
        rate = rate_from(self.box.text())
        if rate is None:
            self.show_rate(self._rate)
        elif rate != float(f"{self._rate:.3g}"):
            self.show_rate(rate)
            self.rate_changed.emit(rate)

    def _judge(self, text: str) -> None:
        set_property(self.box, "invalid", rate_from(text) is None)


def rate_from(text: str) -> float | None:
    """The learning rate that `text` says, None where it says none that is allowed."""
    try:
        rate = float(text.strip().replace(",", "."))
    except ValueError:
        return None
    return rate if LEAST <= rate <= MOST else None
