"""Which points of a map lie inside a line drawn around them."""

import numpy as np


def inside_box(points: np.ndarray, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Which of the points (2, N) lie between two corners (2,), its sides included: (N,) bool."""
    low, high = np.minimum(one, other), np.maximum(one, other)
    with np.errstate(invalid="ignore"):
        across = (points[0] >= low[0]) & (points[0] <= high[0])
        inside: np.ndarray = across & (points[1] >= low[1]) & (points[1] <= high[1])
    return inside


def inside_outline(points: np.ndarray, outline: np.ndarray) -> np.ndarray:
    """Which of the points (2, N) a closed line goes round, once or more, this way or that: (N,) bool.

    outline: (M, 2), its last place joined with its first. It may cross itself: what it goes round twice the
    same way is inside as well. Points without a place (NaN) are outside. Exact but for float64's rounding.
    Source: Sunday, "Inclusion of a Point in a Polygon" (2001): inside is where the winding number is not 0.
    """
    outline = np.asarray(outline, np.float64)
    inside = np.zeros(points.shape[1], bool)
    if len(outline) < 3:
        return inside
    rows = np.flatnonzero(inside_box(points, outline.min(axis=0), outline.max(axis=0)))
    rows = rows[np.argsort(points[1, rows])]
    inside[rows[_windings(points[:, rows].astype(np.float64), outline) != 0]] = True
    return inside


def _windings(points: np.ndarray, outline: np.ndarray) -> np.ndarray:
    """How often the line passes each point on its right, upwards less downwards: (n,); the points' y ascend.

    Every edge passes points (2, n) that stand together: a plain slice of them, where gathering pairs of
    points and edges would take ten times as long.
    """
    xs, ys = points
    starts, ends = outline, np.roll(outline, -1, axis=0)
    low, high = np.minimum(starts[:, 1], ends[:, 1]), np.maximum(starts[:, 1], ends[:, 1])
    first, last = np.searchsorted(ys, low), np.searchsorted(ys, high)  # the upper end is the next edge's
    passing = np.flatnonzero(first < last)
    way = (ends - starts)[passing]
    slopes = way[:, 0] / way[:, 1]
    windings = np.zeros(len(xs), np.int32)
    edges = zip(first[passing], last[passing], *starts[passing].T, slopes, way[:, 1] > 0, strict=True)
    for begin, end, x, y, slope, is_upwards in edges:
        passed = xs[begin:end] < x + slope * (ys[begin:end] - y)
        if is_upwards:
            windings[begin:end] += passed
        else:
            windings[begin:end] -= passed
    return windings
