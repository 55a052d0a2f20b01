"""Small images in place of points, all written into the map's picture in one pass."""

from dataclasses import dataclass

import numpy as np

from latentlab.gui.widgets.scatter.map_view import Box
from latentlab.gui.widgets.scatter.raster import MARGIN, Raster, Window
from latentlab.gui.widgets.scatter.spread import coarsened, spread_rows
from latentlab.gui.widgets.scatter.style import packed

SIDE = 28.0  # of an image, about, in the widget's pixels
_FRAME = 1  # device pixels around an image
_GAP = 2  # device pixels between two of them
_MOST_PIXELS = 42  # along an image's side; a larger one is shrunk
_TINT = 0.09  # of the tone in the ground of an image
_CONTRAST = 0.2  # of white or black in the ink, whichever the ground is not
_EDGE = 0.62  # of the tone in its frame


@dataclass(frozen=True, slots=True, eq=False)
class Pictures:
    """The images of the points: row i of the map is image `order[i]`."""

    images: np.ndarray  # (M, h, w) uint8
    order: np.ndarray  # (N,) ints

    def of(self, rows: np.ndarray) -> np.ndarray:
        """The images of these rows (n, h', w') uint8, shrunk where they are large."""
        taken = self.images[self.order[rows]]
        step = self.shrinking
        if step == 1:
            return taken
        height, width = (length // step * step for length in taken.shape[1:])
        parts = taken[:, :height, :width].reshape(len(rows), height // step, step, width // step, step)
        return parts.mean(axis=(2, 4)).astype(np.uint8)

    @property
    def shrinking(self) -> int:
        """How many of an image's pixels, across and up, become one."""
        return -(-max(self.images.shape[1:]) // _MOST_PIXELS)

    @property
    def longest(self) -> int:
        """The longer side of what `of` gives."""
        return max(self.images.shape[1:]) // self.shrinking


class Thumbnails:
    """Chooses who is shown by its image, and paints the images."""

    def __init__(self) -> None:
        self.pictures: Pictures | None = None
        self.rows = np.zeros(0, np.intp)  # (n,) whose images were painted last
        self._corners = np.zeros((2, 0), np.intp)  # of their tiles, in the window's pixels
        self._tile = (0, 0)  # height, width with the frame
        self._inks = np.zeros((0, 256), np.uint32)
        self._inks_of: tuple[bytes, bytes] | None = None

    def forget(self) -> None:
        """None are painted."""
        self.rows = np.zeros(0, np.intp)

    def room(self, window: Window, ratio: float, size: float) -> float:
        """About how many images fit into a window."""
        return window.width * window.height / self._pitch(self._times(ratio, size)) ** 2

    def choose(
        self, points: np.ndarray, shown: np.ndarray | None, window: Window, ratio: float, size: float
    ) -> None:
        """Choose whose images stand in a window: points (2, N), shown (N,) bool or None, size a factor."""
        times = self._times(ratio, size)
        half_width, half_height = window.width / 2 / window.scale, window.height / 2 / window.scale
        pitch = self._pitch(times) / window.scale
        view = Box(
            window.x - half_width - pitch,
            window.y - half_height - pitch,
            window.x + half_width + pitch,
            window.y + half_height + pitch,
        )
        self.rows = spread_rows(points, shown, view, coarsened(pitch))
        height, width = (times * length // self._shrinking() for length in self._shape())
        self._tile = (height + 2 * _FRAME, width + 2 * _FRAME)
        places = points[:, self.rows].astype(np.float64)
        centres = [
            (places[1] - window.y) * -window.scale + window.height / 2,
            (places[0] - window.x) * window.scale + window.width / 2,
        ]
        self._corners = np.rint(np.array(centres) - np.array(self._tile)[:, None] / 2).astype(np.intp)

    def paint(self, raster: Raster, tones: np.ndarray, colours: np.ndarray, ground: np.ndarray) -> None:
        """Paint the images over the picture: tones (N,) ints, indices into colours (T, 3) uint8."""
        if self.pictures is None or len(self.rows) == 0:
            return
        self._prepare(colours, ground)
        images, tones = self.pictures.of(self.rows), tones[self.rows].astype(np.intp)
        times = (self._tile[0] - 2 * _FRAME) // images.shape[1]
        edges = packed(ground + _EDGE * (colours[tones].astype(float) - ground))
        tiles = np.empty((len(images), *self._tile), np.uint32)
        tiles[:] = edges[:, None, None]
        inked = self._inks.reshape(-1).take(tones[:, None, None] * 256 + images)
        tiles[:, _FRAME:-_FRAME, _FRAME:-_FRAME] = inked.repeat(times, axis=1).repeat(times, axis=2)
        for tile, top, left in zip(tiles, *(self._corners + MARGIN).tolist(), strict=True):
            _put(raster.pixels, tile, top, left)

    def row_at(self, x: float, y: float) -> int:
        """Whose image is at a pixel of the window, −1 where none is."""
        height, width = self._tile
        top, left = self._corners[:, : len(self.rows)]
        hit = np.flatnonzero((left <= x) & (x < left + width) & (top <= y) & (y < top + height))
        return int(self.rows[hit[0]]) if len(hit) else -1

    def tile_of(self, row: int) -> tuple[int, int, int, int] | None:
        """Left, top, width and height of a row's image in the window's pixels, None where it has none."""
        found = np.flatnonzero(self.rows == row)
        if len(found) == 0:
            return None
        top, left = self._corners[:, found[0]].tolist()
        return left, top, self._tile[1], self._tile[0]

    def _prepare(self, colours: np.ndarray, ground: np.ndarray) -> None:
        """The colour of each grey value in each tone: (T, 256)."""
        key = (colours.tobytes(), ground.tobytes())
        if key != self._inks_of:
            paper = ground + _TINT * (colours.astype(float) - ground)  # (T, 3)
            full = colours + _CONTRAST * ((255 if ground.mean() < 128 else 0) - colours.astype(float))
            grey = (np.arange(256) / 255)[None, :, None]
            self._inks = packed(np.rint(paper[:, None] + (full - paper)[:, None] * grey))
            self._inks_of = key

    def _times(self, ratio: float, size: float) -> int:
        """Device pixels, across and up, of one pixel of an image."""
        return max(1, round(SIDE * ratio * size / max(1, self._longest())))

    def _pitch(self, times: int) -> float:
        """Device pixels from one image to the next."""
        return float(times * self._longest() + 2 * _FRAME + _GAP)

    def _longest(self) -> int:
        return 1 if self.pictures is None else self.pictures.longest

    def _shrinking(self) -> int:
        return 1 if self.pictures is None else self.pictures.shrinking

    def _shape(self) -> tuple[int, ...]:
        return (1, 1) if self.pictures is None else self.pictures.images.shape[1:]


def _put(pixels: np.ndarray, tile: np.ndarray, top: int, left: int) -> None:
    """Write a tile, or what of it is on the picture."""
    up, across = max(0, -top), max(0, -left)
    part = pixels[top + up : max(0, top + tile.shape[0]), left + across : max(0, left + tile.shape[1])]
    part[:] = tile[up : up + part.shape[0], across : across + part.shape[1]]
