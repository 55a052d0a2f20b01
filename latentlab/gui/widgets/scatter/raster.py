"""Stamps round points into one buffer of device pixels, by numpy alone: it is there at the first paint."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

MARGIN = 40  # device pixels around the window, so that points on its edge need no clipping
LEVELS = 5  # shades between the background and a class's own colour
_FINE_WORK = 950_000  # pixel writes up to which points may stand between pixels: some 4 ms
_MOST_FINE_WORK = 1_400_000  # the same where more points than expected crowd into the view
_CHUNK = 1 << 17
_FEW = 256
_POINT_WORK = 15  # what a point costs beside its pixels
_DIAMETERS = (
    (300, 9.0), (1_000, 8.0), (3_000, 7.0), (8_000, 6.0),
    (15_000, 5.0), (30_000, 4.0), (150_000, 3.0), (500_000, 2.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the map that is drawn; y grows upwards on the map and downwards in pixels."""

    x: float  # centre, in the map's units
    y: float
    scale: float  # device pixels a unit
    width: int  # device pixels
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Stamp:
    """The pixels of one disc for each place (phase) that its centre may have within a pixel.

    dx, dy, level: (phases, pixels) int; phases run over x fastest, pixels from the rim inwards.
    """

    steps: int  # places along each side of a pixel: phases = steps²
    dx: np.ndarray
    dy: np.ndarray
    level: np.ndarray  # 0 … LEVELS − 1, rising with coverage
    centre: float = 0.5  # where in its pixel the centre of a disc with one phase stands, along each side


def point_diameter(count: float, ratio: float, size: float = 1.0) -> int:
    """Diameter in device pixels at which `count` points read well on a screen of this pixel ratio.

    count: about how many points are in view; size: the student's own factor.
    """
    logical = next((diameter for most, diameter in _DIAMETERS if count <= most), 1.0)
    return max(1, min(round(logical * ratio * size), MARGIN - 8))


def ink(colours: np.ndarray, background: np.ndarray, opacity: float = 1.0) -> np.ndarray:
    """Shades of each class from the background to its colour, or as far towards it as `opacity` says.

    colours: (C, 3) uint8, background: (3,) uint8. Returns (LEVELS, C) uint32, 0xffRRGGBB.
    """
    share = opacity * np.arange(1, LEVELS + 1)[:, None, None] / LEVELS
    return packed(np.rint(background + (colours.astype(float) - background) * share))


def packed(colours: np.ndarray) -> np.ndarray:
    """Colours (…, 3) from 0 to 255 as (…) uint32, 0xffRRGGBB."""
    red, green, blue = np.moveaxis(colours.astype(np.uint32), -1, 0)
    return np.asarray(0xFF000000 | red << 16 | green << 8 | blue, np.uint32)


