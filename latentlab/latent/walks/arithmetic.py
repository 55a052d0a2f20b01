"""Sums and differences of codes: what distinguishes one class, or one selection, from another."""

import numpy as np

from latentlab.errors import LatentLabError


def class_means(codes: np.ndarray, labels: np.ndarray, classes: int) -> np.ndarray:
    """The mean code of each class (classes, k) float32; NaN for a class without codes.

    codes: (N, k); labels: (N,) below `classes`.
    """
    counts = np.bincount(labels, minlength=classes).astype(np.float64)
    sums = np.stack([np.bincount(labels, column, classes) for column in codes.T.astype(np.float64)], axis=1)
    with np.errstate(invalid="ignore"):
        means: np.ndarray = (sums / counts[:, None]).astype(np.float32)
    return means


def direction(codes: np.ndarray, of: np.ndarray, against: np.ndarray) -> np.ndarray:
    """From the mean of the rows `against` to that of the rows `of`: (k,) float32.

    codes: (N, k); of, against: row numbers. Raises LatentLabError where one of them is empty.
    """
    if len(of) == 0 or len(against) == 0:
        raise LatentLabError(
            "A direction needs two selections, got {of} and {against} points.",
            of=len(of),
            against=len(against),
        )
    way = codes[of].mean(axis=0, dtype=np.float64) - codes[against].mean(axis=0, dtype=np.float64)
    return np.asarray(way, np.float32)


def weighted_sum(weights: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Codes (M, k), each times its weight (M,), added up: (k,) float32.

    Raises LatentLabError where a code with a weight is not finite, as the mean of an empty class is.
    """
    used = weights != 0
    if not np.isfinite(codes[used]).all():
        raise LatentLabError("A sum needs codes that are there, but a class of it has no points on the map.")
    return np.asarray(weights[used].astype(np.float64) @ codes[used], np.float32)
