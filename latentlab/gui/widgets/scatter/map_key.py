"""The small overview of the whole map in a corner, while only a part of it is in view."""

import numpy as np
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_view import Box
from latentlab.gui.widgets.scatter.raster import MARGIN, Cloud, Raster, Window
from latentlab.gui.widgets.scatter.style import Style, packed

LARGEST = QSize(132, 104)  # in the widget's pixels
_SMALLEST = 40  # along a side
_EDGE = 10  # from the corner of the map
_INSIDE = 5  # around the points
_SAMPLE = 5_000  # points that are drawn: every prefix of the sample is one itself
_CUT = 0.08  # of the map's width or height that may be out of view before the overview is of use
_DIAMETER = 1.5
_LEAST = 6.0  # side of the rectangle in view, to be seen and caught


class MapKey(QWidget):
    """Shows all points and the rectangle in view; a click or a drag moves the view there."""

    def __init__(self, parent: QWidget, canvas: MapCanvas) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._ground = parent
        self._is_wanted = True
        self._cloud: Cloud | None = None
        self._colours = np.zeros((0, 3), np.uint8)
        self._extent: Box | None = None
        self._view = Box(0, 0, 1, 1)
        self._raster = Raster()
        self._image: QImage | None = None  # None where it is out of date
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(self.tr("Overview of the map"))
        self.setToolTip(self.tr("The whole map. Click or drag to move the view."))
        self.hide()
        canvas.box.sigRangeChanged.connect(self._view_moved)
        canvas.resized.connect(self.stand_in_corner)

    def show_wanted(self, wanted: bool) -> None:
        """Be there while only a part of the map is in view, or never."""
        self._is_wanted = wanted
        self._show_or_hide()

    def show_points(
        self,
        points: np.ndarray,
        tones: np.ndarray,
        shown: np.ndarray | None,
        colours: np.ndarray,
        extent: Box | None,
    ) -> None:
        """Take points (2, N), of tones (N,) coloured (T, 3) uint8; `shown` (N,) bool; the box around all."""
        cloud = Cloud(points[0], points[1], tones, shown)
        self._cloud, self._colours, self._extent = cloud.part(0, _SAMPLE), colours, extent
        self._image = None
        self._show_or_hide()

    def stand_in_corner(self) -> None:
        """Take the place at the lower right of the map."""
        ground = self._ground.rect()
        self.move(ground.width() - self.width() - _EDGE, ground.height() - self.height() - _EDGE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, palette = QPainter(self), self.palette()
        if self._image is None:
            self._draw(palette.color(QPalette.ColorRole.Base))
        if self._image is not None:
            painter.drawImage(self.rect(), self._image)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        seen = self._seen()
        shade = QColor(palette.color(QPalette.ColorRole.Highlight))
        painter.setPen(QPen(shade, 1.5))
        shade.setAlpha(40)
        painter.setBrush(shade)
        painter.drawRect(seen)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._choose(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._choose(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _choose(self, pixel: QPointF) -> None:
        if self._extent is not None:
            x, y = self._extent.centre
            unit = self._units_per_pixel(self._extent)
            right, up = pixel.x() - self.width() / 2, self.height() / 2 - pixel.y()
            middle_x, middle_y = self._canvas.view.centre
            self._canvas.pan(x + right * unit - middle_x, y + up * unit - middle_y)

    def _view_moved(self) -> None:
        self._view = self._canvas.view
        self._show_or_hide()

    def _show_or_hide(self) -> None:
        extent = self._extent
        is_shown = self._is_wanted and extent is not None and _is_cut(extent, self._view)
        if extent is not None and is_shown:
            self._fit(extent)
            self.update()
        if is_shown == self.isHidden():
            self.setVisible(is_shown)

    def _fit(self, extent: Box) -> None:
        """Take the shape of the map."""
        unit = self._units_per_pixel(extent)
        sides = (max(_SMALLEST, round(side / unit) + 2 * _INSIDE) for side in (extent.width, extent.height))
        size = QSize(*sides)
        if size != self.size():
            self.resize(size)
            self._image = None
        self.stand_in_corner()

    def _units_per_pixel(self, extent: Box) -> float:
        width, height = LARGEST.width() - 2 * _INSIDE, LARGEST.height() - 2 * _INSIDE
        return max(extent.width / width, extent.height / height, 1e-30)

    def _seen(self) -> QRectF:
        """The rectangle in view, in this widget's pixels, never too small to be seen nor quite outside."""
        if self._extent is None:
            return QRectF()
        x, y = self._extent.centre
        unit, view = self._units_per_pixel(self._extent), self._view
        width, height = max(_LEAST, view.width / unit), max(_LEAST, view.height / unit)
        centre = QPointF(
            self.width() / 2 + (view.centre[0] - x) / unit, self.height() / 2 - (view.centre[1] - y) / unit
        )
        seen = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
        return seen.intersected(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5))

    def _draw(self, ground: QColor) -> None:
        """Draw the points at the screen's own resolution."""
        if self._cloud is None or self._extent is None:
            return
        ratio = self.devicePixelRatioF()
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        scale = ratio / self._units_per_pixel(self._extent)
        plain = np.array([ground.red(), ground.green(), ground.blue()], np.uint8)
        style = Style(self._colours, plain, max(1.0, _DIAMETER * ratio), fine=True)
        self._raster.begin(Window(*self._extent.centre, scale, width, height), int(packed(plain)))
        self._raster.paint(self._cloud, style)
        pixels = self._raster.pixels
        whole = QImage(pixels.data, pixels.shape[1], pixels.shape[0], QImage.Format.Format_RGB32)
        self._image = whole.copy(QRect(MARGIN, MARGIN, width, height))


def _is_cut(extent: Box, view: Box) -> bool:
    """Whether a part of the map worth telling of is out of view."""
    across = min(extent.right, view.right) - max(extent.left, view.left)
    up = min(extent.top, view.top) - max(extent.bottom, view.bottom)
    return across < (1 - _CUT) * extent.width or up < (1 - _CUT) * extent.height
