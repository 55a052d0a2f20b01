"""How the points are drawn: their colours, their size, how much they hide."""

from dataclasses import dataclass

import numpy as np

from latentlab.gui.widgets.scatter.stamp import LEVELS

MOST_DIAMETER = 32.0  # device pixels
_FINE_WORK = 950_000  # pixel writes up to which points may stand between pixels: some 4 ms
_MOST_FINE_WORK = 1_400_000  # the same where more points than expected crowd into the view
_POINT_WORK = 15  # what a point costs beside its pixels
_QUARTER = 4  # steps of a diameter in a pixel
_DIAMETERS = (
    (300, 9.0), (1_000, 8.0), (3_000, 7.0), (8_000, 6.0),
    (15_000, 5.0), (30_000, 4.0), (150_000, 3.0), (500_000, 2.0),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """How points are drawn."""

    colours: np.ndarray  # (T, 3) uint8, of the tones
    ground: np.ndarray  # (3,) uint8
    diameter: float  # device pixels
    fine: bool  # between pixels, each with its own rim
    opacity: float = 1.0
    by_density: bool = False  # fainter where they crowd

    @property
    def is_translucent(self) -> bool:
        """Whether what lies beneath a point shows through it."""
        return self.opacity < 1 or self.by_density

    def is_fine_for(self, count: int) -> bool:
        """Whether so many points in view can be drawn finely."""
        return self.fine and _fine_work(count, self.diameter) <= _MOST_FINE_WORK

    def shades(self) -> np.ndarray:
        """The colours by coverage, from the ground towards the tone: (LEVELS, T) uint32."""
        return ink(self.colours, self.ground, self.opacity)


def style_for(
    colours: np.ndarray,
    ground: np.ndarray,
    expected: float,
    ratio: float,
    size: float = 1.0,
    opacity: float = 1.0,
    by_density: bool = False,
) -> Style:
    """The style in which about `expected` points in view read well and are quick to draw.

    By the true count in view the picture would change while it is panned.
    """
    diameter = point_diameter(expected, ratio, size)
    fine = _fine_work(expected, diameter) <= _FINE_WORK
    return Style(colours, ground, diameter, fine, opacity, by_density)


def point_diameter(count: float, ratio: float, size: float = 1.0) -> float:
    """Diameter in device pixels at which `count` points read well on a screen of this pixel ratio.

    count: about how many points are in view; size: the student's own factor.
    """
    logical = next((diameter for most, diameter in _DIAMETERS if count <= most), 1.0)
    # Whole pixels are crisp where points are small; the student's own factor takes effect at every step.
    pixels = round(logical * ratio) if size == 1 else round(_QUARTER * logical * ratio * size) / _QUARTER
    return max(1.0, min(float(pixels), MOST_DIAMETER))


def ink(colours: np.ndarray, ground: np.ndarray, opacity: float = 1.0) -> np.ndarray:
    """Shades of each tone from the ground to its colour, or as far towards it as `opacity` says.

    colours: (T, 3) uint8, ground: (3,) uint8. Returns (LEVELS, T) uint32, 0xffRRGGBB.
    """
    share = opacity * np.arange(1, LEVELS + 1)[:, None, None] / LEVELS
    return packed(np.rint(ground + (colours.astype(float) - ground) * share))


def packed(colours: np.ndarray) -> np.ndarray:
    """Colours (…, 3) from 0 to 255 as (…) uint32, 0xffRRGGBB."""
    red, green, blue = np.moveaxis(colours.astype(np.uint32), -1, 0)
    return np.asarray(0xFF000000 | red << 16 | green << 8 | blue, np.uint32)


def _fine_work(count: float, diameter: float) -> float:
    """What discs between pixels cost, in pixel writes; a single pixel is never between."""
    return count * ((diameter + 1) ** 2 + _POINT_WORK) if diameter > 1 else np.inf
