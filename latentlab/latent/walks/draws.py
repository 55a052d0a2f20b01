"""Codes by chance: from the fitted Gaussian, from a kernel density, from the prior of variational nets."""

from collections.abc import Callable

import numpy as np

_ENOUGH = 2_000  # codes that a Gaussian is fitted to

Draw = Callable[[np.ndarray, np.random.Generator], np.ndarray]


def from_gaussian(codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A code (k,) float32 of the Gaussian with mean and covariance of the codes (N, k).

    It may land in a gap between two groups of codes, where no image ever was.
    """
    mean = codes[:_ENOUGH].mean(axis=0, dtype=np.float64)
    return np.asarray(mean + _scatter(codes, rng), np.float32)


def from_density(codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A code (k,) float32 near one of the codes (N, k): of their Gaussian kernel density.

    The kernel has the codes' covariance, narrowed by Scott's factor N^(-1/(k+4)); with many dimensions that
    is hardly narrower than the cloud itself. Source: Scott 1992, "Multivariate Density Estimation", 6.3.
    """
    count, latent = codes.shape
    narrowed = count ** (-1 / (latent + 4))
    return np.asarray(codes[rng.integers(count)] + narrowed * _scatter(codes, rng), np.float32)


def from_prior(codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A code (k,) of the standard normal distribution, towards which a variational code is trained."""
    return rng.standard_normal((codes.shape[1],), np.float32)


DRAWS: dict[str, Draw] = {"gaussian": from_gaussian, "density": from_density, "prior": from_prior}


def _scatter(codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A draw (k,) of mean 0 with the codes' covariance."""
    some = codes[:_ENOUGH].astype(np.float64)
    centred = some - some.mean(axis=0)
    # A random mix of the centred codes has their covariance, at any k, without forming the matrix.
    weights = rng.standard_normal(len(some)) / np.sqrt(max(1, len(some) - 1))
    scatter: np.ndarray = weights @ centred
    return scatter
