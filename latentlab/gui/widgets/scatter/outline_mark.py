"""Paints the line that the mouse draws around points, while it draws it."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette, QPen, QPolygonF

from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_layer import MapLayer
from latentlab.gui.widgets.scatter.outline import Outline

_HALO = 3.5  # width below the line, so that it stands out from points of any colour
_LINE = 1.5
_TINT = 0.14  # of what is inside


class OutlineMark(MapLayer):
    """Lies above everything else on the map."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__(canvas, 2)
        self._outline: Outline | None = None
        canvas.outline_changed.connect(self.show_outline)

    def show_outline(self, outline: Outline | None) -> None:
        """Show the line as far as it is drawn; None takes it away."""
        self._outline = outline
        self.update()

    def draw(self, painter: QPainter) -> None:
        if self._outline is None:
            return
        corners = [self._canvas.pixel_of(x, y) for x, y in self._outline.places.tolist()]
        paint_outline(painter, self._canvas.palette(), corners, self._outline.is_box)


def paint_outline(painter: QPainter, palette: QPalette, corners: list[QPointF], is_box: bool) -> None:
    """A line through pixels, closed, with its inside tinted; of a box two opposite corners."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = _path(corners, is_box)
    line = palette.color(QPalette.ColorRole.Highlight)
    inside = QColor(line)
    inside.setAlphaF(_TINT)
    painter.fillPath(path, inside)
    join = Qt.PenJoinStyle.RoundJoin
    painter.strokePath(path, QPen(palette.color(QPalette.ColorRole.Base), _HALO, j=join))
    painter.strokePath(path, QPen(line, _LINE, j=join))


def _path(corners: list[QPointF], is_box: bool) -> QPainterPath:
    path = QPainterPath()
    if is_box:
        path.addRect(QRectF(corners[0], corners[1]).normalized())
    else:
        path.setFillRule(Qt.FillRule.WindingFill)  # as what is inside is found
        path.addPolygon(QPolygonF(corners))
        path.closeSubpath()
    return path
