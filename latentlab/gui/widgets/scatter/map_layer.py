"""What is drawn over the points of a map, in the pixels of its widget."""

import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from latentlab.gui.widgets.scatter.map_canvas import MapCanvas


class MapLayer(pg.GraphicsObject):
    """As large as the map, at a height among its layers; a subclass draws."""

    def __init__(self, canvas: MapCanvas, height: float) -> None:
        super().__init__()
        self.setParentItem(canvas.box)
        self.setZValue(height)
        self._canvas = canvas

    def draw(self, painter: QPainter) -> None:
        """Draw all of it."""
        raise NotImplementedError

    def boundingRect(self) -> QRectF:
        return QRectF(self._canvas.box.rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        self.draw(painter)
