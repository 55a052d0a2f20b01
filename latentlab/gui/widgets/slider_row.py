"""One axis of the code as a row: its name, a slider, its value and what it does."""

import numpy as np
from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QGridLayout, QToolTip, QWidget

from latentlab.gui.widgets.axis_name import AxisName
from latentlab.gui.widgets.code_slider import EDGE, CodeSlider
from latentlab.gui.widgets.code_text import axis_name, share_text
from latentlab.gui.widgets.filmstrip import Filmstrip
from latentlab.gui.widgets.slider_look import SliderLook
from latentlab.gui.widgets.value_box import ValueBox

_SPACING = 4


class SliderRow(QWidget):
    """Lent to one axis after another while the list scrolls."""

    value_chosen = Signal(int, float)  # axis, value
    gripped = Signal(bool)  # whether the mouse holds the handle
    lock_clicked = Signal(int)
    menu_requested = Signal(int, QPoint)  # axis, place on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.dimension = -1
        self._span = 2.0
        self._known: tuple[int, SliderLook] | None = None  # what the row was last dressed as
        self.label = AxisName(self)
        self.slider = CodeSlider(self)
        self.box = ValueBox(self)
        self.film = Filmstrip(EDGE, self)
        self._lay_out()
        self._connect()

    @property
    def plain_height(self) -> int:
        """How high the row is without a film."""
        return max(self.slider.sizeHint().height(), self.box.sizeHint().height())

    def bind(self, dimension: int, look: SliderLook) -> None:
        """Stand for this axis, counted from 0, from now on."""
        if self._known == (dimension, look):
            return
        if self.dimension != dimension:
            self.film.show_film(None)
        self._known, self.dimension = (dimension, look), dimension
        self._name(look)
        self.slider.show_bars(look.bars[dimension] if look.bars is not None else None)
        self.show_range(look.low[dimension].item(), look.high[dimension].item())

    def show_number(self, number: float) -> None:
        """Show the axis' value."""
        self.slider.show_number(number)
        self.box.show_number(number, self._span)

    def show_range(self, low: float, high: float) -> None:
        """Let the slider reach from `low` to `high`."""
        self._span = high - low
        self.slider.show_range(low, high)
        self.box.show_number(self.slider.number, self._span)

    def show_locked(self, locked: bool) -> None:
        """Let no hand move the value, or again."""
        self.label.show_locked(locked)
        self.slider.show_locked(locked)
        self.box.setReadOnly(locked)

    def show_film(self, film: np.ndarray | None) -> None:
        """Show what the axis does, (h, frames · w) uint8; None while it is decoded."""
        self.film.show_film(film)

    def show_filming(self, filming: bool) -> None:
        """Have room for a film below the slider, or not."""
        self.film.setVisible(filming)

    def fit(self, label_width: int) -> None:
        """Keep the names of all rows equally wide, and the values as wide as the font asks."""
        self.label.setFixedWidth(label_width)
        self.box.setFixedWidth(self.box.fontMetrics().horizontalAdvance("−00.00") + 22)

    def room_for_slider(self, width: int) -> int:
        """How wide the slider is in a row so wide, laid out or not yet."""
        return width - self.label.minimumWidth() - self.box.minimumWidth() - 2 * _SPACING

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(self.dimension, event.globalPos())

    def event(self, event: QEvent) -> bool:
        """Tips are made when they are asked for: rows change what they stand for at every turn of a wheel."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._known is not None:
            is_name = self.label.geometry().contains(event.pos())
            QToolTip.showText(event.globalPos(), self.lock_tip if is_name else self.tip, self)
            return True
        return super().event(event)

    @property
    def tip(self) -> str:
        """What is known of the axis, and what can be done with it."""
        if self._known is None:
            return ""
        look = self._known[1]
        return "\n".join((self.slider.accessibleName(), *self._told(look), self._hint()))

    @property
    def lock_tip(self) -> str:
        """What a lock does, and what it does not."""
        return self.tr(
            "Click to lock or unlock. What is locked stays at Random and Reset, and its slider rests.\n"
            "A click on the map, a loaded sample, pasted text and steps back set all of z."
        )

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(_SPACING)
        layout.setVerticalSpacing(1)
        layout.addWidget(self.label, 0, 0, 2, 1)
        layout.addWidget(self.slider, 0, 1)
        layout.addWidget(self.box, 0, 2)
        layout.addWidget(self.film, 1, 1)
        layout.setColumnStretch(1, 1)
        # The list leads Tab through its axes itself: rows are in no lasting order.
        self.slider.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def _connect(self) -> None:
        self.slider.value_chosen.connect(self._choose)
        self.slider.sliderPressed.connect(lambda: self.gripped.emit(True))
        self.slider.sliderReleased.connect(lambda: self.gripped.emit(False))
        self.box.number_entered.connect(self.slider.choose)
        self.box.stepped.connect(self.slider.step)
        self.box.left.connect(self.slider.setFocus)
        self.film.picked.connect(self.slider.choose_share)
        self.label.clicked.connect(lambda: self.lock_clicked.emit(self.dimension))

    def _name(self, look: SliderLook) -> None:
        number = self.dimension + 1
        if look.kind == "dimensions":
            name = self.tr("Latent dimension {number}").format(number=number)
            value = self.tr("Value of latent dimension {number}").format(number=number)
        else:
            name = self.tr("Principal axis {number}").format(number=number)
            value = self.tr("Value along principal axis {number}").format(number=number)
        self.slider.setAccessibleName(name)
        self.box.setAccessibleName(value)
        self.label.show_name(axis_name(self.dimension, look.kind))
        self.label.show_note(self._note(look))

    def _note(self, look: SliderLook) -> str:
        figures = look.effects if look.effects is not None else look.shares
        return share_text(figures[self.dimension].item()) if figures is not None else ""

    def _told(self, look: SliderLook) -> list[str]:
        told = []
        if look.shares is not None:
            share = share_text(look.shares[self.dimension].item())
            told.append(self.tr("It has {share} of the codes' variance.").format(share=share))
        if look.effects is not None:
            share = share_text(look.effects[self.dimension].item())
            told.append(
                self.tr(
                    "From its low end to its high one a pixel changes by {share} (root mean square)."
                ).format(share=share)
            )
        return told

    def _hint(self) -> str:
        return self.tr("Double click sets it to 0; arrow keys go in fine steps; right click for more.")

    def _choose(self, number: float) -> None:
        self.box.show_number(number, self._span)
        self.value_chosen.emit(self.dimension, number)
