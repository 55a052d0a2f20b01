"""A layout of some codes that goes on with more of them."""

from collections.abc import Generator

import numpy as np

from latentlab.latent.checks import checked_codes
from latentlab.latent.preparing import Preparing

_NEAREST = 8
_VALUES_AT_ONCE = 2_000_000  # of distances, so that a stop is heard soon


def grown_layout(codes: np.ndarray, points: np.ndarray) -> Generator[Preparing, None, np.ndarray]:
    """Places (N, d) of codes (N, k), the first M of which are at points (M, d), the others near these.

    Of fewer codes than there are points the first ones keep their places.
    """
    codes, known = checked_codes(codes), min(len(codes), len(points))
    placed = np.empty((len(codes), points.shape[1]), np.float32)
    placed[:known] = points[:known]
    middle = codes[:known].mean(axis=0)  # products of numbers near 0 lose fewer digits
    held = codes[:known] - middle
    lengths = np.einsum("ij,ij->i", held, held)
    rows = max(1, _VALUES_AT_ONCE // known)
    for start in range(known, len(codes), rows):
        yield Preparing("placing", start, len(codes))
        new = codes[start : start + rows] - middle
        squared = lengths - 2 * (new @ held.T) + np.einsum("ij,ij->i", new, new)[:, None]  # (n, known)
        placed[start : start + rows] = _among_nearest(np.maximum(squared, 0), points[:known])
    return placed


def _among_nearest(squared: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The mean (n, d) of the nearest places, weighted by 1 / distance²."""
    count = min(_NEAREST, len(points))
    nearest = np.argpartition(squared, count - 1, axis=1)[:, :count]  # (n, count)
    near = np.take_along_axis(squared, nearest, 1)
    weights = 1 / np.maximum(near, 1e-6 * near.max(axis=1, keepdims=True) + 1e-30)
    weights /= weights.sum(axis=1, keepdims=True)
    placed: np.ndarray = np.einsum("nc,ncd->nd", weights, points[nearest])
    return placed
