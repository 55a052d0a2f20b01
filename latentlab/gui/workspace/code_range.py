"""Where the codes lie: the ranges of the sliders, the middle of the cloud, a draw from it."""

from dataclasses import dataclass

import numpy as np

_QUANTILES = (0.01, 0.5, 0.99)
_ENOUGH = 2_000  # codes that the quantiles are measured on


@dataclass(frozen=True, slots=True, eq=False)
class CodeRange:
    """Measured on the codes: low and high quantile (k,), mean (k,)."""

    low: np.ndarray
    high: np.ndarray
    mean: np.ndarray


def measure_range(codes: np.ndarray) -> CodeRange:
    """The middle 98% of the codes (N, k) in each dimension, widened where a dimension hardly varies."""
    some = codes[:_ENOUGH]
    low, middle, high = np.quantile(some, _QUANTILES, axis=0).astype(np.float32)  # (k,) each
    least = np.float32(1e-3) + np.abs(middle) * np.float32(1e-3)
    flat = high - low < least
    low, high = np.where(flat, middle - 1, low), np.where(flat, middle + 1, high)
    return CodeRange(low, high, some.mean(axis=0))


def draw_code(codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A code (k,) from the Gaussian fitted to the codes (N, k)."""
    some = codes[:_ENOUGH].astype(np.float64)
    centred = some - some.mean(axis=0)
    # A random mix of the centred codes has their covariance, at any k, without forming the matrix.
    weights = rng.standard_normal(len(some)) / np.sqrt(max(1, len(some) - 1))
    code: np.ndarray = (some.mean(axis=0) + weights @ centred).astype(np.float32)
    return code
