"""What a place on a map, or a code, stands for, and how far to trust it."""

from dataclasses import dataclass, replace

import numpy as np

_HALF_TRUSTED = 0.5  # a miss of so many radii of the codes halves the trust
_LONG_WAY = 0.5  # of a round trip, in radii: seldom so far near the data
_NEAR = 2.0  # spacings: samples left out of a map lie as far off as that


@dataclass(frozen=True, slots=True, eq=False)
class Located:
    """M codes (or one: then the first axis is missing throughout).

    gap: distance to the nearest sample, in the samples' spacing there: on the map, or between codes where z
    is exact. miss: how far off the code of a sample found there would be, as its neighbours disagree; 0
    where z is exact. round_trip: how far off the decoded image is when it is encoded again, None where
    nobody asked. Both in the codes' root mean square distance from their mean.
    """

    z: np.ndarray  # (M, k) float32
    is_exact: bool  # z is what was meant, not an estimate: on a plane, and where z itself was chosen
    gap: np.ndarray  # (M,)
    miss: np.ndarray  # (M,)
    radius: float  # the unit of miss and round_trip
    round_trip: np.ndarray | None = None  # (M,)

    @property
    def trust(self) -> np.ndarray:
        """(M,) from 0 to 1: near samples that agree, and a decoder that agrees with its encoder."""
        trust: np.ndarray = _falling(self.miss) / np.maximum(self.gap / _NEAR, 1) ** 2
        if self.round_trip is None:
            return trust
        # Measured: near the data it ranks errors worse than the miss alone, so only a long way counts.
        return np.asarray(trust / np.maximum(self.round_trip / _LONG_WAY, 1) ** 2)

    def encoded_again(self, z: np.ndarray) -> "Located":
        """The same with the codes (M, k) that the encoder gave to the decoded images."""
        return replace(self, round_trip=np.linalg.norm(z - self.z, axis=-1) / self.radius)

    def __getitem__(self, index: int) -> "Located":
        """One of them."""
        again = None if self.round_trip is None else self.round_trip[index]
        return replace(self, z=self.z[index], gap=self.gap[index], miss=self.miss[index], round_trip=again)


def exactly(z: np.ndarray, gap: np.ndarray, radius: float) -> Located:
    """Codes z (M, k) that were meant themselves, each so far (M,) from the data."""
    return Located(z, True, gap, np.zeros(len(gap)), radius)


def _falling(misses: np.ndarray) -> np.ndarray:
    falling: np.ndarray = 1 / (1 + (misses / _HALF_TRUSTED) ** 2)
    return falling
