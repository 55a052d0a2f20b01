"""Shows how steady the map is: how far its points move a frame, and which of them moved most."""

from collections import deque

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_layer import MapLayer
from latentlab.latent.displacement import Displacement

_FRAMES = 60  # in the sparkline
_CURVE = 26.0  # height of the sparkline, in the widget's pixels
_PAD = 8.0
_INSET = 10.0  # from the corner of the map
_LEAST_TAIL = 2.0  # shorter moves are not seen
_HEAD = 4.0  # width of a tail where its point is


class MotionLayer(MapLayer):
    """A figure with its course over the last frames, in a corner, and tails behind the fastest points."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, 2)
        self._course: deque[float] = deque(maxlen=_FRAMES)  # medians, the newest last
        self._newest: Displacement | None = None
        self._points = np.zeros((2, 0), np.float32)
        self.text = ""  # what the figure says
        self.setVisible(False)

    def show_displacement(self, moved: Displacement | None, text: str) -> None:
        """Add a move, told as `text`; None begins a new course."""
        if moved is None:
            self._course.clear()
        else:
            self._course.append(moved.median)
        self._newest, self.text = moved, text
        self.update()

    def show_points(self, points: np.ndarray) -> None:
        """Take where all points are at the moment: (2, N)."""
        self._points = points
        if self.isVisible():
            self.update()

    def draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._newest is not None:
            self._paint_tails(painter, self._newest)
        self._paint_figure(painter, self._canvas.palette())

    def _paint_tails(self, painter: QPainter, moved: Displacement) -> None:
        """From where a point was to where it is, wider towards it."""
        colour = self._canvas.palette().color(QPalette.ColorRole.Text)
        colour.setAlphaF(0.55)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for row, origin in zip(moved.most.tolist(), moved.origin.tolist(), strict=True):
            if row < self._points.shape[1]:
                start = self._canvas.pixel_of(*origin)
                end = self._canvas.pixel_of(*self._points[:, row].tolist())
                _paint_tail(painter, start, end)

    def _paint_figure(self, painter: QPainter, palette: QPalette) -> None:
        metrics = painter.fontMetrics()
        width = metrics.horizontalAdvance(self.text)
        height = metrics.height() + (_CURVE + 4 if len(self._course) > 1 else 0)
        ground = QRectF(_INSET, _INSET, width + 2 * _PAD, height + 2 * _PAD)
        colour = palette.color(QPalette.ColorRole.Base)
        colour.setAlphaF(0.88)
        painter.setBrush(colour)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRoundedRect(ground, 4, 4)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        at = QPointF(ground.left() + _PAD, ground.top() + _PAD + metrics.ascent())
        painter.drawText(at, self.text)
        if len(self._course) > 1:
            top = ground.top() + _PAD + metrics.height() + 4
            accent = palette.color(QPalette.ColorRole.Highlight)
            _paint_curve(painter, QRectF(ground.left() + _PAD, top, width, _CURVE), self._course, accent)


def _paint_tail(painter: QPainter, start: QPointF, end: QPointF) -> None:
    way = end - start
    length = float(np.hypot(way.x(), way.y()))
    if np.isfinite(length) and length >= _LEAST_TAIL:
        aside = QPointF(-way.y(), way.x()) * (_HEAD / 2 / length)
        painter.drawPolygon(QPolygonF([start, end + aside, end - aside]))


def _paint_curve(painter: QPainter, box: QRectF, course: deque[float], colour: QColor) -> None:
    """The course from left to right, from 0 at the bottom to its highest at the top."""
    highest = max(course) or 1.0
    step = box.width() / (_FRAMES - 1)
    first = _FRAMES - len(course)
    places = [
        QPointF(box.left() + (first + i) * step, box.bottom() - value / highest * box.height())
        for i, value in enumerate(course)
    ]
    painter.setPen(QPen(colour, 1.5))
    painter.drawPolyline(places)
