"""The plane of greatest variance through the codes."""

from collections.abc import Generator, Iterator

import numpy as np

from latentlab.latent.checks import checked_places, largest_value
from latentlab.latent.maps.layout import Plane
from latentlab.latent.pieces import finished
from latentlab.latent.preparing import Preparing

_SUBSET_DIMENSIONS = 128
_VALUES_AT_ONCE = 8_000_000  # of codes: 10,000 digits, whose share of the covariance takes some 0.2 s


def principal_plane(codes: np.ndarray, dimensions: int = 2) -> Plane:
    """PCA of codes (N, k) to so many axes; those beyond k are zero.

    Each axis points to where its largest loading is positive, so that equal codes give equal maps.
    Raises LatentLabError for codes that are not finite.
    Source: Pearson 1901; by the covariance's eigenvectors.
    """
    return finished(principal_plane_in_pieces(codes, dimensions))


def principal_plane_in_pieces(codes: np.ndarray, dimensions: int = 2) -> Generator[Preparing, None, Plane]:
    """The same, telling how far it is where the codes are so large, as pixels are, that it takes a while."""
    codes = checked_places(codes)
    scale = largest_value(codes)  # squares of any codes then stay inside float32
    # As offsets from the first, so that equal codes vary by exactly nothing.
    mean = yield from _mean_offset(codes, scale)
    covariance = np.zeros((codes.shape[1],) * 2)  # (k, k)
    for rows in pieces(codes):
        offsets = _offsets(codes, rows, scale)
        offsets -= mean
        covariance += offsets.T @ offsets
        if rows.stop < len(codes):
            yield Preparing("plane", rows.stop, len(codes))
    variances, vectors = _leading(covariance, dimensions)
    axes = np.zeros((codes.shape[1], dimensions))
    axes[:, : vectors.shape[1]] = vectors * signs(vectors)
    share = np.zeros(dimensions)
    share[: len(variances)] = np.maximum(variances, 0) / (np.trace(covariance) or 1.0)
    centre = codes[0].astype(np.float64) + mean.astype(np.float64) * scale
    return Plane(centre, axes, share)


def on_plane(codes: np.ndarray, plane: Plane) -> np.ndarray:
    """Places (N, d) float32 of codes (N, k) on a plane."""
    points = np.empty((len(codes), plane.axes.shape[1]), np.float32)
    for rows in pieces(codes):  # the whole in double precision would be gigabytes of pixels
        points[rows] = (codes[rows] - plane.centre) @ plane.axes
    return points


def from_plane(points: np.ndarray, plane: Plane) -> np.ndarray:
    """Codes (N, k) float32 of places (N, d): the inverse of `on_plane` for axes of length one."""
    codes: np.ndarray = (points @ plane.axes.T + plane.centre).astype(np.float32)
    return codes


def pieces(codes: np.ndarray) -> Iterator[slice]:
    """Rows of codes (N, k), so many at a time as are soon done."""
    rows = max(1, _VALUES_AT_ONCE // codes.shape[1])
    for start in range(0, len(codes), rows):
        yield slice(start, min(start + rows, len(codes)))


def signs(vectors: np.ndarray) -> np.ndarray:
    """1 or −1 for each column (k, d), such that its largest value becomes positive."""
    largest = np.abs(vectors).argmax(axis=0)
    return np.where(vectors[largest, np.arange(vectors.shape[1])] < 0, -1.0, 1.0)


def _mean_offset(codes: np.ndarray, scale: float) -> Generator[Preparing, None, np.ndarray]:
    total = np.zeros(codes.shape[1])
    for rows in pieces(codes):
        total += _offsets(codes, rows, scale).sum(axis=0, dtype=np.float64)
        if rows.stop < len(codes):
            yield Preparing("plane", 0, len(codes))
    mean: np.ndarray = (total / len(codes)).astype(np.float32)
    return mean


def _offsets(codes: np.ndarray, rows: slice, scale: float) -> np.ndarray:
    offsets: np.ndarray = codes[rows] / np.float32(scale)
    offsets -= codes[0] / np.float32(scale)
    return offsets


def _leading(covariance: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The largest eigenvalues, largest first, and their vectors (k, count), or k of each where k is less."""
    size = len(covariance)
    if size > _SUBSET_DIMENSIONS and count < size // 2:  # else numpy's, which lets other threads run
        from scipy.linalg import eigh

        values, vectors = eigh(covariance, subset_by_index=(size - count, size - 1))
    else:
        values, vectors = np.linalg.eigh(covariance)
    return values[::-1][:count], vectors[:, ::-1][:, :count]
