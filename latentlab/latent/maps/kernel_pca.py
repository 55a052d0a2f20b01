"""Kernel PCA, fitted in pieces that can be stopped."""

from collections.abc import Generator

import numpy as np

from latentlab.data.split import interleave
from latentlab.latent.maps.kernel_map import KernelMap, rbf, squared_distances
from latentlab.latent.maps.pca import signs
from latentlab.latent.preparing import Preparing

MOST_FITTED = 5_000  # their kernel takes 200 MB, and the memory for more grows with the square
_ASKED_FOR_GAMMA = 1_000
_ROWS = 250
_SPARE = 12  # axes more than asked for, so that the iteration settles soon
_MOST_ITERATIONS = 60
_SETTLED = 1e-7  # relative change of the variances
_EQUAL = 1e-14  # of the largest code's square
_NO_VARIANCE = 1e-12  # of the trace


def fit_kernel_map(
    codes: np.ndarray, rows: np.ndarray, gamma: float | None, dimensions: int, seed: int
) -> Generator[Preparing, None, KernelMap]:
    """Fit codes (N, k) at rows (M,); gamma=None is 1 / (2 median distance²) of a sample of them.

    The eigenvectors come by subspace iteration, as scikit-learn's "randomized": each step is short.
    Source: Schölkopf, Smola and Müller 1998; Halko, Martinsson and Tropp 2011, algorithm 4.4.
    """
    fitted = codes[rows].astype(np.float64)
    gamma = gamma or typical_gamma(fitted)
    kernel, row_means = yield from _centred_kernel(fitted, gamma)
    values, vectors = yield from _leading(kernel, dimensions, seed)
    whole = float(np.trace(kernel))
    held = values > _NO_VARIANCE * max(whole, 1e-300)
    scaled = np.where(held, vectors * signs(vectors) / np.sqrt(np.where(held, values, 1)), 0)
    share = np.where(held, values, 0) / (whole or 1.0)
    return KernelMap(fitted, gamma, scaled, row_means, share)


def fitted_rows(total: int, labels: np.ndarray | None, seed: int) -> np.ndarray:
    """Which of the points are fitted: (M,), all or a sample stratified by class."""
    if total <= MOST_FITTED:
        return np.arange(total)
    rng = np.random.default_rng(seed)
    order = rng.permutation(total)
    if labels is not None:
        order = interleave(np.asarray(labels)[:total].astype(np.int64), order, rng)
    return np.sort(order[:MOST_FITTED])


def typical_gamma(fitted: np.ndarray) -> float:
    """1 / (2 m²) for the median m of the distances between some codes (M, k); 1 where all are equal."""
    step = max(1, len(fitted) // _ASKED_FOR_GAMMA)
    some = fitted[::step][:_ASKED_FOR_GAMMA]
    squared = squared_distances(some, some)[np.triu_indices(len(some), 1)]
    least = _EQUAL * float(np.einsum("ij,ij->i", some, some).max())  # by rounding
    squared = squared[squared > least]  # equal codes say nothing of how far others are
    return 1 / (2 * float(np.median(squared))) if len(squared) else 1.0


def _centred_kernel(
    fitted: np.ndarray, gamma: float
) -> Generator[Preparing, None, tuple[np.ndarray, np.ndarray]]:
    """The kernel (M, M) about its mean in its own space, and the means (M,) that it had."""
    total = len(fitted)
    kernel = np.empty((total, total))
    for start in range(0, total, _ROWS):
        kernel[start : start + _ROWS] = rbf(fitted[start : start + _ROWS], fitted, gamma)
        yield Preparing("kernel", min(start + _ROWS, total), 2 * total)
    means = kernel.mean(axis=0)
    kernel -= means
    kernel -= (means - means.mean())[:, None]
    return kernel, means


def _leading(
    kernel: np.ndarray, count: int, seed: int
) -> Generator[Preparing, None, tuple[np.ndarray, np.ndarray]]:
    """The largest eigenvalues (count,), largest first, and their vectors (M, count)."""
    total = len(kernel)
    width = min(total, count + _SPARE)
    basis = np.linalg.qr(np.random.default_rng(seed).normal(size=(total, width)))[0]
    before = np.zeros(count)
    for step in range(_MOST_ITERATIONS):
        image = kernel @ basis  # (M, width)
        values, turn = np.linalg.eigh(basis.T @ image)
        leading = values[::-1][:count]
        if np.abs(leading - before[: len(leading)]).max() <= _SETTLED * max(abs(leading[0]), 1e-300):
            break
        before = leading
        basis = np.linalg.qr(image)[0]
        yield Preparing("kernel", total + total * step // _MOST_ITERATIONS, 2 * total)
    vectors = np.zeros((total, count))
    vectors[:, : len(leading)] = (basis @ turn[:, ::-1])[:, :count]
    return np.pad(leading, (0, count - len(leading))), vectors
