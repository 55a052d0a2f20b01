"""One term of a sum of codes: its picture, its sign, and a small slider for how much of it is taken."""

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.code_text import MINUS
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.gui.widgets.fields import CalmSlider

HEAD = 24  # height of the row of buttons over it
SIDE = 58  # of the picture: two pixels of the screen for one of a digit's
_STEPS, _MOST = 20, 3.0  # of the slider: steps for a weight of 1, the largest weight


class MixTerm(QWidget):
    """Says which weight its term shall have, or that it shall go."""

    weighed = Signal(float)
    removed = Signal()

    def __init__(self, name: str, weight: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._weight = weight
        self.picture = DigitView(self, empty_text="…", side=SIDE)
        self.sign, self.close_ = QToolButton(self), QToolButton(self)
        self.name = ElidedLabel(self)
        self.slider = CalmSlider(round(_MOST * _STEPS), self)
        self._build()
        self.show_weight(weight)

    def show_weight(self, weight: float) -> None:
        """Show how much of the term is taken."""
        self._weight = weight
        self.sign.setText(MINUS if weight < 0 else "+")
        size = "" if abs(weight) == 1 else f"{abs(weight):.3g}×"
        self.name.show_text(size + self._name)
        was_blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(min(_MOST, abs(weight)) * _STEPS))
        self.slider.blockSignals(was_blocked)

    def show_image(self, image: np.ndarray | None) -> None:
        """Show what the term itself is decoded to: (h, w)."""
        self.picture.show_image(image)

    def _build(self) -> None:
        name = self._name
        self.setFixedWidth(SIDE + 4)
        self.picture.setFixedSize(SIDE, SIDE)
        self.picture.setAccessibleName(name)
        self.name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        set_property(self.name, "role", "muted")
        self.sign.setToolTip(self.tr("Add or take away: click to change the sign"))
        self.close_.setIcon(icon("close", "muted"))
        self.close_.setToolTip(self.tr("Leave “{name}” out").format(name=name))
        self.close_.setAccessibleName(self.close_.toolTip())
        self.slider.setToolTip(self.tr("How much of “{name}”: 0 to 3 times. Default: 1").format(name=name))
        self.slider.setAccessibleName(self.slider.toolTip())
        for button in (self.sign, self.close_):
            button.setFixedHeight(HEAD)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self.sign, 1)
        head.addWidget(self.close_)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addLayout(head)
        column.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.name)
        column.addWidget(self.slider)
        self.sign.clicked.connect(self._turn)
        self.close_.clicked.connect(lambda: self.removed.emit())
        self.slider.valueChanged.connect(self._take_slider)

    def _turn(self) -> None:
        self.show_weight(-self._weight)
        self.weighed.emit(self._weight)

    def _take_slider(self, place: int) -> None:
        self.show_weight(float(np.copysign(place / _STEPS, self._weight)))
        self.weighed.emit(self._weight)
