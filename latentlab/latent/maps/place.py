"""Where new codes land on a map that exists, at once."""

import numpy as np

from latentlab.latent.maps.layout import Plane
from latentlab.latent.maps.pca import on_plane
from latentlab.latent.neighbours.near_codes import NearCodes

_NEAREST = 8


def place(z: np.ndarray, near: NearCodes, points: np.ndarray, plane: Plane | None = None) -> np.ndarray:
    """Places (M, d) float32 of new codes z (M, k) on the map `points` (N, d) of the codes.

    Exact on a plane. Elsewhere the mean of the few nearest codes' places, weighted by 1 / distance^2: at a
    sample's own code exactly its own place.
    """
    if plane is not None:
        return on_plane(z, plane)
    nearest, far = near.nearest(z, _NEAREST)  # (M, c)
    hit = far == 0
    weights = np.where(hit.any(axis=1, keepdims=True), _first(hit), 1 / np.where(hit, 1, far) ** 2)
    weights /= weights.sum(axis=1, keepdims=True)
    placed: np.ndarray = np.einsum("mc,mcd->md", weights, points[nearest]).astype(np.float32)
    return placed


def _first(hit: np.ndarray) -> np.ndarray:
    """1 at the first True of each row, 0 elsewhere."""
    first: np.ndarray = hit & (hit.cumsum(axis=1) == 1)
    return first.astype(np.float64)
