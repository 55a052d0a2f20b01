"""The Delaunay triangle of samples around a place on a map."""

from dataclasses import dataclass

import numpy as np

_MOST_STEPS = 2_000  # from triangle to triangle; only rounding could make a walk as long
_ROUNDING = 1e-12  # of a triangle's area: so far outside an edge counts as on it


@dataclass(frozen=True, slots=True, eq=False)
class Triangles:
    """The triangles between n places, and which of them meet.

    SciPy's own search prepares a matrix for each triangle first, which takes 6 to 13 s at 70,000 places.
    """

    places: np.ndarray  # (n, 2)
    corners: np.ndarray  # (T, 3): each triangle's places, counterclockwise
    across: np.ndarray  # (T, 3): the triangle opposite each corner, -1 where there is none
    beside: np.ndarray  # (n,): a triangle at each place

    def around(self, ys: np.ndarray, nearest: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Which of ys (M, 2) lie in a triangle (m,), its corners (m, 3) and barycentric weights (m, 3).

        nearest: (M,), the place nearest to each, from where it is a short walk.
        Source: Devillers, Pion and Teillaud 2001, the visibility walk.
        """
        triangle = self.beside[nearest]  # (M,)
        weights = np.empty((len(ys), 3))
        walking = np.arange(len(ys))
        for _ in range(_MOST_STEPS):
            areas = self._areas(triangle[walking], ys[walking])
            worst = areas.argmin(axis=1)
            is_there = areas.min(axis=1) >= -_ROUNDING * np.abs(areas.sum(axis=1))
            weights[walking[is_there]] = areas[is_there]
            walking, worst = walking[~is_there], worst[~is_there]
            triangle[walking] = self.across[triangle[walking], worst]
            walking = walking[triangle[walking] >= 0]
            if len(walking) == 0:
                break
        triangle[walking] = -1
        weights[triangle < 0] = 0
        weights = np.maximum(weights, 0)
        whole = weights.sum(axis=1)
        inside = np.flatnonzero(whole > 0)  # a triangle without area has no weights either
        return inside, self.corners[triangle[inside]], weights[inside] / whole[inside, None]

    def _areas(self, triangle: np.ndarray, ys: np.ndarray) -> np.ndarray:
        """Twice the signed areas (M, 3) between each place and the sides opposite the corners."""
        x, y = (self.places[self.corners[triangle]] - ys[:, None]).transpose(2, 0, 1)  # (M, 3) each
        after, last = [1, 2, 0], [2, 0, 1]
        areas: np.ndarray = x[:, after] * y[:, last] - x[:, last] * y[:, after]
        return areas


def triangles_between(places: np.ndarray) -> Triangles | None:
    """The Delaunay triangles of different places (n, 2); None where there are none, as on a line."""
    from scipy.spatial import Delaunay, QhullError

    try:
        delaunay = Delaunay(places)
    except (QhullError, ValueError):
        return None
    beside = np.maximum(delaunay.vertex_to_simplex, 0)  # -1: too near another place to be a corner
    return Triangles(places, delaunay.simplices, delaunay.neighbors, beside)
