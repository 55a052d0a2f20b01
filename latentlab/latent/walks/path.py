"""Ways from one code to another and on: straight, and over a sphere."""

import numpy as np

from latentlab.errors import LatentLabError

_SAME_WAY = 1e-6  # rad: nearer than that to each other or to opposites, directions have no arc between them


def linear_path(stops: np.ndarray, count: int) -> np.ndarray:
    """`count` codes (count, k) on the straight legs between stops (S, k), S ≥ 2; equally many on each leg.

    Raises LatentLabError for fewer stops, for fewer codes than stops and for stops that are not finite.
    """
    stops, legs, shares = legs_of(stops, count)
    return np.asarray(stops[legs] + shares * (stops[legs + 1] - stops[legs]), np.float32)


def spherical_path(stops: np.ndarray, count: int, centre: np.ndarray | None = None) -> np.ndarray:
    """`count` codes (count, k) on arcs about a centre (k,) between stops (S, k), S ≥ 2.

    centre: where the spheres have their middle, the origin unless said otherwise. Stops at unlike distances
    are joined by a spiral. A leg between stops in the same or opposite directions is straight: there is no
    arc, or no single one. Raises what `linear_path` does.
    Source: Shoemake 1985, "Animating rotation with quaternion curves", equation of section 3.3.
    """
    stops, legs, shares = legs_of(stops, count)
    middle = np.zeros(stops.shape[1]) if centre is None else np.asarray(centre, np.float64)
    path = np.empty((count, stops.shape[1]))
    for leg in range(len(stops) - 1):
        rows = legs == leg
        path[rows] = middle + _arc(stops[leg] - middle, stops[leg + 1] - middle, shares[rows])
    return path.astype(np.float32)


def at_shares(corners: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """The codes (M, k) at these shares (M,) of the length of the line through corners (C, k).

    Where all corners are one, so are the codes.
    """
    corners = np.asarray(corners, np.float64)
    lengths = np.linalg.norm(np.diff(corners, axis=0), axis=1)  # (C - 1,)
    along = np.concatenate([[0.0], np.cumsum(lengths)])  # (C,)
    columns = [np.interp(shares * along[-1], along, column) for column in corners.T]
    return np.stack(columns, axis=1).astype(np.float32)


def legs_of(stops: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The stops (S, k) float64, and of each code its leg (count,) and the share (count, 1) of it behind.

    Raises what `linear_path` does.
    """
    stops = np.asarray(stops, np.float64)
    if stops.ndim != 2 or len(stops) < 2:
        raise LatentLabError(
            "A path needs two codes or more, got an array of shape {shape}.",
            shape=stops.shape,
        )
    if not np.isfinite(stops).all():
        raise LatentLabError("A path needs finite codes, but some hold NaN or infinity.")
    if count < len(stops):
        raise LatentLabError(
            "A path through {stops} codes needs as many pictures at least, got {count}.",
            stops=len(stops),
            count=count,
        )
    at = np.linspace(0, len(stops) - 1, count)
    legs = np.minimum(at.astype(int), len(stops) - 2)
    return stops, legs, (at - legs)[:, None]


def _arc(a: np.ndarray, b: np.ndarray, shares: np.ndarray) -> np.ndarray:
    """Points (M, k) between a (k,) and b (k,) at shares (M, 1) of the angle between them."""
    lengths = np.linalg.norm(a) * np.linalg.norm(b)
    angle = float(np.arccos(np.clip(a @ b / lengths, -1, 1))) if lengths > 0 else 0.0
    if not _SAME_WAY < angle < np.pi - _SAME_WAY:
        straight: np.ndarray = a + shares * (b - a)
        return straight
    arc: np.ndarray = (np.sin((1 - shares) * angle) * a + np.sin(shares * angle) * b) / np.sin(angle)
    return arc
