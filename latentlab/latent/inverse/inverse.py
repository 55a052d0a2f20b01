"""From any place on a map to a code, and how far to trust it."""

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.checks import checked_codes
from latentlab.latent.inverse.located import Located
from latentlab.latent.inverse.near_places import (
    AROUND,
    NEAREST,
    NearPlaces,
    near_places,
    spacing_of,
    weights_of,
)
from latentlab.latent.inverse.signs import squared_miss
from latentlab.latent.inverse.triangles import Triangles, triangles_between
from latentlab.latent.preparing import Preparing

_VALUES_AT_ONCE = 2_000_000  # of codes that are gathered, so that a stop is heard soon


@dataclass(frozen=True, slots=True, eq=False)
class Inverse:
    """A map by t-SNE or UMAP, ready to be asked for the code of any place; safe to share between threads.

    Barycentric in the Delaunay triangle of samples around a place, which gives back each sample's own code;
    outside all triangles by the distance to 8 samples.
    """

    near: NearPlaces
    radius: float  # of all codes: root mean square distance from their mean, 1 where all are equal
    squared_misses: np.ndarray  # (n,): of each sample's code, guessed from its neighbours on the map
    triangles: Triangles | None  # None where all samples lie on a line

    def locate(self, y: np.ndarray) -> Located:
        """The code of one place y (2,); see `locate_many`."""
        return self.locate_many(np.asarray(y)[None])[0]

    def locate_many(self, ys: np.ndarray) -> Located:
        """The codes of places ys (M, 2). Raises LatentLabError for places that are not finite."""
        scaled = self.near.scaled(ys)
        latent = self.near.codes.shape[1]
        z, gap, miss = np.empty((len(scaled), latent), np.float32), *np.empty((2, len(scaled)))
        rows = _rows(latent)
        for start in range(0, len(scaled), rows):
            piece = slice(start, start + rows)
            z[piece], gap[piece], miss[piece] = self._interpolated(scaled[piece])
        return Located(z, False, gap, miss, self.radius)

    def _interpolated(self, scaled: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        near = self.near.nearest(scaled)
        codes = self.near.codes[near.around].astype(np.float64)  # (M, a, k)
        z = np.einsum("mc,mck->mk", near.weights, codes[:, :NEAREST])
        corners = codes[:, :3].copy()  # (M, 3, k): outside all triangles the nearest stand for corners
        if self.triangles is not None:
            inside, vertices, weights = self.triangles.around(scaled, near.indices[:, 0])
            corners[inside] = self.near.codes[vertices]
            z[inside] = np.einsum("mc,mck->mk", weights, corners[inside])
        hit = near.gap == 0
        z[hit] = codes[hit, 0]
        misses = self.squared_misses[near.around]  # (M, a)
        miss = np.sqrt(squared_miss(near, z, codes, corners, misses)) / self.radius
        return z.astype(np.float32), near.gap, np.where(hit, 0, miss)


def prepare_inverse(codes: np.ndarray, points: np.ndarray) -> Generator[Preparing, None, Inverse]:
    """Make the inverse of a map of codes (N, k) at points (N, 2).

    Where samples share a place, its code is the mean of theirs. Raises LatentLabError for codes or places
    that are not finite, and unless there is a place for each code.
    """
    codes = checked_codes(codes)
    total = len(codes)
    if len(points) != total:
        raise LatentLabError(
            "A map of {codes} codes must have as many places, got {places}.", codes=total, places=len(points)
        )
    yield Preparing("inverse", 0, total)
    near = near_places(codes, points)
    radius = float(np.sqrt(codes.var(axis=0, dtype=np.float64).sum())) or 1.0
    yield Preparing("inverse", 0, total)
    spacing, misses = yield from _measured(near, total)
    triangles = triangles_between(near.places)
    yield Preparing("inverse", total, total)
    return Inverse(replace(near, spacing=spacing), radius, misses, triangles)


def _measured(near: NearPlaces, total: int) -> Generator[Preparing, None, tuple[np.ndarray, np.ndarray]]:
    """Of each place its spacing (n,), and how far its neighbours' guess is from its code, squared (n,)."""
    count = len(near.places)
    spacing, misses = np.ones(count), np.zeros(count)
    others = min(NEAREST, count - 1)
    rows = _rows(near.codes.shape[1])
    for start in range(0, count if others else 0, rows):
        piece = slice(start, start + rows)
        far, found = near.tree.query(near.places[piece], np.arange(2, others + 2))  # the first is itself
        guess = np.einsum("mc,mck->mk", weights_of(far), near.codes[found].astype(np.float64))
        spacing[piece] = spacing_of(far)
        misses[piece] = ((guess - near.codes[piece]) ** 2).sum(axis=1)
        yield Preparing("inverse", min(start + rows, count), total)
    return spacing, misses


def _rows(dimensions: int) -> int:
    return max(1, _VALUES_AT_ONCE // (AROUND * dimensions))