@dataclass(frozen=True, slots=True, eq=False)
class Cloud:
    """Points to draw, later ones on top."""

    xs: np.ndarray  # (N,) float32, on the map; NaN where a point has no place
    ys: np.ndarray
    classes: np.ndarray  # (N,) uint8
    shown: np.ndarray | None = None  # (N,) bool, None for all

    def part(self, start: int, end: int) -> "Cloud":
        """The points from `start` to before `end`."""
        shown = None if self.shown is None else self.shown[start:end]
        return Cloud(self.xs[start:end], self.ys[start:end], self.classes[start:end], shown)


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How points are drawn."""

    shades: np.ndarray  # (LEVELS, C) uint32, of `ink`
    background: int  # 0xffRRGGBB
    diameter: int  # device pixels
    fine: bool  # between pixels, each with its own rim


def style_for(shades: np.ndarray, background: int, expected: float, ratio: float, size: float = 1.0) -> Style:
    """The style in which about `expected` points in view read well and are quick to draw.

    By the true count in view the picture would change while it is panned.
    """
    diameter = point_diameter(expected, ratio, size)
    return Style(shades, background, diameter, _fine_work(expected, diameter) <= _FINE_WORK)


class Raster:
    """One buffer of 32-bit pixels with a margin all around, kept from one drawing to the next."""

    def __init__(self) -> None:
        self.pixels = np.zeros((0, 0), np.uint32)  # (height + 2 MARGIN, width + 2 MARGIN)

    def draw(self, cloud: Cloud, window: Window, style: Style, on_top: bool = False) -> np.ndarray:
        """Draw the points and return the window's pixels (height, width) uint32, till the next call.

        on_top: over what was drawn before, which had the same window.
        """
        shape = (window.height + 2 * MARGIN, window.width + 2 * MARGIN)
        if self.pixels.shape != shape:
            self.pixels = np.empty(shape, np.uint32)
        if not on_top:
            self.pixels.fill(style.background)
        for start in range(0, len(cloud.xs), _CHUNK):
            self._draw_part(cloud.part(start, start + _CHUNK), window, style)
        return self.pixels[MARGIN:-MARGIN, MARGIN:-MARGIN]

    def _draw_part(self, cloud: Cloud, window: Window, style: Style) -> None:
        px, py, inside = _device_places(cloud.xs, cloud.ys, window)
        classes = cloud.classes
        if cloud.shown is not None:
            inside &= cloud.shown
        if not inside.all():
            px, py, classes = px[inside], py[inside], classes[inside]
        if style.fine and _fine_work(len(px), style.diameter) <= _MOST_FINE_WORK:
            _paint_discs(self.pixels, px, py, classes, style.shades, disc(style.diameter, 4))
        else:
            _paint_layers(self.pixels, px, py, classes, style.shades, disc(style.diameter, 1))


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


def _paint_discs(
    pixels: np.ndarray, px: np.ndarray, py: np.ndarray, classes: np.ndarray, shades: np.ndarray, stamp: Stamp
) -> None:
    """Point by point, each at its place within the pixel: every rim stays visible on what lies beneath."""
    steps, stride, flat, tones = stamp.steps, pixels.shape[1], pixels.reshape(-1), shades.reshape(-1)
    qx = (px * steps).astype(np.intp)
    qy = (py * steps).astype(np.intp)
    phase = (qy % steps) * steps + qx % steps  # (n,)
    corner = (qy // steps) * stride + qx // steps
    offsets, levels = stamp.dy * stride + stamp.dx, stamp.level * shades.shape[1]
    for start in range(0, len(phase), _FEW):  # in pieces that stay in the processor's cache
        part = slice(start, start + _FEW)
        place = offsets.take(phase[part], axis=0)  # (few, K)
        place += corner[part, None]
        tone = levels.take(phase[part], axis=0)
        tone += classes[part, None]
        flat[place.reshape(-1)] = tones.take(tone.reshape(-1))


def _paint_layers(
    pixels: np.ndarray, px: np.ndarray, py: np.ndarray, classes: np.ndarray, shades: np.ndarray, stamp: Stamp
) -> None:
    """Layer by layer, all rims below all cores: dense clouds stay crisp, and the work is a few big writes."""
    stride, flat = pixels.shape[1], pixels.reshape(-1)
    to_nearest = np.float32(0.5 - stamp.centre)
    place = (py + to_nearest).astype(np.intp)
    place *= stride
    place += (px + to_nearest).astype(np.intp)
    colour, level = None, -1
    for dx, dy, of in zip(stamp.dx[0], stamp.dy[0], stamp.level[0], strict=True):
        if of != level:
            colour, level = shades[of].take(classes), of
        flat[place + (dy * stride + dx)] = colour


def _fine_work(count: float, diameter: int) -> float:
    """What discs between pixels cost, in pixel writes; a single pixel is never between."""
    return count * ((diameter + 1) ** 2 + _POINT_WORK) if diameter > 1 else np.inf


@lru_cache(maxsize=64)
def disc(diameter: int, steps: int) -> Stamp:
    """The stamp of a disc, its coverage measured on 16×16 places of each pixel."""
    # With one phase the centre sits where the disc is symmetric on the pixels.
    centres = [0.5 if diameter % 2 else 0.0] if steps == 1 else [(i + 0.5) / steps for i in range(steps)]
    masks = [_coverage(diameter, cx, cy) for cy in centres for cx in centres]
    most = max(int((mask > _FAINTEST).sum()) for mask in masks)
    rows = [_pixels(mask, most) for mask in masks]
    dx, dy, level = (np.array(column, np.intp) for column in zip(*rows, strict=True))
    return Stamp(steps, dx, dy, level, centres[0])


_FAINTEST = 0.5 / LEVELS


def _coverage(diameter: int, cx: float, cy: float) -> np.ndarray:
    """Share of each pixel that a disc about (cx, cy) covers: a square array around the pixel (0, 0)."""
    if diameter == 1:
        return np.pad(np.ones((1, 1)), 1)  # a lone pixel is small enough at its full colour
    reach = diameter // 2 + 1
    fine = (np.arange(16 * (2 * reach + 1)) + 0.5) / 16 - reach
    within = (fine[None] - cx) ** 2 + (fine[:, None] - cy) ** 2 <= (diameter / 2) ** 2
    side = 2 * reach + 1
    return within.reshape(side, 16, side, 16).mean(axis=(1, 3))


def _pixels(mask: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Offsets and levels of a disc's pixels by rising coverage, the first repeated up to `most`."""
    reach = len(mask) // 2
    rows, columns = np.nonzero(mask > _FAINTEST)
    level = np.rint(mask[rows, columns] * LEVELS).astype(int) - 1
    order = np.argsort(level, kind="stable")
    order = np.concatenate([np.repeat(order[:1], most - len(order)), order])
    return columns[order] - reach, rows[order] - reach, level[order]
