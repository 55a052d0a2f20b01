"""The three that a plane goes through, by name."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPalette, QPen, QPolygonF

from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_layer import MapLayer

_SIDE = 7.0  # from the middle of a triangle to its corners
_GAP = 5.0


class AnchorMarks(MapLayer):
    """Triangles over the points, each with its name beside it."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, 2)
        self._places = np.zeros((0, 2))
        self._names: tuple[str, ...] = ()
        canvas.box.sigRangeChanged.connect(lambda *_: self.update())

    def show_anchors(self, places: np.ndarray, names: tuple[str, ...]) -> None:
        """Mark places (M, 2) of the map by name; none where there are none."""
        self._places, self._names = places, names
        self.update()

    def draw(self, painter: QPainter) -> None:
        painter.setFont(self._canvas.font())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, name in zip(self._places, self._names, strict=False):
            at = self._canvas.pixel_of(float(place[0]), float(place[1]))
            paint_anchor(painter, self._canvas.palette(), at, name)


def paint_anchor(painter: QPainter, palette: QPalette, at: QPointF, name: str) -> None:
    """A triangle with a name on the ground's colour, readable over any points."""
    ground, ink = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
    corners = [(0.0, -1.0), (0.87, 0.5), (-0.87, 0.5)]
    triangle = QPolygonF([at + QPointF(x * _SIDE, y * _SIDE) for x, y in corners])
    painter.setPen(QPen(ground, 5, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ground)
    painter.drawPolygon(triangle)
    painter.setPen(QPen(ink, 2, j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPolygon(triangle)
    metrics = QFontMetricsF(painter.font())
    plate = QRectF(0, 0, metrics.horizontalAdvance(name) + 2 * _GAP, metrics.height() + 2)
    plate.moveCenter(at)
    plate.moveLeft(at.x() + _SIDE + _GAP)
    faint = ground.toRgb()
    faint.setAlpha(215)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faint)
    painter.drawRoundedRect(plate, 4, 4)
    painter.setPen(ink)
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, name)
