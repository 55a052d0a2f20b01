"""Directions through the codes: the latent dimensions as they are, or the principal axes of the codes."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from latentlab.latent.checks import checked_codes
from latentlab.latent.maps.pca import principal_plane
from latentlab.limits import check_choice

AxisKind = Literal["dimensions", "principal"]
Along = slice | np.ndarray | list[int]  # some of the axes
AXIS_KINDS: tuple[AxisKind, ...] = get_args(AxisKind)
ENOUGH = 2_000  # codes that are measured: every prefix of the sample is a fair one
_AXES_AT_ONCE = 32
_QUANTILES = (0.01, 0.99)


@dataclass(frozen=True, slots=True, eq=False)
class CodeAxes:
    """k directions of length one at right angles, and where the codes lie along each.

    Coordinates are distances along the directions from `origin`: for the dimensions z itself.
    """

    kind: AxisKind
    origin: np.ndarray  # (k,) float64
    directions: np.ndarray  # (k, k) float64, a direction in each column
    low: np.ndarray  # (k,) float64: 1% of the codes lie below, widened where all are equal
    high: np.ndarray  # (k,) float64: 1% of the codes lie above
    mean: np.ndarray  # (k,) float64
    spread: np.ndarray  # (k,) float64, standard deviation
    share: np.ndarray  # (k,) float64, of the codes' variance; together 1, or 0 where nothing varies

    def __len__(self) -> int:
        return len(self.origin)

    def coordinates(self, z: np.ndarray, along: Along = slice(None)) -> np.ndarray:
        """Where codes (…, k) lie along every axis, or along some of them: (…, k) or (…, some) float64."""
        offsets = np.asarray(z, np.float64) - self.origin
        if self.kind == "dimensions":
            return np.asarray(offsets[..., along])
        return np.asarray(offsets @ self.directions[:, along])

    def point(self, coordinates: np.ndarray) -> np.ndarray:
        """The codes (…, k) float64 at coordinates (…, k)."""
        offsets = coordinates if self.kind == "dimensions" else coordinates @ self.directions.T
        return np.asarray(self.origin + offsets)

    def codes(self, coordinates: np.ndarray) -> np.ndarray:
        """The same as a network takes them: float32."""
        return self.point(coordinates).astype(np.float32)


def code_axes(codes: np.ndarray, kind: AxisKind) -> CodeAxes:
    """The axes of one kind, measured on codes (N, k); the principal axis of the largest variance first.

    Raises LatentLabError for codes that are not finite, ConfigError for another kind.
    """
    check_choice("axes", kind, AXIS_KINDS)
    some = checked_codes(codes[:ENOUGH])
    latent = some.shape[1]
    if kind == "dimensions":
        origin, directions = np.zeros(latent), np.eye(latent)
        places = some.astype(np.float64)
    else:
        plane = principal_plane(some, latent)
        origin, directions = plane.centre, plane.axes
        places = (some - origin) @ directions
    return _measured(kind, origin, directions, places)


def apart(low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Ends (k,) with room between: the codes of a dead unit are all equal, its slider has somewhere to go."""
    middle = (low + high) / 2
    is_flat = high - low < 1e-3 * (1 + np.abs(middle))
    return np.where(is_flat, middle - 1, low), np.where(is_flat, middle + 1, high)


def axis_blocks(latent: int) -> list[slice]:
    """So many axes at a time as, with the codes along them, stay in the processor's cache."""
    return [slice(start, start + _AXES_AT_ONCE) for start in range(0, latent, _AXES_AT_ONCE)]


def _measured(kind: AxisKind, origin: np.ndarray, directions: np.ndarray, places: np.ndarray) -> CodeAxes:
    """Axes with where the codes lie along them: places (N, k)."""
    blocks = [places[:, some].T.copy() for some in axis_blocks(len(origin))]
    low, high = np.concatenate([_quantiles(block) for block in blocks], axis=1)
    middle = np.concatenate([block.mean(axis=1) for block in blocks])
    spread = np.concatenate([block.std(axis=1) for block in blocks])
    low, high = apart(low, high)
    variances = spread**2
    share = variances / (variances.sum() or 1.0)
    return CodeAxes(kind, origin, directions, low, high, middle, spread, share)


def _quantiles(places: np.ndarray) -> np.ndarray:
    """The quantiles (2, k) of places (k, N), as numpy's own, which imports numpy.ma, 50 ms of each start."""
    exact = np.array(_QUANTILES) * (places.shape[1] - 1)
    below, above = np.floor(exact).astype(int), np.ceil(exact).astype(int)
    ordered = np.partition(places, sorted({*below.tolist(), *above.tolist()}), axis=1)
    low, high = ordered[:, below], ordered[:, above]
    return np.asarray((low + (exact - below) * (high - low)).T)
