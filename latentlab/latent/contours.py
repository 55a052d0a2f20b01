"""Lines of equal density of each class on the map."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

SHARES = (0.25, 0.5, 0.75)  # of a class's points that lie within its lines
MOST_CLASSES = 40
_GRID = 144  # cells along the longer side
_PADDING = 8  # cells around the points
_BLUR = 0.024  # standard deviation in terms of the map's longer side, at _BLUR_AT points
_BLUR_AT = 5_000
_LEAST_POINTS = 10  # of a class that has lines
# The two edges that a line crosses in a cell, for each way in which its corners lie above the level (bit 0 is
# the lower left corner, then counter-clockwise; edge 0 is the lower one, then counter-clockwise).
_CROSSED = np.array(
    [[-1, -1], [3, 0], [0, 1], [3, 1], [1, 2], [3, 0], [0, 2], [3, 2],
     [2, 3], [2, 0], [0, 1], [2, 1], [1, 3], [1, 0], [0, 3], [-1, -1]]
)  # fmt: skip
_CROSSED_TOO = {5: (1, 2), 10: (2, 3)}  # where two opposite corners lie above: a second line


@dataclass(frozen=True, slots=True, eq=False)
class Contours:
    """The lines of each class as pieces: for each class (n, 2, 2) float32, their ends (x, y)."""

    of_classes: tuple[np.ndarray, ...]


def contours(points: np.ndarray, labels: np.ndarray, count: int) -> Generator[Contours, None, None]:
    """Find the lines of all classes; there is one event, at the end.

    points: (2, N), NaN where one has no place; labels: (N,) ints below `count`. The lines of a class enclose
    SHARES of its points where it is densest (Hyndman 1996, "Computing and Graphing Highest Density Regions").
    """
    finite = np.isfinite(points).all(axis=0)
    placed, labels = points[:, finite].astype(np.float64), labels[finite].astype(np.intp)
    low = placed.min(axis=1, initial=np.inf)  # (2,)
    extent = placed.max(axis=1, initial=-np.inf) - low
    if not extent.max() > 0 or count > MOST_CLASSES:
        yield Contours((np.zeros((0, 2, 2), np.float32),) * count)
        return
    cell = extent.max() / (_GRID - 2 * _PADDING)
    corner = low - _PADDING * cell
    cells = ((placed - corner[:, None]) / cell).astype(np.intp)  # (2, n)
    columns, rows = (extent / cell).astype(np.intp) + 1 + 2 * _PADDING
    density = _blurred(_counts(cells, labels, count, (rows, columns)), _spread(len(labels)))
    lines = [
        _lines(density[index], _levels(density[index], cells[:, labels == index])) for index in range(count)
    ]
    # Densities belong to the middles of cells.
    yield Contours(tuple(((line + 0.5) * cell + corner).astype(np.float32) for line in lines))


def _spread(count: int) -> float:
    """Standard deviation of the blur in cells: by Scott's rule less the more points there are."""
    return float(np.clip(_BLUR * (_BLUR_AT / max(1, count)) ** (1 / 6), 0.014, 0.04) * _GRID)


def _counts(cells: np.ndarray, labels: np.ndarray, count: int, shape: tuple[int, int]) -> np.ndarray:
    rows, columns = shape
    place = (labels * rows + cells[1]) * columns + cells[0]
    counts = np.bincount(place, minlength=count * rows * columns)
    return counts.reshape(count, rows, columns).astype(np.float32)


def _blurred(counts: np.ndarray, spread: float) -> np.ndarray:
    """Counts (C, rows, columns), blurred along both axes."""
    down, across = (_gaussian(size, spread) for size in counts.shape[1:])
    return np.asarray(down @ counts @ across, np.float32)


def _gaussian(size: int, spread: float) -> np.ndarray:
    away = np.subtract.outer(np.arange(size), np.arange(size)) / spread
    kernel = np.exp(-(away**2) / 2)
    return np.asarray(kernel / (spread * np.sqrt(2 * np.pi)), np.float32)


def _levels(density: np.ndarray, cells: np.ndarray) -> np.ndarray:
    """The densities that SHARES of the points lie above: (L,), none where there are too few points."""
    if cells.shape[1] < _LEAST_POINTS:
        return np.zeros(0)
    at_points = density[cells[1], cells[0]]
    return np.unique(np.quantile(at_points, [1 - share for share in SHARES]))


def _lines(density: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """Pieces of the lines at all levels (n, 2, 2) in cells, by marching squares."""
    pieces = [_march(density - level) for level in levels]
    return np.concatenate(pieces) if pieces else np.zeros((0, 2, 2))


def _march(height: np.ndarray) -> np.ndarray:
    """Where a surface (rows, columns) passes zero: pieces (n, 2, 2) of ends (x, y)."""
    above = height > 0
    corners = (above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1])
    kind = np.zeros(corners[0].shape, np.intp)
    for bit, corner in enumerate(corners):
        kind |= corner.astype(np.intp) << bit
    rows, columns = np.nonzero((kind > 0) & (kind < 15))
    kinds = kind[rows, columns]
    first = _CROSSED[kinds]
    pieces = [np.stack([_crossing(height, rows, columns, first[:, end]) for end in (0, 1)], axis=1)]
    for saddle, edges in _CROSSED_TOO.items():
        r, c = rows[kinds == saddle], columns[kinds == saddle]
        pieces.append(np.stack([_crossing(height, r, c, np.full(len(r), edge)) for edge in edges], axis=1))
    return np.concatenate(pieces)


def _crossing(height: np.ndarray, rows: np.ndarray, columns: np.ndarray, edges: np.ndarray) -> np.ndarray:
    """Where zero is passed on an edge of each cell: (n, 2), (x, y) in cells."""
    # The two ends of each edge as steps from the lower left corner: x, y, x, y.
    ends = np.array([[0, 0, 1, 0], [1, 0, 1, 1], [0, 1, 1, 1], [0, 0, 0, 1]])[edges]
    here = height[rows + ends[:, 1], columns + ends[:, 0]]
    there = height[rows + ends[:, 3], columns + ends[:, 2]]
    share = (here / (here - there))[:, None]
    start, way = ends[:, :2], ends[:, 2:] - ends[:, :2]
    return np.asarray(np.stack([columns, rows], axis=1) + start + share * way)
