"""A pyqtgraph view without axes whose mouse and keys mean what they mean on a map."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGraphicsView, QWidget

from latentlab.gui.widgets.scatter.map_view import Box
from latentlab.gui.widgets.scatter.outline import Outline, how_of
from latentlab.gui.widgets.scatter.raster import Window
from latentlab.latent.group import How

KEY_STEP = 0.1  # of the view, a press of an arrow
KEY_ZOOM = 1.25
WHEEL_ZOOM = 1.0015  # a unit of the wheel; a notch is 120 units
_KEY_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class MapCanvas(pg.GraphicsView):
    """The map's window; places are np.ndarray (2,) in the map's units."""

    about_to_move = Signal()  # by hand
    moved_by_hand = Signal()
    let_go = Signal()  # of the map that was dragged
    fit_asked = Signal()
    seen_changed = Signal(bool)  # whether the canvas is shown
    resized = Signal()
    mouse_moved = Signal(object)  # QPointF in the widget, or None where the mouse has left
    clicked = Signal(object, object)  # QPointF in the widget, How the point there joins what is selected
    outline_changed = Signal(object)  # the Outline that is being drawn, None where none is any more
    outlined = Signal(object, object)  # Outline, How the points in it join what is selected
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False, background=None)
        self.box = pg.ViewBox(lockAspect=True, enableMenu=False, enableMouse=False, defaultPadding=0)
        self.box.disableAutoRange()
        self.setCentralItem(self.box)
        # One image covers everything: nothing needs clearing, and a change always means all of it.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.viewport().setAutoFillBackground(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.has_key_focus = False  # reached by a key: worth a frame
        self._pressed_at: QPointF | None = None
        self._pressed_with = Qt.KeyboardModifier.NoModifier
        self._grabbed: np.ndarray | None = None  # the place under the mouse while the map is dragged
        self.outline: Outline | None = None  # while it is being drawn
        self._is_lasso = False  # a drag draws a freehand line instead of moving the map
        self.how = How.REPLACE  # a choice joins the group, without a key held
        self._is_pointing = False  # at a point
        self._is_aiming = False  # at a place, be there a point or not

    # --- where things are ---------------------------------------------------------------------------------

    @property
    def view(self) -> Box:
        """The rectangle of the map in view."""
        (left, right), (bottom, top) = self.box.viewRange()
        return Box(left, bottom, right, top)

    @property
    def is_dragged(self) -> bool:
        """Whether the mouse holds the map."""
        return self._grabbed is not None

    @property
    def units_per_pixel(self) -> float:
        """How much of the map one device-independent pixel covers."""
        return self.view.width / max(1.0, self.box.rect().width())

    def magnification(self, extent: Box) -> float:
        """How much larger the map is shown than where all of `extent` would just fit."""
        width, height = max(1.0, self.box.rect().width()), max(1.0, self.box.rect().height())
        return max(extent.width / width, extent.height / height) / self.units_per_pixel

    def window(self, ratio: float) -> Window:
        """The view in device pixels at `ratio` of them for one of the widget's."""
        view, scale = self.view, ratio / self.units_per_pixel
        # One more than needed: at a ratio of 1.5 the widget may begin in the middle of a pixel.
        width = math.ceil(self.viewport().width() * ratio) + 1
        height = math.ceil(self.viewport().height() * ratio) + 1
        return Window(view.left + width / 2 / scale, view.top - height / 2 / scale, scale, width, height)

    def place_of(self, pixel: QPointF) -> np.ndarray:
        """The place on the map under a pixel of the widget: (2,)."""
        view, unit = self.view, self.units_per_pixel
        return np.array([view.left + pixel.x() * unit, view.top - pixel.y() * unit])

    def pixel_of(self, x: float, y: float) -> QPointF:
        """The pixel of the widget that shows a place on the map."""
        view, unit = self.view, self.units_per_pixel
        return QPointF((x - view.left) / unit, (view.top - y) / unit)

    # --- moving -------------------------------------------------------------------------------------------

    def show_box(self, box: Box) -> None:
        """Show all of `box`, with what the widget's shape adds around it."""
        self.box.setRange(QRectF(box.left, box.bottom, box.width, box.height), padding=0)

    def pan(self, x: float, y: float) -> None:
        """Move the view by hand, in the map's units."""
        self.about_to_move.emit()
        view = self.view
        self.show_box(Box(view.left + x, view.bottom + y, view.right + x, view.top + y))
        self.moved_by_hand.emit()

    def zoom(self, factor: float, at: np.ndarray) -> None:
        """Magnify the map by hand around the place `at` (2,), which stays where it is."""
        view = self.view
        x, y = float(at[0]), float(at[1])
        grown = Box(
            x + (view.left - x) / factor,
            y + (view.bottom - y) / factor,
            x + (view.right - x) / factor,
            y + (view.top - y) / factor,
        )
        if not np.isfinite(grown.width) or grown.width < 4e-6 * (abs(x) + abs(y)) or grown.width > 1e30:
            return  # beyond what float32 places can tell apart
        self.about_to_move.emit()
        self.show_box(grown)
        self.moved_by_hand.emit()

    # --- selecting ----------------------------------------------------------------------------------------

    def set_lasso(self, on: bool) -> None:
        """Let a drag draw a freehand line around points, or move the map."""
        self._is_lasso = on
        self.cancel_outline()
        self._show_mouse()

    def set_how(self, how: How) -> None:
        """What a choice without a key held does to what is selected."""
        self.how = how

    def cancel_outline(self) -> bool:
        """Draw no further, and select nothing; whether there was something to give up."""
        was_drawing = self.outline is not None
        self._release()
        return was_drawing

    def show_pointing(self, pointing: bool) -> None:
        """Let the mouse say whether there is a point to click on."""
        self._is_pointing = pointing
        self._show_mouse()

    def show_aiming(self, aiming: bool) -> None:
        """Let the mouse say whether it means the very place that it is at."""
        self._is_aiming = aiming
        self._show_mouse()

    # --- Qt's events --------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y() or event.angleDelta().x()
        self.zoom(WHEEL_ZOOM**delta, self.place_of(event.position()))
        self.mouse_moved.emit(event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at, self._pressed_with = event.position(), event.modifiers()
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._grab(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons():
            self._release()
        if self._pressed_at is not None and self._grabbed is None and self.outline is None:
            way = event.position() - self._pressed_at
            if way.manhattanLength() >= QApplication.startDragDistance():
                self._begin_drag(self._pressed_at, self._pressed_with | event.modifiers())
        if self.outline is not None:
            self._draw_outline(self.outline.drawn_to(self.place_of(event.position()), self.units_per_pixel))
        elif self._grabbed is None:
            self.mouse_moved.emit(event.position())
        else:
            way_back = self._grabbed - self.place_of(event.position())
            self.pan(float(way_back[0]), float(way_back[1]))
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_click = self._pressed_at is not None and self._grabbed is None and self.outline is None
        outline, how = self.outline, how_of(event.modifiers(), self.how)
        self._release()
        if event.button() == Qt.MouseButton.LeftButton:
            if outline is not None:
                self.outlined.emit(outline, how)
            elif was_click:
                self.clicked.emit(event.position(), how)
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self.mouse_moved.emit(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        view = self.view
        x, y = KEY_STEP * view.width, KEY_STEP * view.height
        match event.key():
            case Qt.Key.Key_Left:
                self.pan(-x, 0)
            case Qt.Key.Key_Right:
                self.pan(x, 0)
            case Qt.Key.Key_Up:
                self.pan(0, y)
            case Qt.Key.Key_Down:
                self.pan(0, -y)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(KEY_ZOOM, np.array(view.centre))
            case Qt.Key.Key_Minus | Qt.Key.Key_Underscore:
                self.zoom(1 / KEY_ZOOM, np.array(view.centre))
            case Qt.Key.Key_Home:
                self.fit_asked.emit()
            case _:
                event.ignore()  # the window's own keys: Space, 1 to 4

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if event is not None:
            self.resized.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.seen_changed.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.has_key_focus = event.reason() in _KEY_REASONS
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.has_key_focus = False
        self.focus_changed.emit()

    def _begin_drag(self, pixel: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        is_box = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if is_box or self._is_lasso:
            self.mouse_moved.emit(None)
            self._draw_outline(Outline.begun(self.place_of(pixel), is_box))
            self._show_mouse()
        else:
            self._grab(pixel)

    def _draw_outline(self, outline: Outline | None) -> None:
        self.outline = outline
        self.outline_changed.emit(outline)

    def _grab(self, pixel: QPointF) -> None:
        self._grabbed = self.place_of(pixel)
        self.mouse_moved.emit(None)
        self._show_mouse()

    def _release(self) -> None:
        self._pressed_at = None
        if self.outline is not None:
            self._draw_outline(None)
        if self._grabbed is not None:
            self._grabbed = None
            self.let_go.emit()
        self._show_mouse()

    def _show_mouse(self) -> None:
        """Let the mouse look like what a press of it would do."""
        if self._grabbed is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._is_lasso or self._is_aiming or self.outline is not None:
            shape = Qt.CursorShape.CrossCursor
        elif self._is_pointing:
            shape = Qt.CursorShape.PointingHandCursor
        else:
            shape = Qt.CursorShape.ArrowCursor
        if self.viewport().cursor().shape() != shape:
            self.viewport().setCursor(shape)
