"""Draws a path over the points of the map, and its ends by their letters."""

from collections.abc import Callable, Sequence
from math import isfinite

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_layer import MapLayer

_DISC = 9.0  # radius of an end's mark
_HALO, _LINE = 5.0, 2.0


class PathLayer(MapLayer):
    """Under the decoder's cursor, which is the place on the path that is decoded."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, 0.8)  # over points and trails, below names and cursor
        self.places = np.zeros((0, 2))
        self._names: Sequence[tuple[int, str]] = ()
        self._is_exact = True

    def show_path(self, places: np.ndarray, names: Sequence[tuple[int, str]], is_exact: bool) -> None:
        """Draw a line through places (M, 2), dashed where it is only about there; none where M is 0.

        names: which of the places are ends, and their letters.
        """
        self.places, self._names, self._is_exact = places, names, is_exact
        self.update()

    def draw(self, painter: QPainter) -> None:
        painter.setFont(self._canvas.font())
        paint_path(painter, self._canvas.palette(), self.places, self._names, self._is_exact, self._pixel_of)

    def _pixel_of(self, place: np.ndarray) -> QPointF:
        return self._canvas.pixel_of(float(place[0]), float(place[1]))


def paint_path(
    painter: QPainter,
    palette: QPalette,
    places: np.ndarray,
    names: Sequence[tuple[int, str]],
    is_exact: bool,
    pixel_of: Callable[[np.ndarray], QPointF],
) -> None:
    """A line that can be told from any points, with letters on discs at its ends."""
    if len(places) == 0 or not np.isfinite(places).all():
        return
    pixels = [pixel_of(place) for place in places]
    if not all(isfinite(pixel.x()) and isfinite(pixel.y()) for pixel in pixels):
        return  # beside the eye of a space
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ink, ground = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.Base)
    style = Qt.PenStyle.SolidLine if is_exact else Qt.PenStyle.DashLine
    for colour, width, line in ((ground, _HALO, Qt.PenStyle.SolidLine), (ink, _LINE, style)):
        painter.setPen(QPen(colour, width, line, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(pixels))
    for place, name in names:
        _paint_end(painter, pixels[place], name, ink, ground)


def _paint_end(painter: QPainter, at: QPointF, name: str, ink: QColor, ground: QColor) -> None:
    disc = QRectF(at.x() - _DISC, at.y() - _DISC, 2 * _DISC, 2 * _DISC)
    painter.setPen(QPen(ground, 2))
    painter.setBrush(ink)
    painter.drawEllipse(disc)
    painter.setPen(ground)
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, name)
