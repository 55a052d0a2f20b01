"""The part of the map in view, and how it follows a map that grows."""

from dataclasses import dataclass

import numpy as np

from latentlab.gui.widgets.scatter.glide import Similarity

PADDING = 0.04  # of the map's extent, on each side
SLACK = 0.12  # a map may shrink by this share before the view follows
SHRINKING = 0.08  # of what is too much, a frame
SMALLEST = 1e-9


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the map."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    @property
    def centre(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def padded(self, share: float = PADDING) -> "Box":
        """With a margin around, and never without extent."""
        x, y = self.centre
        least = max(self.width, self.height, SMALLEST, 1e-5 * (abs(x) + abs(y)))
        half_width = max(self.width, 0.05 * least) / 2 + share * least
        half_height = max(self.height, 0.05 * least) / 2 + share * least
        return Box(x - half_width, y - half_height, x + half_width, y + half_height)

    def share_of(self, points: np.ndarray) -> float:
        """Which share of the points (2, n) lie in it, 1 where there are none."""
        xs, ys = points[:, np.isfinite(points).all(axis=0)]
        inside = (xs >= self.left) & (xs <= self.right) & (ys >= self.bottom) & (ys <= self.top)
        return float(inside.mean()) if len(inside) else 1.0

    def mapped(self, similarity: Similarity) -> "Box":
        left, bottom = similarity.map(self.left, self.bottom)
        right, top = similarity.map(self.right, self.top)
        return Box(left, bottom, right, top)


def bounds(points: np.ndarray) -> Box | None:
    """The box around (2, N) points, leaving out those without a place; None where there are none."""
    if points.shape[1] == 0:
        return None
    low, high = points.min(axis=1), points.max(axis=1)
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        finite = points[:, np.isfinite(points).all(axis=0)]
        return bounds(finite) if finite.shape[1] else None
    return Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))


def followed(shown: Box | None, wanted: Box) -> tuple[Box, bool]:
    """The next box to show, and whether it has yet to move: it grows at once and shrinks little by little."""
    if shown is None:
        return wanted, False
    grown = np.minimum(_outwards(shown), _outwards(wanted))
    allowed = wanted.padded(SLACK)
    too_much = np.maximum(_outwards(allowed) - grown, 0)
    # The way never ends by itself: the last thousandth is taken at once.
    last = too_much < 1e-3 * max(allowed.width, allowed.height)
    left, bottom, right, top = (grown + np.where(last, 1.0, SHRINKING) * too_much).tolist()
    return Box(left, bottom, -right, -top), bool((~last).any())


def _outwards(box: Box) -> np.ndarray:
    """The four sides (4,) such that less means further out."""
    return np.array([box.left, box.bottom, -box.right, -box.top])
