"""Chooses points that stand apart, the same ones wherever the view is panned to."""

import math

import numpy as np

from latentlab.gui.widgets.scatter.map_view import Box

_ROUNDS = 3  # of choosing what the rounds before left free
_REACH = 2 * _ROUNDS  # in distances: what lies further away has no say


def coarsened(distance: float) -> float:
    """The next larger of a few distances: a small zoom does not change who stands apart."""
    return 2.0 ** (math.ceil(4 * math.log2(distance) - 1e-9) / 4)


def spread_rows(points: np.ndarray, shown: np.ndarray | None, view: Box, distance: float) -> np.ndarray:
    """Rows (n,) of points within `view` that are `distance` apart from each other, across or up, or more.

    points: (2, N), NaN where one has no place; shown: (N,) bool, None for all. Earlier rows go first. What is
    chosen depends on the places and the distance alone, not on the view.
    """
    near = _rows_within(points, shown, view, _REACH * distance)
    if len(near) == 0:
        return near
    xs, ys = points[:, near]
    cells = np.floor(np.stack([xs, ys]) * np.float32(2 / distance)).astype(np.int32)  # half the distance wide
    cells -= cells.min(axis=1, keepdims=True) - 2
    rows, columns = (cells.max(axis=1) + 3).tolist()
    place = cells[0] * columns + cells[1]
    first = np.full(rows * columns, -1, np.int32)
    first[place[::-1]] = np.arange(len(near), dtype=np.int32)[::-1]  # the last written is the first row
    candidates = np.sort(first[first >= 0])
    chosen = candidates[_standing_apart(xs[candidates], ys[candidates], place[candidates], columns, distance)]
    inside = _is_within(points[:, near[chosen]], view)
    return near[chosen][inside]


def _standing_apart(
    xs: np.ndarray, ys: np.ndarray, place: np.ndarray, columns: int, distance: float
) -> np.ndarray:
    """Of candidates, each alone in its cell, those that are chosen: (n,) bool. The first goes first.

    xs, ys: (n,) float32, place: (n,) cells, row by row of a grid of so many columns with two to spare all
    around. Each round chooses whoever goes before all others that are too near, and rules those out.
    """
    count = len(xs)
    grid = np.full(int(place.max()) + 2 * columns + 3, count, np.int32)
    grid[place] = np.arange(count, dtype=np.int32)
    offsets = [i * columns + j for i in range(-2, 3) for j in range(-2, 3) if (i, j) != (0, 0)]
    around = grid[np.add.outer(np.array(offsets, np.int32), place)]  # (24, n), `count` where nobody is
    far = np.float32(np.inf)
    apart = np.abs(np.append(xs, far)[around] - xs)
    np.maximum(apart, np.abs(np.append(ys, far)[around] - ys), out=apart)
    rivals = np.where(apart < np.float32(distance), around, np.int32(count))
    order = np.arange(count + 1, dtype=np.int32)  # who goes first; `count` is nobody, or who was ruled out
    chosen = np.zeros(count + 1, bool)
    for _ in range(_ROUNDS):
        chosen[:-1] |= (order[:-1] < count) & (order[:-1] < order[rivals].min(axis=0))
        order[:-1][chosen[:-1] | chosen[rivals].any(axis=0)] = count
    return chosen[:-1]


def _rows_within(points: np.ndarray, shown: np.ndarray | None, view: Box, margin: float) -> np.ndarray:
    wide = Box(view.left - margin, view.bottom - margin, view.right + margin, view.top + margin)
    within = _is_within(points, wide)
    if shown is not None:
        within &= shown
    return np.flatnonzero(within)


def _is_within(points: np.ndarray, box: Box) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        inside = (points[0] >= box.left) & (points[0] <= box.right)
        inside &= (points[1] >= box.bottom) & (points[1] <= box.top)
    return np.asarray(inside, bool)
