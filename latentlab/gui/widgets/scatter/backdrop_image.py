"""The picture behind the points: how far to trust each place, or the digit that it decodes to."""

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from latentlab.gui.widgets.scatter.raster import MARGIN, Window
from latentlab.latent.inverse.survey import Survey

# One hue, lighter where there is more trust, and quiet enough for points and names to stand out.
_LIGHT_RAMP = ((0xA9, 0xB4, 0xD6), (0xFF, 0xFF, 0xFF))
_DARK_RAMP = ((0x14, 0x16, 0x1A), (0x3C, 0x48, 0x78))
_FAINTEST, _STRONGEST = 0.12, 0.75  # of the ink of a digit, at no trust and at full
_DARK_BELOW = 128  # lightness of the ground


class BackdropImage:
    """Holds the newest picture in the map's units and paints the part that a window shows."""

    def __init__(self) -> None:
        self._survey: Survey | None = None
        self._picture: np.ndarray | None = None  # (h, w) uint32, 0xffRRGGBB
        self._ground = QColor("white")
        self._shape: tuple[int, int] | None = None  # height and width of an image; None where it is not known

    def show_survey(self, survey: Survey | None) -> None:
        """Take another picture, None for a plain ground."""
        self._survey = survey
        self._draw()

    def show_shape(self, shape: tuple[int, int] | None) -> None:
        """Take the height and width of the images, None for squares."""
        if shape != self._shape:
            self._shape = shape
            self._draw()

    def show_ground(self, ground: QColor) -> None:
        """Take the colour of the plain ground."""
        self._ground = ground
        self._draw()

    def paint(self, pixels: QImage, window: Window) -> None:
        """Paint into a raster's whole buffer, of which `window` is what lies within the margin."""
        if self._survey is None or self._picture is None:
            return
        grid, (height, width) = self._survey.grid, self._picture.shape
        target = QRectF(
            (grid.left - window.x) * window.scale + window.width / 2 + MARGIN,
            (window.y - grid.top) * window.scale + window.height / 2 + MARGIN,
            grid.columns * grid.cell * window.scale,
            grid.rows * grid.cell * window.scale,
        )
        image = QImage(self._picture.data, width, height, 4 * width, QImage.Format.Format_RGB32)
        painter = QPainter(pixels)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(target, image)
        painter.end()

    def _draw(self) -> None:
        if self._survey is None:
            self._picture = None
        elif self._survey.images is None:
            low, high = (_levels(colour) for colour in trust_ramp(self._ground))
            self._picture = _packed(low + (high - low) * self._survey.trust[..., None])
        else:
            self._picture = self._sheet(self._survey.images, self._survey.trust)

    def _sheet(self, images: np.ndarray, trust: np.ndarray) -> np.ndarray:
        """Each cell's image as ink on the ground, fainter where there is less trust."""
        rows, columns, count = images.shape
        height, width = self._shape or (round(count**0.5),) * 2
        if height * width != count:
            return np.full((rows, columns), self._ground.rgb(), np.uint32)
        side = max(height, width)
        tiles = np.nan_to_num(images).clip(0, 1).reshape(rows, columns, height, width)
        up, left = (side - height) // 2, (side - width) // 2
        edges = ((0, 0), (0, 0), (up, side - height - up), (left, side - width - left))
        tiles = np.pad(tiles, edges)  # cells are square, images need not be
        ink = tiles * (_FAINTEST + (_STRONGEST - _FAINTEST) * trust)[..., None, None]
        flat = ink.transpose(0, 2, 1, 3).reshape(rows * side, columns * side)
        ground = _levels(self._ground)
        strongest = np.full(3, 255 if self._ground.lightness() < _DARK_BELOW else 0)
        return _packed(ground + (strongest - ground) * flat[..., None])


def trust_ramp(ground: QColor) -> tuple[QColor, QColor]:
    """The colours of no trust and of full trust on a ground."""
    low, high = _DARK_RAMP if ground.lightness() < _DARK_BELOW else _LIGHT_RAMP
    return QColor(*low), QColor(*high)


def _levels(colour: QColor) -> np.ndarray:
    return np.array([colour.red(), colour.green(), colour.blue()])


def _packed(colours: np.ndarray) -> np.ndarray:
    """Colours (h, w, 3) from 0 to 255 as (h, w) uint32, 0xffRRGGBB."""
    red, green, blue = np.rint(colours).astype(np.uint32).transpose(2, 0, 1)
    packed: np.ndarray = np.ascontiguousarray(0xFF000000 | red << 16 | green << 8 | blue).astype(np.uint32)
    return packed
