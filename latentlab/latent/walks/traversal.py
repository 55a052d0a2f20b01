"""Codes on a grid along two axes, or along one axis after the other, and what they decode to."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from latentlab.errors import ConfigError
from latentlab.latent.code_axes import AXIS_KINDS, AxisKind, CodeAxes
from latentlab.latent.decode import Decode
from latentlab.latent.preparing import Preparing
from latentlab.latent.tiles import tiled
from latentlab.limits import check_choice, check_range, check_whole

Form = Literal["grid", "rows"]
FORMS: tuple[Form, ...] = get_args(Form)
LEAST_COUNT, MOST_COUNT = 5, 40
LEAST_SPREADS, MOST_SPREADS = 0.5, 10.0
_CODES_AT_ONCE = 512  # so that a stop is heard soon


@dataclass(frozen=True, slots=True)
class TraversalWish:
    """Which codes are to be decoded. Raises ConfigError for what no sheet can be.

    spreads: how many standard deviations around the codes' mean an axis reaches; 0 for the measured
    quantiles. at_mean: what the axes leave open is that of the codes' mean, else of the present z.
    """

    form: Form = "grid"
    kind: AxisKind = "dimensions"
    across: int = 0
    up: int = 1  # of a grid alone
    count: int = 12  # codes along an axis
    spreads: float = 0.0
    at_mean: bool = False

    def __post_init__(self) -> None:
        check_choice("form", self.form, FORMS)
        check_choice("axes", self.kind, AXIS_KINDS)
        check_whole("images along an axis", self.count, LEAST_COUNT, MOST_COUNT)
        if self.spreads:
            check_range("spreads", self.spreads, LEAST_SPREADS, MOST_SPREADS)
        if self.form == "grid" and self.across == self.up:
            raise ConfigError("A grid needs two different axes, got number {axis} twice.", axis=self.up + 1)

    def within(self, latent: int) -> "TraversalWish":
        """The same of a network with so many dimensions, with axes that it has."""
        if latent == 1:
            return replace(self, form="rows", across=0, up=1)
        across = min(self.across, latent - 1)
        up = min(self.up, latent - 1)
        if across == up:
            up = across - 1 if across else 1
        return replace(self, across=across, up=up)


@dataclass(frozen=True, slots=True, eq=False)
class Traversal:
    """Decoded codes in rows; of a grid the first row is the uppermost, of the other form that of an axis."""

    wish: TraversalWish
    axes: CodeAxes
    first: int  # the axis of the first row; 0 for a grid
    codes: np.ndarray  # (R, C, k) float32
    images: np.ndarray  # (R, C, height, width) float32
    tiles: np.ndarray  # (R·height, C·width) uint8, the same edge to edge

    @property
    def total(self) -> int:
        """How many rows there are in all, those that were not asked for included."""
        return len(self.codes) if self.wish.form == "grid" else len(self.axes)

    @property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Coordinates (k,) at which each axis begins and ends."""
        return reach(self.axes, self.wish)

    def steps(self, axis: int) -> np.ndarray:
        """Coordinates (C,) of the codes along an axis, rising."""
        return steps(self.axes, self.wish, axis)

    def columns_of(self, z: np.ndarray) -> np.ndarray:
        """Where a code (k,) stands along every axis: (k,), 0 at its first image and C − 1 at its last."""
        low, high = self.ends
        along = (self.axes.coordinates(z) - low) / (high - low)
        return np.asarray(along * (self.wish.count - 1))


def reach(axes: CodeAxes, wish: TraversalWish) -> tuple[np.ndarray, np.ndarray]:
    """Coordinates (k,) at which each axis begins and ends."""
    if not wish.spreads:
        return axes.low, axes.high
    half = wish.spreads * np.where(axes.spread > 0, axes.spread, 1.0)
    return axes.mean - half, axes.mean + half


def steps(axes: CodeAxes, wish: TraversalWish, axis: int) -> np.ndarray:
    """Coordinates (C,) of the codes along an axis, rising."""
    low, high = reach(axes, wish)
    return np.linspace(low[axis], high[axis], wish.count)


def base_of(axes: CodeAxes, wish: TraversalWish, z: np.ndarray) -> np.ndarray:
    """What a code (k,) gives to a sheet: coordinates (k,), 0 those that a grid goes through itself."""
    base = axes.mean.copy() if wish.at_mean else axes.coordinates(z)
    if wish.form == "grid":
        base[[wish.across, wish.up]] = 0.0
    return base


def grid_codes(axes: CodeAxes, wish: TraversalWish, z: np.ndarray) -> np.ndarray:
    """Codes (C, C, k) float32 along two axes, the second one rising from the lowest row to the first."""
    start = axes.point(base_of(axes, wish, z))  # (k,)
    across, up = steps(axes, wish, wish.across), steps(axes, wish, wish.up)[::-1]
    rows = start + up[:, None] * axes.directions[:, wish.up]  # (C, k)
    return np.asarray(rows[:, None] + across[:, None] * axes.directions[:, wish.across], np.float32)


def row_codes(axes: CodeAxes, wish: TraversalWish, z: np.ndarray, rows: range) -> np.ndarray:
    """Codes (R, C, k) float32, in each row along one of the axes `rows`, the others as `base_of` says."""
    base = base_of(axes, wish, z)
    start, codes = axes.point(base), np.empty((len(rows), wish.count, len(axes)), np.float32)
    for place, axis in enumerate(rows):
        moves = steps(axes, wish, axis) - base[axis]
        codes[place] = start + moves[:, None] * axes.directions[:, axis]
    return codes


def traverse(
    axes: CodeAxes,
    wish: TraversalWish,
    z: np.ndarray,
    rows: range,
    decode: Decode,
    shape: tuple[int, int],
) -> Generator[Preparing, None, Traversal]:
    """Decode a sheet in pieces; `rows` are the axes in view where each row is one, `shape` an image's."""
    if wish.form == "grid":
        first, codes = 0, grid_codes(axes, wish, z)
    else:
        first, codes = rows.start, row_codes(axes, wish, z, rows)
    flat, decoded = codes.reshape(-1, codes.shape[2]), []
    for start in range(0, len(flat), _CODES_AT_ONCE):
        decoded.append(decode(flat[start : start + _CODES_AT_ONCE]))
        yield Preparing("sheet", min(len(flat), start + _CODES_AT_ONCE), len(flat))
    images = np.concatenate(decoded).reshape(*codes.shape[:2], *shape)
    return Traversal(wish, axes, first, codes, images, tiled(images))
