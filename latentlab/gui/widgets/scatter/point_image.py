"""Paints the raster of the points into a pyqtgraph scene, one image pixel on one pixel of the screen."""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from latentlab.gui.widgets.scatter.backdrop_image import BackdropImage
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.widgets.scatter.map_canvas import MapCanvas
from latentlab.gui.widgets.scatter.map_view import Box
from latentlab.gui.widgets.scatter.raster import MARGIN, Cloud, Raster, Window
from latentlab.gui.widgets.scatter.style import Style, packed, point_diameter, style_for
from latentlab.gui.widgets.scatter.thumbnails import Pictures, Thumbnails
from latentlab.gui.widgets.scatter.tones import Tones
from latentlab.latent.inverse.survey import Survey

CROWDING = 1.5  # a view half as wide shows a 2^1.5th of the points: less than the area would let go

CLOSE = 2.0  # magnification from which on images may take the place of points by themselves
DIMMED = 0.28  # of a point's own colour, where others stand out


class PointImage(pg.GraphicsObject):
    """The cloud of points; it draws itself anew when something has changed, and else shows what it has."""

    def __init__(self, canvas: MapCanvas) -> None:
        super().__init__()
        self.setParentItem(canvas.box)
        self._canvas = canvas
        self._raster = Raster()
        self._image = QImage()
        self._drawn: Window | None = None  # what the image shows; None where it is out of date
        self._points = np.zeros((2, 0), np.float32)
        self._tones = np.zeros(0, np.uint8)
        self._shown: np.ndarray | None = None
        self._extent: Box | None = None
        self._colours = np.zeros((0, 3), np.uint8)
        self._ground = np.zeros(3, np.uint8)
        self._drawing = DrawingChoices()
        self._thumbnails = Thumbnails()
        self._group: np.ndarray | None = None
        self.backdrop = BackdropImage()

    def show_palette(self, palette: QPalette, tones: Tones) -> None:
        """Take the ground from the widget's palette and the colours of the tones to match."""
        ground = palette.color(QPalette.ColorRole.Base)
        self._colours = tones.colours(dark=ground.lightness() < 128)
        self._ground = np.array([ground.red(), ground.green(), ground.blue()], np.uint8)
        self.backdrop.show_ground(ground)
        self.refresh()

    def show_survey(self, survey: Survey | None) -> None:
        """Draw the points on a picture of what lies at each place, or on the plain ground."""
        self.backdrop.show_survey(survey)
        self.refresh()

    def show_drawing(self, choices: DrawingChoices) -> None:
        """Draw the points in the wanted size and opacity."""
        self._drawing = choices
        self.refresh()

    def show_points(
        self,
        points: np.ndarray,
        tones: np.ndarray,
        shown: np.ndarray | None,
        group: np.ndarray | None,
        extent: Box | None,
    ) -> None:
        """Draw points (2, N) float32 in tones (N,) uint8, those of `shown` (N,) bool or all.

        group: which of them stand out on top of the others, (N,) bool or longer, None where all are alike.
        extent: the box around all of them, None where there are none.
        """
        self._points, self._tones, self._shown, self._extent = points, tones, shown, extent
        self._group = group
        self.refresh()

    def show_images(self, pictures: Pictures | None) -> None:
        """Take the images that may stand in place of points."""
        self._thumbnails.pictures = pictures
        height, width = pictures.images.shape[1:] if pictures is not None else (0, 0)
        self.backdrop.show_shape((height, width) if pictures is not None else None)
        self.refresh()

    @property
    def colours(self) -> np.ndarray:
        """The colours of the tones: (T, 3) uint8."""
        return self._colours

    def refresh(self) -> None:
        """Draw anew at the next paint."""
        self._drawn = None
        self.update()

    def colour_of(self, index: int) -> QColor:
        """The colour that a point is drawn in."""
        return QColor(*self._colours[self._tones[index]].tolist())

    def diameter(self, ratio: float) -> float:
        """Diameter of a point in the widget's pixels."""
        return point_diameter(self._expected(), ratio, self._drawing.size) / ratio

    def row_at(self, pixel: QPointF) -> int:
        """Whose image is at a pixel of the widget, −1 where none is."""
        ratio = self._canvas.devicePixelRatioF()
        return self._thumbnails.row_at(pixel.x() * ratio, pixel.y() * ratio)

    def image_rect(self, row: int) -> QRectF | None:
        """Where the image of a point is in the widget, None where it has none."""
        tile = self._thumbnails.tile_of(row)
        if tile is None:
            return None
        ratio = self._canvas.devicePixelRatioF()
        left, top, width, height = (side / ratio for side in tile)
        return QRectF(left, top, width, height)

    def boundingRect(self) -> QRectF:
        return QRectF(self._canvas.box.rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        ratio = painter.device().devicePixelRatio()
        window = self._canvas.window(ratio)
        if window != self._drawn:
            self._draw(window, ratio)
        painter.save()
        corner = _paint_in_device_pixels(painter)
        painter.drawImage(corner, self._image, QRect(MARGIN, MARGIN, window.width, window.height))
        painter.restore()

    def _magnified(self) -> float:
        return 1.0 if self._extent is None else max(1.0, self._canvas.magnification(self._extent))

    def _expected(self) -> float:
        """About how many points are in view: by the magnification alone, so that panning changes nothing."""
        return self._points.shape[1] / self._magnified() ** CROWDING

    def _cloud(self, shown: np.ndarray | None) -> Cloud:
        xs, ys = self._points
        return Cloud(xs, ys, self._tones, shown)

    def _draw(self, window: Window, ratio: float) -> None:
        raster = self._raster
        before = raster.pixels
        raster.begin(window, int(packed(self._ground)))
        if raster.pixels is not before:
            height, width = raster.pixels.shape
            self._image = QImage(raster.pixels.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        self.backdrop.paint(self._image, window)
        if self._group is None:
            raster.paint(self._cloud(self._shown), self._style(ratio))
        else:
            group = self._group[: self._points.shape[1]]
            shown = np.ones_like(group) if self._shown is None else self._shown
            raster.paint(self._cloud(shown & ~group), self._style(ratio, DIMMED))
            raster.paint(self._cloud(shown & group), self._style(ratio))
        self._draw_thumbnails(window, ratio)
        self._drawn = window

    def _draw_thumbnails(self, window: Window, ratio: float) -> None:
        thumbnails, colours, tones = self._thumbnails, self._colours, self._tones
        if not self._wants_thumbnails(window, ratio):
            thumbnails.forget()
            return
        if self._group is not None:
            tones = tones + np.where(self._group[: len(tones)], 0, len(colours))
            colours = np.concatenate([colours, self._faded(DIMMED)])
        thumbnails.choose(self._points, self._shown, window, ratio, self._drawing.size)
        thumbnails.paint(self._raster, tones, colours, self._ground)

    def _wants_thumbnails(self, window: Window, ratio: float) -> bool:
        if self._thumbnails.pictures is None or self._drawing.thumbnails == "never":
            return False
        room = self._thumbnails.room(window, ratio, self._drawing.size)
        is_close = self._magnified() >= CLOSE and self._expected() <= room
        return is_close or self._drawing.thumbnails == "always"

    def _style(self, ratio: float, strength: float = 1.0) -> Style:
        wanted = self._drawing
        return style_for(
            self._faded(strength),
            self._ground,
            self._expected(),
            ratio,
            wanted.size,
            wanted.opacity,
            wanted.by_density,
        )

    def _faded(self, strength: float) -> np.ndarray:
        """The colours (T, 3) uint8, as far from the ground as `strength` says."""
        way = self._colours.astype(float) - self._ground
        return np.rint(self._ground + way * strength).astype(np.uint8)


def _paint_in_device_pixels(painter: QPainter) -> QPoint:
    """Let the painter count the device's own pixels, and return the one at the item's corner."""
    to_device = painter.deviceTransform()
    corner = to_device.map(QPointF(0, 0))
    beyond_painter = painter.worldTransform().inverted()[0] * to_device
    painter.setWorldTransform(beyond_painter.inverted()[0])
    return QPoint(math.floor(corner.x() + 1e-6), math.floor(corner.y() + 1e-6))
