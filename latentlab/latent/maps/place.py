"""Where new codes land on a map that exists."""

import numpy as np

from latentlab.latent.maps.layout import Plane
from latentlab.latent.maps.pca import on_plane

_NEAREST = 8
_VALUES_AT_ONCE = 4_000_000  # of distances, so that many new codes need little memory


def place(z: np.ndarray, codes: np.ndarray, points: np.ndarray, plane: Plane | None = None) -> np.ndarray:
    """Places (M, d) float32 of new codes z (M, k) on the map `points` (N, d) of `codes` (N, k).

    Exact on a plane. Elsewhere the mean of the few nearest codes' places, weighted by 1 / distance^2: at a
    sample's own code exactly its own place.
    """
    if plane is not None:
        return on_plane(z, plane)
    z = np.asarray(z, np.float32)
    rows = max(1, _VALUES_AT_ONCE // codes.size)
    placed = np.empty((len(z), points.shape[1]), np.float32)
    for start in range(0, len(z), rows):
        placed[start : start + rows] = _among_nearest(z[start : start + rows], codes, points)
    return placed


def _among_nearest(z: np.ndarray, codes: np.ndarray, points: np.ndarray) -> np.ndarray:
    squared = np.stack([((codes - one) ** 2).sum(axis=1, dtype=np.float64) for one in z])  # (M, N)
    count = min(_NEAREST, len(codes))
    nearest = np.sort(np.argpartition(squared, count - 1, axis=1)[:, :count], axis=1)  # (M, count)
    near = np.take_along_axis(squared, nearest, 1)
    hit = near == 0
    weights: np.ndarray = np.where(hit.any(axis=1, keepdims=True), _first(hit), 1 / np.where(hit, 1, near))
    weights /= weights.sum(axis=1, keepdims=True)
    placed: np.ndarray = np.einsum("mc,mcd->md", weights, points[nearest])
    return placed


def _first(hit: np.ndarray) -> np.ndarray:
    """1 at the first True of each row, 0 elsewhere."""
    first: np.ndarray = hit & (hit.cumsum(axis=1) == 1)
    return first.astype(np.float64)
