"""From any place on a map to a code, and how far to trust it."""

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.checks import checked_codes
from latentlab.latent.inverse.near_places import (
    NEAREST,
    Near,
    NearPlaces,
    near_places,
    spacing_of,
    weights_of,
)
from latentlab.latent.inverse.triangles import Triangles, triangles_between
from latentlab.latent.maps.layout import Plane
from latentlab.latent.preparing import Preparing

_VALUES_AT_ONCE = 2_000_000  # of codes that are gathered, so that a stop is heard soon
_HALF_TRUSTED = 0.5  # a miss of so many radii of the codes halves the trust
_NEAR = 2.0  # spacings: samples left out of a map lie as far off as that


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """The codes of M places on a map (or of one: then the first axis is missing throughout).

    miss: how far off the code of a sample found there would be, as its neighbours disagree; 0 on a plane,
    where the place itself says which code is meant. round_trip: how far off the decoded image is when it is
    encoded again, None where nobody asked. Both in the codes' root mean square distance from their mean.
    """

    z: np.ndarray  # (M, k) float32
    is_exact: bool  # on a plane: z is what the place means, not an estimate
    gap: np.ndarray  # (M,): distance on the map to the nearest sample, in the samples' spacing there
    miss: np.ndarray  # (M,)
    radius: float  # the unit of miss and round_trip
    round_trip: np.ndarray | None = None  # (M,)

    @property
    def trust(self) -> np.ndarray:
        """(M,) from 0 to 1: near samples that agree, and a decoder that agrees with its encoder."""
        trust: np.ndarray = _falling(self.miss) / np.maximum(self.gap / _NEAR, 1) ** 2
        return trust if self.round_trip is None else trust * _falling(self.round_trip)

    def encoded_again(self, z: np.ndarray) -> "Located":
        """The same with the codes (M, k) that the encoder gave to the decoded images."""
        return replace(self, round_trip=np.linalg.norm(z - self.z, axis=-1) / self.radius)

    def __getitem__(self, index: int) -> "Located":
        """One of the places."""
        again = None if self.round_trip is None else self.round_trip[index]
        return replace(self, z=self.z[index], gap=self.gap[index], miss=self.miss[index], round_trip=again)


@dataclass(frozen=True, slots=True, eq=False)
class Inverse:
    """A finished map, ready to be asked for the code of any place; safe to share between threads.

    On a plane (PCA, raw axes) exact. Elsewhere barycentric in the Delaunay triangle of samples around a
    place, which gives back each sample's own code; outside all triangles by the distance to 8 samples.
    """

    near: NearPlaces
    mean: np.ndarray  # (k,): of all codes
    radius: float  # of all codes: root mean square distance from their mean, 1 where all are equal
    plane: Plane | None
    squared_misses: np.ndarray  # (n,): of each sample's code, guessed from its neighbours on the map
    triangles: Triangles | None  # None on a plane, and where all samples lie on a line

    def locate(self, y: np.ndarray, through: np.ndarray | None = None) -> Located:
        """The code of one place y (2,); see `locate_many`."""
        return self.locate_many(np.asarray(y)[None], through)[0]

    def locate_many(self, ys: np.ndarray, through: np.ndarray | None = None) -> Located:
        """The codes of places ys (M, 2).

        What a plane leaves open, as the other dimensions of raw axes, is that of the mean of all codes, or of
        `through` (k,). Raises LatentLabError for places that are not finite.
        """
        scaled = self.near.scaled(ys)
        if self.plane is not None:
            gap = self.near.nearest(scaled).gap
            z = _on_plane_through(np.asarray(ys, np.float64), self.plane, self.mean, through)
            return Located(z, True, gap, np.zeros(len(gap)), self.radius)
        z, gap, miss = np.empty((len(scaled), len(self.mean)), np.float32), *np.empty((2, len(scaled)))
        rows = _rows(len(self.mean))
        for start in range(0, len(scaled), rows):
            piece = slice(start, start + rows)
            z[piece], gap[piece], miss[piece] = self._interpolated(scaled[piece])
        return Located(z, False, gap, miss, self.radius)

    def _interpolated(self, scaled: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        near = self.near.nearest(scaled)
        codes = self.near.codes[near.indices].astype(np.float64)  # (M, c, k)
        z = np.einsum("mc,mck->mk", near.weights, codes)
        corners = codes[:, :3].copy()  # (M, 3, k): outside all triangles the nearest stand for corners
        if self.triangles is not None:
            inside, vertices, weights = self.triangles.around(scaled, near.indices[:, 0])
            corners[inside] = self.near.codes[vertices]
            z[inside] = np.einsum("mc,mck->mk", weights, corners[inside])
        hit = near.gap == 0
        z[hit] = codes[hit, 0]
        miss = np.sqrt(self._squared_miss(z, codes, corners, near)) / self.radius
        return z.astype(np.float32), near.gap, np.where(hit, 0, miss)

    def _squared_miss(self, z: np.ndarray, codes: np.ndarray, corners: np.ndarray, near: Near) -> np.ndarray:
        """What to expect, (M,): the geometric mean of four signs, which ranks errors better than any one."""
        signs = (
            corners.var(axis=1).sum(axis=1),
            ((codes[:, :3] - z[:, None]) ** 2).sum(axis=2).mean(axis=1),
            ((codes - z[:, None]) ** 2).sum(axis=2).mean(axis=1),
            self.squared_misses[near.indices].mean(axis=1),
        )
        expected: np.ndarray = np.prod([np.sqrt(np.sqrt(sign)) for sign in signs], axis=0)
        return expected


def prepare_inverse(
    codes: np.ndarray, points: np.ndarray, plane: Plane | None = None
) -> Generator[Preparing, None, Inverse]:
    """Make the inverse of a map of codes (N, k) at points (N, 2), which lie on a plane or do not.

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
    mean = codes.mean(axis=0, dtype=np.float64)
    radius = float(np.sqrt(codes.var(axis=0, dtype=np.float64).sum())) or 1.0
    yield Preparing("inverse", 0, total)
    spacing, misses = yield from _measured(near, total)
    triangles = triangles_between(near.places) if plane is None else None
    yield Preparing("inverse", total, total)
    return Inverse(replace(near, spacing=spacing), mean, radius, plane, misses, triangles)


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


def _on_plane_through(
    ys: np.ndarray, plane: Plane, mean: np.ndarray, through: np.ndarray | None
) -> np.ndarray:
    """Codes (M, k) float32 of places (M, 2), with what lies across the plane from one code (k,)."""
    across = mean if through is None else np.asarray(through, np.float64)
    offsets = ys - (across - plane.centre) @ plane.axes  # (M, 2)
    z: np.ndarray = (across + offsets @ plane.axes.T).astype(np.float32)
    return z


def _falling(misses: np.ndarray) -> np.ndarray:
    falling: np.ndarray = 1 / (1 + (misses / _HALF_TRUSTED) ** 2)
    return falling


def _rows(dimensions: int) -> int:
    return max(1, _VALUES_AT_ONCE // (NEAREST * dimensions))
