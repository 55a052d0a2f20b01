"""Where the cursor of the map would be if what is selected were left as it is."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPalette, QPen

from latentlab.gui.widgets.scatter.cursor_way import Place
from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_layer import MapLayer
from latentlab.gui.widgets.scatter.map_marks import RING

_RADIUS = 5.0


class GhostMark(MapLayer):
    """A small ring, and from it a line to the cursor."""

    def __init__(self, canvas: MapCanvas, cursor: Callable[[], Place | None]) -> None:
        super().__init__(canvas, 2)
        self._cursor = cursor
        self.place: Place | None = None
        canvas.box.sigRangeChanged.connect(lambda *_: self.update())

    def show_ghost(self, place: np.ndarray | None) -> None:
        """Mark a place (2,) of the map, or nothing."""
        self.place = None if place is None else (float(place[0]), float(place[1]))
        self.update()

    def draw(self, painter: QPainter) -> None:
        if self.place is None:
            return
        cursor = self._cursor()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        to = None if cursor is None else self._canvas.pixel_of(*cursor)
        paint_ghost(painter, self._canvas.palette(), self._canvas.pixel_of(*self.place), to)


def paint_ghost(painter: QPainter, palette: QPalette, at: QPointF, to: QPointF | None) -> None:
    """A ring at a place, and a line to where the cursor's ring begins."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, width in ((QPalette.ColorRole.Base, 5.0), (QPalette.ColorRole.Text, 2.0)):
        painter.setPen(QPen(palette.color(role), width, c=Qt.PenCapStyle.RoundCap))
        painter.drawEllipse(at, _RADIUS, _RADIUS)
        line = QLineF(at, to) if to is not None else QLineF()
        if line.length() > RING + _RADIUS:
            painter.drawLine(
                QLineF(line.pointAt(_RADIUS / line.length()), line.pointAt(1 - RING / line.length()))
            )
