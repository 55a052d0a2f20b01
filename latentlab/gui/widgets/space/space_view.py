"""A space of points that can be turned, zoomed and pointed at; imported only where there is OpenGL."""

import time

import numpy as np
import pyqtgraph.opengl as gl
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette, QPen, QVector3D, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from latentlab.gui.widgets.scatter.anchor_marks import paint_anchor
from latentlab.gui.widgets.scatter.class_names import ClassNames, class_centres, class_samples
from latentlab.gui.widgets.scatter.map_marks import paint_cursor
from latentlab.gui.widgets.space.look import Look
from latentlab.gui.widgets.space.on_screen import nearest_on_screen, on_screen
from latentlab.gui.widgets.space.space_points import SpacePoints
from latentlab.latent.group import How

FRAME_MS = 16
REACH = 12.0  # pixels from the mouse to a point that is meant
_DISTANCE = 4.6  # of the eye, in the points' root mean square distance from their middle
_NEAREST, _FARTHEST = 0.05, 200.0
_KEY_ANGLE, _KEY_ZOOM, _KEY_PAN = 6.0, 1.25, 30.0
_WHEEL_ZOOM = 1.0015  # a unit of the wheel, as on the flat map
_DIAMETERS = ((3_000, 6.0), (12_000, 4.5), (30_000, 3.5))  # of a point, by how many there are at most
_SMALLEST = 2.5


