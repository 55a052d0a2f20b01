"""One term of the loss: whether it counts, and how much."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from latentlab.gui.widgets.log_slider import LogSlider


class TermRow(QWidget):
    """A switch with the term's name and, while it is on, a slider for its weight below."""

    changed = Signal()

    def __init__(
        self,
        name: str,
        tip: str,
        usual: float,
        reach: tuple[float, float],
        limits: tuple[float, float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.switch = QCheckBox(name)
        self.slider = LogSlider(usual, reach, limits)
        self.switch.setToolTip(tip)
        self.slider.setToolTip(tip)
        self.slider.setAccessibleName(name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.switch)
        self._below = QWidget()
        self._details = QVBoxLayout(self._below)
        self._details.setContentsMargins(22, 0, 0, 2)
        self._details.setSpacing(2)
        self._details.addWidget(self.slider)
        self._column.addWidget(self._below)
        self._below.hide()
        self.switch.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.switch.toggled.connect(self._below.setVisible)
        self.switch.toggled.connect(lambda _on: self.changed.emit())
        self.slider.number_changed.connect(lambda _number: self.changed.emit())

    @property
    def weight(self) -> float:
        """The weight of the term, 0 while it is off."""
        return self.slider.number if self.switch.isChecked() else 0.0

    def show_weight(self, weight: float) -> None:
        """Show a weight; 0 switches it off and leaves the slider where it was."""
        was_blocked = self.blockSignals(True)
        self.switch.setChecked(weight > 0)
        self.blockSignals(was_blocked)
        if weight > 0:
            self.slider.show_number(weight)

    def add_detail(self, widget: QWidget) -> None:
        """Another field, which is there while the term is on."""
        self._details.insertWidget(0, widget)
