"""Which codes are nearest to any other code, asked at once and as often as a hand moves."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.checks import checked_codes

SPACED_BY = 8  # the distance to so many others says how far apart codes lie
_SPARE = 4  # more candidates than asked for, as float32 products may swap codes that are nearly equally far
_VALUES_AT_ONCE = 4_000_000  # of products, so that many new codes need little memory
_SMALLEST_SPACING = 1e-6  # of the radius


@dataclass(frozen=True, slots=True, eq=False)
class NearCodes:
    """Codes with what a search among them needs; safe to share between threads."""

    codes: np.ndarray  # (N, k) float32
    mean: np.ndarray  # (k,)
    radius: float  # root mean square distance from the mean, 1 where all codes are equal
    centred: np.ndarray  # (N, k) float32, about the mean and in radii
    squares: np.ndarray  # (N,) float32: squared lengths of `centred`

    def nearest(self, z: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
        """The `count` codes nearest to each of z (M, k), nearest first, of equals the first; all, if fewer.

        Returns their indices (M, count) and distances (M, count) float64, 0 exactly where a code is met.
        """
        z = np.asarray(z, np.float32)
        count = min(count, len(self.codes))
        indices, far = np.empty((len(z), count), np.intp), np.empty((len(z), count))
        for rows in self.pieces(len(z)):
            indices[rows], far[rows] = self._nearest(z[rows], count)
        return indices, far

    def gap(self, z: np.ndarray) -> np.ndarray:
        """(M,): how far each of z (M, k) is from the nearest code, in the spacing of the codes there."""
        indices, far = self.nearest(z, 1)
        _, around = self.nearest(self.codes[indices[:, 0]], SPACED_BY + 1)
        spacing = np.maximum(around[:, -1], _SMALLEST_SPACING * self.radius)
        gap: np.ndarray = far[:, 0] / spacing
        return gap

    def pieces(self, total: int) -> Iterator[slice]:
        """Rows of so many new codes that are searched in one go."""
        rows = max(1, _VALUES_AT_ONCE // len(self.codes))
        return (slice(start, start + rows) for start in range(0, total, rows))

    def _nearest(self, z: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
        asked = ((z - self.mean) / self.radius).astype(np.float32)
        ranks = self.squares - 2 * (asked @ self.centred.T)  # (M, N): squared distance, less a constant
        kept = min(count + _SPARE, len(self.codes))
        found = np.sort(np.argpartition(ranks, kept - 1, axis=1)[:, :kept], axis=1)  # (M, kept)
        away = self.codes[found].astype(np.float64) - z[:, None]
        far = np.sqrt((away**2).sum(axis=2))
        best = np.argsort(far, axis=1, kind="stable")[:, :count]
        return np.take_along_axis(found, best, 1), np.take_along_axis(far, best, 1)


def near_codes(codes: np.ndarray) -> NearCodes:
    """Make codes (N, k) ready to be searched. Raises LatentLabError for codes that are not finite."""
    codes = checked_codes(codes)
    mean = codes.mean(axis=0, dtype=np.float64)
    radius = float(np.sqrt(codes.var(axis=0, dtype=np.float64).sum())) or 1.0
    centred = ((codes - mean) / radius).astype(np.float32)
    return NearCodes(codes, mean, radius, centred, (centred**2).sum(axis=1))
