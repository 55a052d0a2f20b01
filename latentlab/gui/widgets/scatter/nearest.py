"""Finds the point under the mouse."""

import numpy as np


def nearest_point(
    points: np.ndarray, place: np.ndarray, reach: float, shown: np.ndarray | None = None
) -> int:
    """Index of the point nearest to `place` (2,) within `reach`, −1 where there is none.

    points: (2, N), NaN where one has no place; shown: (N,) bool, or None for all. Of equals the topmost wins.
    """
    with np.errstate(invalid="ignore", over="ignore"):
        near = np.abs(points[0] - np.float32(place[0])) <= reach
        near &= np.abs(points[1] - np.float32(place[1])) <= reach
    if shown is not None:
        near &= shown
    candidates = np.flatnonzero(near)[::-1]  # the last is drawn on top
    if len(candidates) == 0:
        return -1
    away = points[:, candidates].astype(np.float64) - np.asarray(place, float)[:, None]  # (2, n)
    squares = (away**2).sum(axis=0)
    best = int(squares.argmin())
    return int(candidates[best]) if squares[best] <= reach**2 else -1
