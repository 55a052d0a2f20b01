"""What lies on top of the points: the names of the classes, the hovered point, the decoder's cursor."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from latentlab.gui.widgets.scatter.class_names import ClassNames, class_centres
from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_layer import MapLayer
from latentlab.gui.widgets.scatter.point_image import PointImage

RING = 8.0  # radius of the cursor's ring, in the widget's pixels
ARM = 7.0  # length of its arms, from the ring outwards
HALO = 2.0


class MapMarks(MapLayer):
    """Drawn over the points; places are (x, y) on the map."""

    def __init__(self, canvas: MapCanvas, image: PointImage) -> None:
        super().__init__(canvas, 1)
        self._image = image
        self.names = ClassNames()
        self.centres = np.zeros((0, 2))  # (C, 2), NaN for names that are not to be seen
        self.cursor: tuple[float, float] | None = None
        self.highlight: tuple[float, float] | None = None
        self.highlight_colour = QColor()
        self.highlight_row = -1
        self.is_empty = True
        self.empty_text = ""  # shown where there is no point at all

    def show_centres(self, points: np.ndarray, samples: np.ndarray, visible: np.ndarray) -> None:
        """Name the classes in the middle of samples (C, some) of points (2, N), those visible (C,) bool."""
        self.centres, self.is_empty = np.zeros((0, 2)), points.shape[1] == 0
        if len(samples):
            self.centres = class_centres(points, samples)
            self.centres[~visible] = np.nan

    def show_highlight(self, points: np.ndarray, row: int | None) -> None:
        """Ring a row of points (2, N), where it has a place."""
        self.highlight = None
        if row is not None and 0 <= row < points.shape[1] and np.isfinite(points[:, row]).all():
            x, y = points[:, row].tolist()
            self.highlight, self.highlight_row = (x, y), row
            self.highlight_colour = self._image.colour_of(row)

    def draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._canvas.palette()
        if self.is_empty and self.empty_text:
            self._paint_empty_text(painter, palette)
        self._paint_names(painter, palette)
        if self.highlight is not None:
            image = self._image.image_rect(self.highlight_row)
            if image is not None:
                _paint_frame(painter, palette, image)
            else:
                self._paint_highlight(painter, palette, self._canvas.pixel_of(*self.highlight))
        if self.cursor is not None:
            paint_cursor(painter, palette, self._canvas.pixel_of(*self.cursor))
        if self._canvas.has_key_focus:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.boundingRect().adjusted(1, 1, -1, -1))

    def _paint_empty_text(self, painter: QPainter, palette: QPalette) -> None:
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        rect = self.boundingRect().adjusted(24, 24, -24, -24)
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextWordWrap.value
        painter.drawText(rect, flags, self.empty_text)

    def _paint_names(self, painter: QPainter, palette: QPalette) -> None:
        if len(self.centres) == 0:
            return
        view, unit = self._canvas.view, self._canvas.units_per_pixel
        pixels = (self.centres - [view.left, view.top]) * [1 / unit, -1 / unit]
        self.names.paint(painter, pixels, palette, self._canvas.font())

    def _paint_highlight(self, painter: QPainter, palette: QPalette, at: QPointF) -> None:
        radius = max(3.5, self._image.diameter(painter.device().devicePixelRatio()) / 2 + 1)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawEllipse(at, radius + 4.5, radius + 4.5)
        painter.setBrush(palette.color(QPalette.ColorRole.Text))
        painter.drawEllipse(at, radius + 3, radius + 3)
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawEllipse(at, radius + 1.5, radius + 1.5)
        painter.setBrush(self.highlight_colour)
        painter.drawEllipse(at, radius, radius)


def _paint_frame(painter: QPainter, palette: QPalette, image: QRectF) -> None:
    """Around the image of the point that is meant."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, width in ((QPalette.ColorRole.Base, 5.0), (QPalette.ColorRole.Text, 2.0)):
        painter.setPen(QPen(palette.color(role), width, j=Qt.PenJoinStyle.MiterJoin))
        painter.drawRect(image.adjusted(-1, -1, 1, 1))


def paint_cursor(painter: QPainter, palette: QPalette, at: QPointF) -> None:
    """A ring with four arms around what is left free: the place itself stays in sight."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for role, width in ((QPalette.ColorRole.Base, 2 + 2 * HALO), (QPalette.ColorRole.Text, 2.0)):
        painter.setPen(QPen(palette.color(role), width, c=Qt.PenCapStyle.FlatCap))
        painter.drawEllipse(at, RING, RING)
        halo = HALO if role == QPalette.ColorRole.Base else 0.0
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            way = QPointF(x, y)
            painter.drawLine(at + way * RING, at + way * (RING + ARM + halo))
