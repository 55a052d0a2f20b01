"""What the codes of a network look like: activity, sparsity, dead units, duplicates."""

from dataclasses import dataclass

import numpy as np

from latentlab.latent.checks import checked_codes
from latentlab.latent.neighbours.duplicates import equal_groups

_NEAR_ZERO = 0.01  # of the codes' root mean square
_UNMOVING = 1e-6  # range of a dead unit, as a share of the same


@dataclass(frozen=True, slots=True, eq=False)
class CodeStatistics:
    """Figures of codes (N, k)."""

    mean_activation: np.ndarray  # (k,) float64
    share_near_zero: float  # values below 1% of the codes' root mean square, dead units left out
    dead_units: int  # dimensions with the same value for every image
    duplicate_codes: int  # codes that repeat an earlier one


def code_statistics(codes: np.ndarray) -> CodeStatistics:
    """What a bottleneck does with its dimensions. Raises LatentLabError for codes that are not finite."""
    codes = checked_codes(codes)
    typical = _typical(codes)
    dead = np.ptp(codes, axis=0) <= _UNMOVING * typical  # (k,)
    near = is_near_zero(codes)[:, ~dead]
    return CodeStatistics(
        mean_activation=codes.mean(axis=0, dtype=np.float64),
        share_near_zero=float(near.mean()) if near.size else 0.0,
        dead_units=int(dead.sum()),
        duplicate_codes=equal_groups(codes).duplicates,
    )


def is_near_zero(codes: np.ndarray) -> np.ndarray:
    """Which values of the codes (N, k) are below 1% of their root mean square: (N, k) bool."""
    near: np.ndarray = np.abs(codes) <= _NEAR_ZERO * _typical(codes)
    return near


def _typical(codes: np.ndarray) -> float:
    """The root mean square of all values."""
    return float(np.sqrt(np.square(codes, dtype=np.float64).mean()))
