"""One buffer of device pixels that points are drawn into, by numpy alone till the kernels are there."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from latentlab.gui.widgets.scatter.blend_kernel import BlendKernel, ready_kernel
from latentlab.gui.widgets.scatter.painting import paint_blended, paint_discs, paint_layers
from latentlab.gui.widgets.scatter.stamp import disc
from latentlab.gui.widgets.scatter.style import MOST_DIAMETER, Style

MARGIN = int(MOST_DIAMETER) + 8  # around the window, so that points on its edge need no clipping
_CHUNK = 1 << 17


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the map that is drawn; y grows upwards on the map and downwards in pixels."""

    x: float  # centre, in the map's units
    y: float
    scale: float  # device pixels a unit
    width: int  # device pixels
    height: int

    @property
    def origin(self) -> tuple[float, float]:
        """The place (0, 0) of the map in pixels of a buffer with its margin."""
        return (
            self.width / 2 + MARGIN - self.x * self.scale,
            self.height / 2 + MARGIN + self.y * self.scale,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Cloud:
    """Points to draw, later ones on top."""

    xs: np.ndarray  # (N,) float32, on the map; NaN where a point has no place
    ys: np.ndarray
    tones: np.ndarray  # (N,) uint8
    shown: np.ndarray | None = None  # (N,) bool, None for all

    def part(self, start: int, end: int) -> "Cloud":
        """The points from `start` to before `end`."""
        shown = None if self.shown is None else self.shown[start:end]
        return Cloud(self.xs[start:end], self.ys[start:end], self.tones[start:end], shown)


class Raster:
    """32-bit pixels with a margin all around, kept from one drawing to the next.

    A drawing begins with its ground, over which any number of clouds are painted one after the other.
    """

    def __init__(self, kernel: Callable[[], BlendKernel | None] = ready_kernel) -> None:
        self._kernel = kernel
        self.pixels = np.zeros((0, 0), np.uint32)  # (height + 2 MARGIN, width + 2 MARGIN)
        self._window = Window(0.0, 0.0, 1.0, 0, 0)
        self._ground_is_plain = True

    @property
    def inner(self) -> np.ndarray:
        """The window's own pixels (height, width) uint32, 0xffRRGGBB; they change with the next drawing."""
        return self.pixels[MARGIN:-MARGIN, MARGIN:-MARGIN]

    def begin(self, window: Window, ground: int | np.ndarray) -> None:
        """Lay the ground: one colour 0xffRRGGBB, or a picture (height, width) uint32 of them."""
        shape = (window.height + 2 * MARGIN, window.width + 2 * MARGIN)
        if self.pixels.shape != shape:
            self.pixels = np.empty(shape, np.uint32)
        self._window, self._ground_is_plain = window, isinstance(ground, int)
        if isinstance(ground, int):
            self.pixels.fill(ground)
        else:
            self.inner[:] = ground

    def paint(self, cloud: Cloud, style: Style) -> None:
        """Paint the points over what is there."""
        step = len(cloud.xs) if self._blends(style) else _CHUNK  # a crowd is counted as a whole
        for start in range(0, len(cloud.xs), max(1, step)):
            self._paint_part(cloud.part(start, start + step), style)

    def _blends(self, style: Style) -> bool:
        """Whether points are mixed with what lies beneath them, not with the plain ground."""
        is_needed = style.is_translucent or not self._ground_is_plain
        return is_needed and self._kernel() is not None

    def _paint_part(self, cloud: Cloud, style: Style) -> None:
        px, py, inside = _device_places(cloud.xs, cloud.ys, self._window)
        tones = cloud.tones
        if cloud.shown is not None:
            inside &= cloud.shown
        if not inside.all():
            px, py, tones = px[inside], py[inside], tones[inside]
        is_fine, kernel = style.is_fine_for(len(px)), self._kernel()
        stamp = disc(style.diameter, 4) if is_fine else disc(max(1.0, float(round(style.diameter))), 1)
        if kernel is not None and self._blends(style):
            paint_blended(kernel, self.pixels, px, py, tones, style, stamp, self._window.origin)
        else:
            paint = paint_discs if is_fine else paint_layers
            paint(self.pixels, px, py, tones, style.shades(), stamp)


def _device_places(
    xs: np.ndarray, ys: np.ndarray, window: Window
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Places in the padded buffer, in pixels (N,) float32, and which of them can be seen (N,) bool."""
    with np.errstate(invalid="ignore", over="ignore"):
        # The centre goes first: far zoomed in, a scaled coordinate would not fit a float32.
        px = (xs - np.float32(window.x)) * np.float32(window.scale)
        py = (ys - np.float32(window.y)) * np.float32(-window.scale)
        px += np.float32(window.width / 2 + MARGIN)
        py += np.float32(window.height / 2 + MARGIN)
        reach = MARGIN // 2  # further than any disc's radius
        inside = (px > MARGIN - reach) & (px < window.width + MARGIN + reach)
        inside &= (py > MARGIN - reach) & (py < window.height + MARGIN + reach)
    return px, py, inside