class SpaceView(gl.GLViewWidget):
    """Drag turns it, the middle button or Shift moves it, the wheel zooms; so do arrows, plus and minus."""

    point_hovered = Signal(int)  # index of a point, −1 where none is near any more
    point_clicked = Signal(int, object)  # index, How it joins the selected points
    turned = Signal()  # the view: points are elsewhere on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = SpacePoints()
        self._look: Look | None = None
        self._cursor: np.ndarray | None = None  # (3,) of the layout
        self._anchors = np.zeros((0, 3))
        self._anchor_names: tuple[str, ...] = ()
        self._names = ClassNames()
        self._samples = np.zeros((0, 0), int)
        self._hovered = -1
        self._pressed_at: QPointF | None = None
        self._last: QPointF | None = None  # where a drag has come to
        self._pixels: np.ndarray | None = None  # (N, 2) of the present view, once asked for
        self._started = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._item = gl.GLScatterPlotItem(pos=np.zeros((0, 3), np.float32), glOptions="opaque", pxMode=True)
        self.addItem(self._item)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Latent space"))
        self.setAccessibleDescription(
            self.tr("One point for each image. Arrows turn the space, plus and minus zoom, Home shows all.")
        )
        self._show_ground()
        self.fit()

    # --- what is shown ------------------------------------------------------------------------------------

    def show_layout(self, points: np.ndarray, glide_ms: int) -> None:
        """Let the points glide to points (N, 3)."""
        self._points.head_for(points, glide_ms if self.isVisible() else 0)
        self._started = time.perf_counter()
        self._upload_places()
        if self._points.is_gliding:
            self._timer.start()

    def show_look(self, look: Look) -> None:
        """Draw the points of the layout so."""
        self._look = look
        labels = look.labels if look.labels is not None else np.zeros(0, np.uint8)
        self._samples = class_samples(labels, len(look.names))
        self._names.show_names(look.names)
        self._upload_look()

    def show_cursor(self, place: np.ndarray | None) -> None:
        """Mark a place (3,) of the layout."""
        self._cursor = place
        self.update()

    def show_anchors(self, places: np.ndarray, names: tuple[str, ...]) -> None:
        """Mark places (M, 3) of the layout by name."""
        self._anchors, self._anchor_names = places, names
        self.update()

    def fit(self) -> None:
        """Show the whole space from in front, a little from above."""
        self.opts["center"] = QVector3D(0, 0, 0)
        self.setCameraPosition(distance=_DISTANCE, elevation=72, azimuth=-90)
        self._view_moved()

    @property
    def is_gliding(self) -> bool:
        return self._points.is_gliding

    @property
    def places(self) -> np.ndarray:
        """Where the points are at the moment: (N, 3) in the view's units."""
        return self._points.places

    def pixel_of_point(self, index: int) -> QPointF:
        """Where a point is on this widget."""
        x, y = self._on_screen()[index].tolist()
        return QPointF(x, y)

    # --- drawing ------------------------------------------------------------------------------------------

    def _upload_places(self) -> None:
        """Hand the places on; the colours only where there are more or fewer points now."""
        places, look = self._points.places, self._look
        self._pixels = None
        if look is not None and len(look.tones) == len(places):
            places = places if look.shown is None else places[look.shown]
        self._item.setData(pos=places)
        if not isinstance(self._item.color, np.ndarray) or len(self._item.color) != len(places):
            self._upload_look()

    def _upload_look(self) -> None:
        look, places = self._look, self._points.places
        if look is None or len(look.tones) != len(places):
            return
        ground = self.palette().color(QPalette.ColorRole.Base)
        inks = look.inks((ground.redF(), ground.greenF(), ground.blueF()))
        diameter = self._diameter(len(places)) * look.size * self.devicePixelRatioF()
        shown = slice(None) if look.shown is None else look.shown
        self._item.setData(pos=places[shown], color=inks[shown], size=max(1.0, diameter))

    def _diameter(self, count: int) -> float:
        return next((diameter for most, diameter in _DIAMETERS if count <= most), _SMALLEST)

    def initializeGL(self) -> None:
        # WORKAROUND pyqtgraph keeps one program for all contexts, and this context is a new one.
        gl.GLScatterPlotItem._shaderProgram = None
        super().initializeGL()

    def paintGL(self) -> None:
        if len(self._item.pos):
            super().paintGL()
        else:
            self._clear()
        self._paint_marks()

    def _clear(self) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.end()

    def _paint_marks(self) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._look is not None and self._look.names and len(self._samples) and not self._points.is_gliding:
            self._paint_names(painter)
        for place, name in zip(self._anchors, self._anchor_names, strict=False):
            paint_anchor(painter, self.palette(), self._pixel_of(place), name)
        if 0 <= self._hovered < len(self._points.places):
            self._paint_ring(painter, self.pixel_of_point(self._hovered))
        if self._cursor is not None:
            paint_cursor(painter, self.palette(), self._pixel_of(self._cursor))
        painter.end()

    def _paint_names(self, painter: QPainter) -> None:
        pixels = self._on_screen()
        look = self._look
        if look is None or len(pixels) == 0 or self._samples.max(initial=-1) >= len(pixels):
            return
        centres = class_centres(np.ascontiguousarray(pixels.T), self._samples)
        if look.shown is not None and look.labels is not None:
            hidden = np.setdiff1d(np.arange(len(look.names)), look.labels[look.shown])
            centres[hidden] = np.nan
        self._names.paint(painter, centres, self.palette(), self.font())

    def _paint_ring(self, painter: QPainter, at: QPointF) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for role, width in ((QPalette.ColorRole.Base, 5.0), (QPalette.ColorRole.Text, 2.0)):
            painter.setPen(QPen(self.palette().color(role), width))
            painter.drawEllipse(at, 6.5, 6.5)

    # --- where things are ---------------------------------------------------------------------------------

    def _matrix(self) -> np.ndarray:
        viewport = self.getViewport()
        whole = self.projectionMatrix(viewport, viewport) * self.viewMatrix()
        return np.array(whole.data(), np.float64).reshape(4, 4)  # by columns: a place stands on its left

    def _on_screen(self) -> np.ndarray:
        if self._pixels is None:
            self._pixels = on_screen(self._points.places, self._matrix(), self.width(), self.height())
        return self._pixels

    def _pixel_of(self, place: np.ndarray) -> QPointF:
        seen = self._points.in_view(place)[None]
        x, y = on_screen(seen, self._matrix(), self.width(), self.height())[0].tolist()
        return QPointF(x, y)

    def _tick(self) -> None:
        self._points.advance(1e3 * (time.perf_counter() - self._started))
        self._upload_places()
        if not self._points.is_gliding:
            self._timer.stop()
        self.turned.emit()

    def _view_moved(self) -> None:
        self._pixels = None
        self.update()
        self.turned.emit()

    # --- Qt's events --------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._last = event.position()
        self._pressed_at = event.position() if event.button() == Qt.MouseButton.LeftButton else None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not event.buttons() or self._last is None:
            self._hover(self._point_near(event.position()))
            return
        way = event.position() - self._last
        if self._pressed_at is not None:
            moved = (event.position() - self._pressed_at).manhattanLength()
            if moved < QApplication.startDragDistance():
                return
            self._pressed_at = None
        self._last = event.position()
        self._hover(-1)
        moves = event.buttons() & Qt.MouseButton.MiddleButton or (
            event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        )
        if moves:
            self.pan(way.x(), way.y(), 0, relative="view")
        else:
            self.orbit(-way.x() / 2, way.y() / 2)
        self._view_moved()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        was_click = self._pressed_at is not None and event.button() == Qt.MouseButton.LeftButton
        self._pressed_at = self._last = None
        if was_click:
            index = self._point_near(event.position())
            if index >= 0:
                self.point_clicked.emit(index, _how(event.modifiers()))
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y() or event.angleDelta().x()
        self._zoom(_WHEEL_ZOOM**delta)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {
            Qt.Key.Key_Left: (1, 0),
            Qt.Key.Key_Right: (-1, 0),
            Qt.Key.Key_Up: (0, 1),
            Qt.Key.Key_Down: (0, -1),
        }
        if event.key() in turns:
            across, up = turns[Qt.Key(event.key())]
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.pan(_KEY_PAN * across, _KEY_PAN * up, 0, relative="view")
            else:
                self.orbit(_KEY_ANGLE * across, _KEY_ANGLE * up)
            self._view_moved()
        elif event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._zoom(_KEY_ZOOM)
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._zoom(1 / _KEY_ZOOM)
        elif event.key() == Qt.Key.Key_Home:
            self.fit()
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_item"):
            self._show_ground()
            self._upload_look()

    def _zoom(self, factor: float) -> None:
        self.opts["distance"] = min(_FARTHEST, max(_NEAREST, self.opts["distance"] / factor))
        self._view_moved()

    def _show_ground(self) -> None:
        self.setBackgroundColor(self.palette().color(QPalette.ColorRole.Base))

    def _point_near(self, at: QPointF) -> int:
        shown = self._look.shown if self._look is not None else None
        pixels = self._on_screen()
        if shown is not None and len(shown) != len(pixels):
            shown = None
        return nearest_on_screen(pixels, (at.x(), at.y()), REACH, shown)

    def _hover(self, index: int) -> None:
        if index != self._hovered:
            self._hovered = index
            self.setCursor(Qt.CursorShape.PointingHandCursor if index >= 0 else Qt.CursorShape.ArrowCursor)
            self.update()
            self.point_hovered.emit(index)

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self._pixels = None


def _how(modifiers: Qt.KeyboardModifier) -> How:
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return How.REMOVE
    return How.ADD if modifiers & Qt.KeyboardModifier.ControlModifier else How.REPLACE
