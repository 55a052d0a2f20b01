"""How many of the nearest codes are still the nearest on the map; our own measure plays no part."""

import numpy as np
from scipy.spatial import cKDTree

_NEAREST = 15
_QUERIES = 5_000


def neighbour_recall(codes: np.ndarray, points: np.ndarray) -> float:
    """Share of the 15 nearest codes that are among the 15 nearest points, over some thousand of all N."""
    asked = np.random.default_rng(0).permutation(len(codes))[:_QUERIES]
    near_codes, near_points = (_nearest(places, asked) for places in (codes, points))
    kept = (near_codes[:, :, None] == near_points[:, None, :]).any(axis=2)
    return float(kept.mean())


def _nearest(places: np.ndarray, asked: np.ndarray) -> np.ndarray:
    found: np.ndarray = cKDTree(places).query(places[asked], _NEAREST + 1, workers=-1)[1]
    return found[:, 1:]  # the nearest is the point itself
