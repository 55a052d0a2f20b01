"""Draws the lines of equal density, which others find while the points move on."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from latentlab.export.overlay import Lines
from latentlab.gui.widgets.scatter.class_palette import class_colours
from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_layer import MapLayer
from latentlab.latent.contours import Contours

_REST_MS = 200  # from one finding to the next
_CONTRAST = 0.3  # of the text's colour in a line's, which lies on points of the class's own
# Qt draws lines of one device pixel a hundred times as fast as wider ones: a wide one is a few of them.
_HALO = ((-1.5, 0.0), (1.5, 0.0), (0.0, -1.5), (0.0, 1.5))
_LINE = ((-0.25, -0.25), (0.25, 0.25))


class ContourLayer(MapLayer):
    """Lies over the points; it follows them a little later than they move."""

    lines_requested = Signal(object, object, int)  # points (2, N), their labels (N,), how many classes
    request_dropped = Signal()  # what was requested last is of no use any more

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, 0.4)  # over the points, below trails and marks
        self._points = np.zeros((2, 0), np.float32)
        self._labels = np.zeros(0, np.uint8)
        self._shown: np.ndarray | None = None
        self._visible = np.zeros(0, bool)  # (C,)
        self._pieces: tuple[np.ndarray, ...] = ()  # of each class (n, 2, 2), of the paths
        self._paths: list[QPainterPath] = []
        self._is_wanted = False
        self._is_stale = False
        self._is_waiting = False  # for what was requested
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._request)
        canvas.seen_changed.connect(self._be_seen)

    @property
    def is_up_to_date(self) -> bool:
        """Whether the lines are those of the points as they are now."""
        return not self._is_wanted or not (self._is_stale or self._is_waiting)

    def show_wanted(self, wanted: bool) -> None:
        """Draw the lines, or not."""
        if wanted == self._is_wanted:
            return
        self._is_wanted = wanted
        self.pause()
        self._request()
        self.update()

    def show_points(
        self, points: np.ndarray, labels: np.ndarray, shown: np.ndarray | None, visible: np.ndarray
    ) -> None:
        """Take points (2, N) of classes (N,), of which `shown` (N,) bool or all count; visible: (C,) bool."""
        self._points, self._labels, self._shown, self._visible = points, labels, shown, visible
        self._is_stale = True
        self._request()

    def show_lines(self, found: Contours) -> None:
        """Take the lines that were requested last."""
        self._is_waiting = False
        self._pieces = found.of_classes
        self._paths = [_path(pieces) for pieces in found.of_classes]
        self.update()
        self._rest.start()

    def export(self) -> tuple[Lines, ...]:
        """The lines as they are drawn; none where they are not wanted."""
        if not self._is_wanted:
            return ()
        light, dark = (class_colours(len(self._pieces), is_dark) for is_dark in (False, True))
        return tuple(
            Lines(pieces, _nearer(light[label], 0), _nearer(dark[label], 255), has_rim=True)
            for label, pieces in enumerate(self._pieces)
            if label < len(self._visible) and self._visible[label] and len(pieces)
        )

    def forget(self) -> None:
        """Draw no lines until new ones are found: the map has become another."""
        self._pieces, self._paths = (), []
        self.pause()

    def pause(self) -> None:
        """Drop what is requested; it is requested again when the points move or are seen again."""
        self._is_stale = True
        self._rest.stop()
        if self._is_waiting:
            self._is_waiting = False
            self.request_dropped.emit()

    def draw(self, painter: QPainter) -> None:
        if not self._is_wanted:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._canvas.palette().base().color()
        text = self._canvas.palette().text().color()
        dark = ground.lightness() < 128
        for path, shown, colour in zip(
            self._paths, self._visible, class_colours(len(self._paths), dark), strict=False
        ):
            if shown and not path.isEmpty():
                self._draw(painter, path, ground, _HALO)
                self._draw(painter, path, _mixed(QColor(*colour.tolist()), text), _LINE)

    def _draw(
        self, painter: QPainter, path: QPainterPath, colour: QColor, shifts: tuple[tuple[float, float], ...]
    ) -> None:
        """Draw a path of the map, once for each shift by some of the widget's pixels."""
        pen = QPen(colour, 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        view, unit = self._canvas.view, self._canvas.units_per_pixel
        for x, y in shifts:
            painter.save()
            painter.translate(QPointF(x, y))
            painter.scale(1 / unit, -1 / unit)
            painter.translate(-view.left, -view.top)
            painter.drawPath(path)
            painter.restore()

    def _be_seen(self, seen: bool) -> None:
        """Nothing is computed for what nobody sees."""
        if seen:
            self._request()
        else:
            self.pause()

    def _request(self) -> None:
        """Request the lines of the present points, unless that is under way or was just done."""
        is_idle = not (self._is_waiting or self._rest.isActive())
        if not (self._is_wanted and self._is_stale and is_idle and self._canvas.isVisible()):
            return
        self._is_stale, self._is_waiting = False, True
        count = self._points.shape[1]
        counted = np.ones(count, bool) if self._shown is None else self._shown[:count]
        points, labels = self._points[:, counted], self._labels[:count][counted]
        self.lines_requested.emit(points, labels, len(self._visible))


def _path(pieces: np.ndarray) -> QPainterPath:
    ends = pieces.reshape(-1, 2).astype(np.float64)
    return pg.arrayToQPath(ends[:, 0], ends[:, 1], connect="pairs")


def _nearer(colour: np.ndarray, end: int) -> np.ndarray:
    """A colour (3,) nearer to black or white, as the text's colour brings it on the screen."""
    nearer: np.ndarray = (colour + _CONTRAST * (end - colour.astype(np.float64))).astype(np.uint8)
    return nearer


def _mixed(colour: QColor, other: QColor) -> QColor:
    ways = (other.red() - colour.red(), other.green() - colour.green(), other.blue() - colour.blue())
    red, green, blue = (round(_CONTRAST * way) for way in ways)
    return QColor(colour.red() + red, colour.green() + green, colour.blue() + blue)
