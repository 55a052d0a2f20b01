"""Where the points of a map stand while they glide from one layout to the next."""

from dataclasses import dataclass

import numpy as np

EASED_FROM_MS = 150  # shorter glides follow each other without a pause, and so run at an even pace


@dataclass(frozen=True, slots=True)
class Similarity:
    """A shift and a uniform scale: y = (x − origin) · scale + target."""

    origin: tuple[float, float] = (0.0, 0.0)
    scale: float = 1.0
    target: tuple[float, float] = (0.0, 0.0)

    def map(self, x: float, y: float) -> tuple[float, float]:
        """The place that (x, y) goes to."""
        return (
            (x - self.origin[0]) * self.scale + self.target[0],
            (y - self.origin[1]) * self.scale + self.target[1],
        )


class Glide:
    """Points on their way; `points` (2, N) float32 is where they are now, NaN where one has no place."""

    def __init__(self) -> None:
        self.points = np.zeros((2, 0), np.float32)
        self._start = self.points
        self._way = self.points  # from the start to the target, (2, N)
        self._length_ms = 0
        self.share = 1.0  # of the way behind them, eased

    @property
    def under_way(self) -> bool:
        """Whether the points have yet to arrive."""
        return self.share < 1.0

    @property
    def is_long(self) -> bool:
        """Whether a glide that the eye can follow is under way."""
        return self.under_way and self._length_ms >= EASED_FROM_MS

    def rescale(self, target: np.ndarray) -> Similarity:
        """Put the points on the scale of `target` (2, N) by centre and spread; returns what was done."""
        count = min(self.points.shape[1], target.shape[1])
        old, new = _frame(self.points[:, :count]), _frame(target[:, :count])
        if old is None or new is None:
            return Similarity()
        similarity = Similarity(old[0], new[1] / old[1], new[0])
        origin, goal = np.array([old[0], new[0]], np.float32)[:, :, None]
        self.points = (self.points - origin) * np.float32(similarity.scale) + goal
        return similarity

    def start(self, target: np.ndarray, length_ms: int) -> None:
        """Head for `target` (2, N) float32 from wherever the points are; new points start at their places."""
        count = min(self.points.shape[1], target.shape[1])
        start = target.copy()
        if length_ms > 0:
            known = np.isfinite(self.points[:, :count])
            np.copyto(start[:, :count], self.points[:, :count], where=known)
        with np.errstate(invalid="ignore", over="ignore"):
            self._way = target - start
        self._start, self._length_ms = start, length_ms
        self.points = start.copy()
        self.share = 0.0 if length_ms > 0 and bool(np.any(self._way)) else 1.0

    def advance(self, elapsed_ms: float) -> None:
        """Move the points to where they are `elapsed_ms` after the start."""
        if not self.under_way:
            return
        t = min(1.0, elapsed_ms / self._length_ms)
        self.share = t if self._length_ms < EASED_FROM_MS else t * t * (3 - 2 * t)
        with np.errstate(invalid="ignore", over="ignore"):
            np.multiply(self._way, np.float32(self.share), out=self.points)
            self.points += self._start


def _frame(points: np.ndarray) -> tuple[tuple[float, float], float] | None:
    """Centre and root mean square distance from it of (2, N) points, None where they have no extent."""
    finite = points[:, np.isfinite(points).all(axis=0)].astype(np.float64)
    if finite.shape[1] == 0:
        return None
    centre = finite.mean(axis=1)
    spread = float(np.sqrt(((finite - centre[:, None]) ** 2).sum(axis=0).mean()))
    return ((float(centre[0]), float(centre[1])), spread) if 0 < spread < np.inf else None
