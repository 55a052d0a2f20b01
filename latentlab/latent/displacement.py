"""How far a map moved from one layout to the next."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class Displacement:
    """One move of a map, as a share of the map's size, its root mean square radius.

    The layouts are compared as they are shown: aligned, so that a turn of the whole map, which means
    nothing, is not counted.
    """

    median: float  # of all points' moves
    most: np.ndarray  # (R,) rows of the points that moved most, the farthest first
    origin: np.ndarray  # (R, 2), where they were


def displacement(before: np.ndarray, after: np.ndarray, most: int = 40) -> Displacement | None:
    """How far the first points of `after` (N, 2) moved from `before` (M, 2), rows that both have.

    None where nothing can be said: no common point, or a map without extent.
    """
    count = min(len(before), len(after))
    old, new = before[:count], after[:count]
    known = np.isfinite(old).all(axis=1) & np.isfinite(new).all(axis=1)
    radius = _radius(new[known])
    if radius == 0.0:
        return None
    moved = np.hypot(*(new - old).astype(np.float64).T)  # (count,)
    moved[~known] = 0.0
    first = np.argpartition(moved, -min(most, count))[-min(most, count) :]
    first = first[np.argsort(-moved[first], kind="stable")]
    return Displacement(float(np.median(moved[known])) / radius, first, old[first])


def _radius(points: np.ndarray) -> float:
    """Root mean square distance from the centre; 0 where there are no points."""
    if not len(points):
        return 0.0
    centred = points - points.mean(axis=0, dtype=np.float64)
    return float(np.sqrt((centred**2).sum(axis=1).mean()))
