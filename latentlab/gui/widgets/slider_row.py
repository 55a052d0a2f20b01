"""One latent dimension as a row: its name, a slider and its value."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from latentlab.gui.widgets.code_slider import CodeSlider
from latentlab.gui.widgets.code_text import dimension_name
from latentlab.gui.widgets.value_box import ValueBox


class SliderRow(QWidget):
    """Lent to one dimension after another while the list scrolls."""

    value_chosen = Signal(int, float)  # dimension, value

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dimension = -1
        self._span = 2.0
        self.label = QLabel(self)
        self.slider = CodeSlider(self)
        self.box = ValueBox(self)
        self._lay_out()
        # The list leads Tab through its dimensions itself: rows are in no lasting order.
        self.slider.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.slider.value_chosen.connect(self._choose)
        self.box.number_entered.connect(self.slider.choose)
        self.box.stepped.connect(self.slider.step)
        self.box.left.connect(self.slider.setFocus)

    def bind(self, dimension: int) -> None:
        """Stand for this dimension, counted from 0, from now on."""
        self.dimension = dimension
        self.label.setText(dimension_name(dimension))
        name = self.tr("Latent dimension {number}").format(number=dimension + 1)
        self.slider.setAccessibleName(name)
        self.box.setAccessibleName(self.tr("Value of latent dimension {number}").format(number=dimension + 1))
        self.slider.setToolTip(
            self.tr("{name}. Double click sets it to 0; arrow keys go in fine steps.").format(name=name)
        )

    def show_number(self, number: float) -> None:
        """Show the dimension's value."""
        self.slider.show_number(number)
        self.box.show_number(number, self._span)

    def show_range(self, low: float, high: float) -> None:
        """Let the slider reach from `low` to `high`."""
        self._span = high - low
        self.slider.show_range(low, high)
        self.box.show_number(self.slider.number, self._span)

    def fit(self, label_width: int) -> None:
        """Keep the names of all rows equally wide, and the values as wide as the font asks."""
        self.label.setFixedWidth(label_width)
        self.box.setFixedWidth(self.box.fontMetrics().horizontalAdvance("−00.00") + 22)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.label)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.box)

    def _choose(self, number: float) -> None:
        self.box.show_number(number, self._span)
        self.value_chosen.emit(self.dimension, number)
