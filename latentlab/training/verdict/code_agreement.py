"""How far the codes that two networks give to the same images agree: on the space, and on single axes."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.preparing import Preparing

_ROWS = 2_048  # at a time: with 1,000 units a tenth of a second
_LEAST_SPREAD = 1e-6  # of a unit or an axis that moves, as a share of the codes' own


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The units of a network that move at all; the others are left out."""

    codes: np.ndarray  # (N, k)
    mean: np.ndarray  # (k,) float64
    spread: np.ndarray  # (k,) float64
    moves: np.ndarray  # (k,) bool
    whitening: np.ndarray  # (moving, rank): standardised codes times this are uncorrelated, each of spread 1

    @property
    def count(self) -> int:
        """How many units move."""
        return int(self.moves.sum())


def units_of(codes: np.ndarray) -> Generator[Preparing, None, Units]:
    """Measure, in pieces, the units that gave codes (N, k)."""
    mean, spread = codes.mean(axis=0, dtype=np.float64), codes.std(axis=0, dtype=np.float64)
    moves = spread > _LEAST_SPREAD * max(float(spread.max()), 1e-30)
    nothing = np.zeros((int(moves.sum()), 0))
    units = Units(codes, mean, spread, moves, nothing)
    within = yield from correlations(units, units)
    variances, axes = np.linalg.eigh(within)
    kept = variances > _LEAST_SPREAD**2 * max(float(variances.max(initial=0)), 1e-30)
    yield Preparing("agreement", len(codes), len(codes))
    return Units(codes, mean, spread, moves, axes[:, kept] / np.sqrt(variances[kept]))


def correlations(one: Units, two: Units) -> Generator[Preparing, None, np.ndarray]:
    """The correlation of each moving unit of `one` with each of `two`, in pieces."""
    total, count = np.zeros((one.count, two.count)), len(one.codes)
    for rows in _pieces(count):
        total += _standardised(one, rows).T @ _standardised(two, rows)
        yield Preparing("agreement", min(rows.stop, count), count)
    return total / count


def same_space(one: Units, two: Units, between: np.ndarray) -> np.ndarray:
    """Squared canonical correlations of the codes, largest first, from the correlations `between` the units.

    They are the squared cosines of the principal angles between what the units span. A network with more
    units that never move counts as that much smaller.
    Source: Hotelling 1936; whitening as in Kessy, Lewin and Strimmer 2018, section 2.
    """
    whitened = one.whitening.T @ between @ two.whitening  # (rank, rank)
    cosines = np.linalg.svd(whitened, compute_uv=False) if whitened.size else np.zeros(0)
    found: np.ndarray = np.zeros(max(*whitened.shape, 1))
    found[: len(cosines)] = np.minimum(cosines, 1) ** 2
    return found


def same_axes(between: np.ndarray) -> np.ndarray:
    """The correlation, without its sign, of each unit with its own unit of the other network: (units,).

    The units are matched so that the sum is largest (linear assignment); those that never move are left out.
    """
    from scipy.optimize import linear_sum_assignment

    if not between.size:
        return np.zeros(1)
    strength = np.minimum(np.abs(between), 1)
    rows, columns = linear_sum_assignment(strength, maximize=True)
    found: np.ndarray = np.sort(strength[rows, columns])[::-1]
    return found


def _pieces(total: int) -> Iterator[slice]:
    for start in range(0, total, _ROWS):
        yield slice(start, start + _ROWS)


def _standardised(units: Units, rows: slice) -> np.ndarray:
    """Codes (B, moving) float64, each unit with mean 0 and spread 1 over all images."""
    moves = units.moves
    scaled: np.ndarray = (units.codes[rows][:, moves] - units.mean[moves]) / units.spread[moves]
    return scaled
