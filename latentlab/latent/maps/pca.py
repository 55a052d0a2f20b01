"""The plane of greatest variance through the codes."""

import numpy as np

from latentlab.latent.checks import centred, checked_codes
from latentlab.latent.maps.layout import Plane

_SUBSET_DIMENSIONS = 128


def principal_plane(codes: np.ndarray) -> Plane:
    """PCA of codes (N, k) to two axes; for k = 1 the second axis is zero.

    Each axis points to where its largest loading is positive, so that equal codes give equal maps.
    Raises LatentLabError for codes that are not finite.
    Source: Pearson 1901; by the covariance's eigenvectors.
    """
    codes = checked_codes(codes)
    dimensions = codes.shape[1]
    scaled, _ = centred(codes)
    covariance = (scaled.T @ scaled).astype(np.float64)  # (k, k)
    variances, vectors = _leading_two(covariance)
    axes = np.zeros((dimensions, 2))
    axes[:, : vectors.shape[1]] = vectors * _signs(vectors)
    share = np.zeros(2)
    share[: len(variances)] = np.maximum(variances, 0) / (np.trace(covariance) or 1.0)
    return Plane(codes.mean(axis=0, dtype=np.float64), axes, share)


def on_plane(codes: np.ndarray, plane: Plane) -> np.ndarray:
    """Places (N, 2) float32 of codes (N, k) on a plane."""
    points: np.ndarray = ((codes - plane.centre) @ plane.axes).astype(np.float32)
    return points


def from_plane(points: np.ndarray, plane: Plane) -> np.ndarray:
    """Codes (N, k) float32 of places (N, 2): the inverse of `on_plane` for axes of length one."""
    codes: np.ndarray = (points @ plane.axes.T + plane.centre).astype(np.float32)
    return codes


def _leading_two(covariance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The two largest eigenvalues, largest first, and their vectors (k, 2); one of each for k = 1."""
    size = len(covariance)
    if size > _SUBSET_DIMENSIONS:
        from scipy.linalg import eigh

        values, vectors = eigh(covariance, subset_by_index=(size - 2, size - 1))
    else:
        values, vectors = np.linalg.eigh(covariance)
    return values[::-1][:2], vectors[:, ::-1][:, :2]


def _signs(vectors: np.ndarray) -> np.ndarray:
    largest = np.abs(vectors).argmax(axis=0)
    return np.where(vectors[largest, np.arange(vectors.shape[1])] < 0, -1.0, 1.0)
