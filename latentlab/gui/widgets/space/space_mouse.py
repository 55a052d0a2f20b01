"""Tells what the mouse asks of a space: to turn or move it, a point, or all points within a line."""

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from latentlab.gui.widgets.scatter.outline import Outline, how_of
from latentlab.latent.group import How

_MOVING = Qt.MouseButton.MiddleButton | Qt.MouseButton.RightButton


class SpaceMouse(QObject):
    """Reads a widget's mouse events as the flat map does; outlines are in the widget's pixels."""

    turned_by = Signal(float, float)  # pixels across, down
    moved_by = Signal(float, float)
    pointed_at = Signal(object)  # QPointF, or None where the mouse means no point
    clicked = Signal(object, object)  # QPointF, How the point there joins what is selected
    outline_changed = Signal()
    outlined = Signal(object, object)  # Outline, How the points in it join

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.outline: Outline | None = None  # while it is being drawn
        self.is_lasso = False  # a drag draws a freehand line instead of turning the space
        self.how = How.REPLACE  # a choice joins the group, without a key held
        self._pressed_at: QPointF | None = None  # until it is a drag
        self._pressed_with = Qt.KeyboardModifier.NoModifier
        self._last: QPointF | None = None  # where a drag has come to

    def set_lasso(self, on: bool) -> None:
        """Let a drag draw a line around points, or turn the space."""
        self.is_lasso = on
        self.cancel_outline()

    def cancel_outline(self) -> bool:
        """Draw no further, and select nothing; whether there was something to give up."""
        was_drawing = self.outline is not None
        self._pressed_at = self._last = None
        if was_drawing:
            self._draw(None)
        return was_drawing

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        self._last = event.position()
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._pressed_at = event.position() if is_left else None
        self._pressed_with = event.modifiers()

    def move(self, event: QMouseEvent) -> None:
        """The mouse is elsewhere."""
        if not event.buttons():
            self.cancel_outline()
            self.pointed_at.emit(event.position())
        elif self.outline is not None:
            self._draw(self.outline.drawn_to(_place(event.position()), 1.0))
        elif self._last is not None and not self._may_be_click(event):
            self._drag(event)

    def release(self, event: QMouseEvent) -> None:
        """A button came up."""
        outline, was_click = self.outline, self._pressed_at is not None
        how = how_of(event.modifiers(), self.how)
        self.cancel_outline()
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if outline is not None:
            self.outlined.emit(outline, how)
        elif was_click:
            self.clicked.emit(event.position(), how)

    def leave(self, _event: QEvent) -> None:
        """The mouse is gone."""
        self.pointed_at.emit(None)

    def _may_be_click(self, event: QMouseEvent) -> bool:
        if self._pressed_at is None:
            return False
        moved = (event.position() - self._pressed_at).manhattanLength()
        return moved < QApplication.startDragDistance()

    def _drag(self, event: QMouseEvent) -> None:
        """Begin an outline where the mouse was pressed, or turn or move the space."""
        self.pointed_at.emit(None)
        pressed_at, self._pressed_at = self._pressed_at, None
        is_box = bool((self._pressed_with | event.modifiers()) & Qt.KeyboardModifier.ShiftModifier)
        if pressed_at is not None and (is_box or self.is_lasso):
            begun = Outline.begun(_place(pressed_at), is_box)
            self._draw(begun.drawn_to(_place(event.position()), 1.0))
            return
        assert self._last is not None
        way, self._last = event.position() - self._last, event.position()
        moves = bool(event.buttons() & _MOVING)
        (self.moved_by if moves else self.turned_by).emit(way.x(), way.y())

    def _draw(self, outline: Outline | None) -> None:
        self.outline = outline
        self.outline_changed.emit()


def _place(pixel: QPointF) -> np.ndarray:
    return np.array([pixel.x(), pixel.y()])
