"""The places of samples on a map, and how near to them any other place is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from latentlab.errors import LatentLabError

if TYPE_CHECKING:
    from scipy.spatial import KDTree

NEAREST = 8
AROUND = 64  # samples that tell how far a code can be trusted
_FARTHEST = 1e6  # in extents of the map: further off everything is equally far
_SMALLEST_SPACING = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """The samples nearest to each of M places, nearest first."""

    around: np.ndarray  # (M, a) intp
    far: np.ndarray  # (M, a): their distances
    weights: np.ndarray  # (M, c): of the first c, by 1 / distance^2, summing to 1
    gap: np.ndarray  # (M,): distance to the nearest, in the spacing of the samples there

    @property
    def indices(self) -> np.ndarray:
        """Of the first c: (M, c) intp."""
        return self.around[:, : self.weights.shape[1]]


@dataclass(frozen=True, slots=True, eq=False)
class NearPlaces:
    """Samples by their place; those that share one stand there as one, with the mean of their codes.

    places are centred and divided by their largest value, so that no map is too large or too small to search.
    """

    codes: np.ndarray  # (n, k) float32
    places: np.ndarray  # (n, 2)
    tree: "KDTree"
    spacing: np.ndarray  # (n,): how far off the last of each place's nearest others is
    centre: np.ndarray  # (2,)
    scale: float

    def scaled(self, ys: np.ndarray) -> np.ndarray:
        """Places (M, 2) of the map in the units of `places`. Raises LatentLabError for NaN and infinity."""
        ys = checked_places(ys)
        with np.errstate(over="ignore"):
            scaled: np.ndarray = np.clip((ys - self.centre) / self.scale, -_FARTHEST, _FARTHEST)
        return scaled

    def nearest(self, scaled: np.ndarray) -> Near:
        """The nearest samples to scaled places (M, 2)."""
        far, around = self.tree.query(scaled, np.arange(1, min(AROUND, len(self.places)) + 1))
        spacing = np.median(self.spacing[around[:, :NEAREST]], axis=1)
        return Near(around, far, weights_of(far[:, :NEAREST]), far[:, 0] / spacing)


def checked_places(places: np.ndarray) -> np.ndarray:
    """The places as float64 (M, 2). Raises LatentLabError for NaN and infinity, or another shape."""
    places = np.asarray(places, np.float64)
    if places.ndim != 2 or places.shape[1] != 2:
        raise LatentLabError("Places on a map are pairs, got an array of shape {shape}.", shape=places.shape)
    bad = int((~np.isfinite(places)).any(axis=1).sum())
    if bad:
        raise LatentLabError(
            "Places on a map must be finite, but {bad} of {total} hold NaN or infinity.",
            bad=bad,
            total=len(places),
        )
    return places


def weights_of(far: np.ndarray) -> np.ndarray:
    """Weights (M, c) by 1 / distance^2 of distances (M, c), nearest first; at a sample all is its own."""
    nearest = far[:, :1]
    weights: np.ndarray = (np.where(nearest == 0, far == 0, nearest) / np.where(far == 0, 1, far)) ** 2
    weights /= weights.sum(axis=1, keepdims=True)
    return weights


def near_places(codes: np.ndarray, points: np.ndarray) -> NearPlaces:
    """Samples with codes (N, k) float32 at points (N, 2); the spacing is not measured yet: it is 1."""
    from scipy.spatial import KDTree

    points = checked_places(points)
    centre = points.mean(axis=0)
    scale = float(np.abs(points - centre).max()) or 1.0
    places, first, group, sizes = np.unique(
        (points - centre) / scale, axis=0, return_index=True, return_inverse=True, return_counts=True
    )
    own = codes[first]
    if len(places) < len(points):
        sums = np.zeros(own.shape)
        np.add.at(sums, group.ravel(), codes)
        own = (sums / sizes[:, None]).astype(np.float32)
    return NearPlaces(own, places, KDTree(places), np.ones(len(places)), centre, scale)


def spacing_of(far: np.ndarray) -> np.ndarray:
    """Of distances (M, c) to the nearest others, nearest first, the last, and never nothing."""
    last: np.ndarray = np.maximum(far[:, -1], _SMALLEST_SPACING)
    return last
