"""A space of points that can be turned, zoomed and pointed at; imported only where there is OpenGL."""

import time
from collections.abc import Sequence

import numpy as np
import pyqtgraph.opengl as gl
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPalette, QVector3D, QWheelEvent
from PySide6.QtWidgets import QWidget

from latentlab.gui.widgets.scatter.outline import Outline
from latentlab.gui.widgets.space.look import Look
from latentlab.gui.widgets.space.on_screen import nearest_on_screen, on_screen
from latentlab.gui.widgets.space.point_cloud import PointCloud
from latentlab.gui.widgets.space.space_marks import SpaceMarks, paint_drawn, paint_ring
from latentlab.gui.widgets.space.space_mouse import SpaceMouse
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
    """Drag turns it, the middle or right button moves it, the wheel zooms; so do arrows, plus and minus."""

    point_hovered = Signal(int)  # index of a point, −1 where none is near any more
    point_clicked = Signal(int)  # to look at, be it selected alone or with others
    points_chosen = Signal(object, object, str)  # rows (n,), How they join, "click", "box" or "lasso"
    turned = Signal()  # the view: points are elsewhere on the screen

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points = SpacePoints()
        self._look: Look | None = None
        self._marks = SpaceMarks()
        self._hovered = self._highlight = -1
        self.mouse = SpaceMouse(self)
        self._pixels: np.ndarray | None = None  # (N, 2) of the present view, once asked for
        self._started = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._cloud = PointCloud(self)
        self._connect()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Latent space"))
        self.setAccessibleDescription(
            self.tr("One point for each image. Arrows turn the space, plus and minus zoom, Home shows all.")
        )
        self._show_ground()
        self.fit()

    def _connect(self) -> None:
        self.mouse.pointed_at.connect(self._point_at)
        self.mouse.clicked.connect(self._clicked)
        self.mouse.outlined.connect(self._outlined)
        self.mouse.outline_changed.connect(self.update)
        self.mouse.turned_by.connect(self._turn)
        self.mouse.moved_by.connect(self._move)

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
        self._marks.show_look(look)
        self._upload_look()

    def show_cursor(self, place: np.ndarray | None) -> None:
        """Mark a place (3,) of the layout."""
        self._marks.cursor = place
        self.update()

    def show_ghost(self, place: np.ndarray | None) -> None:
        """Mark a place (3,) of the layout, and the way from there to the cursor."""
        self._marks.ghost = place
        self.update()

    def show_path(self, places: np.ndarray, names: Sequence[tuple[int, str]], is_exact: bool) -> None:
        """Draw a path through places (M, 3), some of which are ends by name."""
        marks = self._marks
        marks.path, marks.path_names, marks.path_is_exact = places, names, is_exact
        self.update()

    def show_anchors(self, places: np.ndarray, names: tuple[str, ...]) -> None:
        """Mark places (M, 3) of the layout by name."""
        self._marks.anchors, self._marks.anchor_names = places, names
        self.update()

    def show_highlight(self, index: int) -> None:
        """Ring a point that is pointed at elsewhere; −1 takes the ring away."""
        self._highlight = index
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
        self._pixels = None
        if not self._cloud.move(self._points.places):
            self._upload_look()

    def _upload_look(self) -> None:
        look, places = self._look, self._points.places
        if look is None or len(look.tones) != len(places):
            return
        ground = self.palette().color(QPalette.ColorRole.Base)
        inks = look.inks((ground.redF(), ground.greenF(), ground.blueF()))
        diameter = self._diameter(len(places)) * look.size * self.devicePixelRatioF()
        self._cloud.draw(places, inks, max(1.0, diameter), look.shown, look.group)

    def _diameter(self, count: int) -> float:
        return next((diameter for most, diameter in _DIAMETERS if count <= most), _SMALLEST)

    def initializeGL(self) -> None:
        # WORKAROUND pyqtgraph keeps one program for all contexts, and this context is a new one.
        gl.GLScatterPlotItem._shaderProgram = None
        super().initializeGL()

    def paintGL(self) -> None:
        if self._cloud.count:
            super().paintGL()
        else:
            self._clear()
        self._paint_marks()

    def _clear(self) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        painter.end()

    def _paint_marks(self) -> None:
        painter, palette, marks = QPainter(self), self.palette(), self._marks
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._points.is_gliding:
            marks.paint_names(painter, palette, self.font(), self._on_screen())
        ringed = self._hovered if self._hovered >= 0 else self._highlight
        if 0 <= ringed < len(self._points.places):
            paint_ring(painter, palette, self.pixel_of_point(ringed))
        marks.paint_places(painter, palette, self._pixel_of)
        if self.mouse.outline is not None:
            paint_drawn(painter, palette, self.mouse.outline)
        painter.end()

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
        self.mouse.press(event)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.mouse.move(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.mouse.release(event)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y() or event.angleDelta().x()
        self._zoom(_WHEEL_ZOOM**delta)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.mouse.leave(event)

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
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_cloud"):
            self._show_ground()
            self._upload_look()

    def _zoom(self, factor: float) -> None:
        self.opts["distance"] = min(_FARTHEST, max(_NEAREST, self.opts["distance"] / factor))
        self._view_moved()

    def _show_ground(self) -> None:
        self.setBackgroundColor(self.palette().color(QPalette.ColorRole.Base))

    def _point_near(self, at: QPointF) -> int:
        return nearest_on_screen(self._on_screen(), (at.x(), at.y()), REACH, self._shown())

    def _shown(self) -> np.ndarray | None:
        """Which points are seen: (N,) bool, None for all."""
        shown = self._look.shown if self._look is not None else None
        return None if shown is None or len(shown) != len(self._points.places) else shown

    def _point_at(self, at: QPointF | None) -> None:
        self._hover(-1 if at is None else self._point_near(at))

    def _hover(self, index: int) -> None:
        if self.mouse.is_lasso:
            shape = Qt.CursorShape.CrossCursor
        else:
            shape = Qt.CursorShape.PointingHandCursor if index >= 0 else Qt.CursorShape.ArrowCursor
        if self.cursor().shape() != shape:
            self.setCursor(shape)
        if index != self._hovered:
            self._hovered = index
            self.update()
            self.point_hovered.emit(index)

    def _clicked(self, at: QPointF, how: How) -> None:
        index = self._point_near(at)
        if index < 0:
            return
        if how is not How.REMOVE:
            self.point_clicked.emit(index)
        self.points_chosen.emit(np.array([index]), how, "click")

    def _outlined(self, outline: Outline, how: How) -> None:
        """Points are inside where they are seen inside, at whatever depth."""
        inside = outline.inside(self._on_screen().T)
        shown = self._shown()
        if shown is not None:
            inside &= shown
        self.points_chosen.emit(np.flatnonzero(inside), how, "box" if outline.is_box else "lasso")

    def _turn(self, across: float, down: float) -> None:
        self.orbit(-across / 2, down / 2)
        self._view_moved()

    def _move(self, across: float, down: float) -> None:
        self.pan(across, down, 0, relative="view")
        self._view_moved()

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)
        self._pixels = None
