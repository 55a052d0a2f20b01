"""A slider over a few percentages, with the chosen one in figures beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from latentlab.gui.widgets.fields import CalmSlider


class PercentSlider(QWidget):
    """Shares that change while the slider is dragged; a share of 1 is 100%."""

    share_changed = Signal(float)

    def __init__(self, percents: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percents = tuple(percents)  # rising
        self.slider = CalmSlider(len(self._percents) - 1, self)
        self.slider.setPageStep(max(1, len(self._percents) // 5))
        self._figure = QLabel()
        self._figure.setProperty("role", "muted")
        self._figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._figure.setFixedWidth(self._figure.fontMetrics().horizontalAdvance("000 %"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.slider, 1)
        row.addWidget(self._figure)
        self.setFocusProxy(self.slider)
        self.show_share(1.0)
        self.slider.valueChanged.connect(self._move)

    @property
    def share(self) -> float:
        """The share that is chosen."""
        return self._percents[self.slider.value()] / 100

    def show_share(self, share: float) -> None:
        """Show a share, the nearest one where the slider has no place for it."""
        nearest = min(range(len(self._percents)), key=lambda i: abs(self._percents[i] - 100 * share))
        was_blocked = self.slider.blockSignals(True)
        self.slider.setValue(nearest)
        self.slider.blockSignals(was_blocked)
        self._write()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.slider.setAccessibleName(name)

    def setToolTip(self, tip: str) -> None:
        super().setToolTip(tip)
        self.slider.setToolTip(tip)

    def _move(self) -> None:
        self._write()
        self.share_changed.emit(self.share)

    def _write(self) -> None:
        text = self.tr("{percent}%").format(percent=self._percents[self.slider.value()])
        self._figure.setText(text)
        self.slider.setAccessibleDescription(text)
