"""Where new codes land on a map that exists, at once."""

from dataclasses import dataclass

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
    return near_mix(z, near).places(points)


@dataclass(frozen=True, slots=True, eq=False)
class NearMix:
    """Of which codes, and how much of each, new ones are made up: the same however the map moves."""

    rows: np.ndarray  # (M, c) of the nearest codes
    weights: np.ndarray  # (M, c), of sum 1 in each row

    def places(self, points: np.ndarray) -> np.ndarray:
        """Places (M, d) float32 on the map `points` (N, d) of the codes."""
        placed: np.ndarray = np.einsum("mc,mcd->md", self.weights, points[self.rows]).astype(np.float32)
        return placed


def near_mix(z: np.ndarray, near: NearCodes) -> NearMix:
    """New codes z (M, k) by the few nearest codes, weighted by 1 / distance^2; a code itself by itself."""
    nearest, far = near.nearest(z, _NEAREST)  # (M, c)
    hit = far == 0
    weights = np.where(hit.any(axis=1, keepdims=True), _first(hit), 1 / np.where(hit, 1, far) ** 2)
    weights /= weights.sum(axis=1, keepdims=True)
    return NearMix(nearest, weights)


def _first(hit: np.ndarray) -> np.ndarray:
    """1 at the first True of each row, 0 elsewhere."""
    first: np.ndarray = hit & (hit.cumsum(axis=1) == 1)
    return first.astype(np.float64)
