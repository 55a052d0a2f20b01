"""How far off a code found at a place of a map is to be expected, by what the samples around say."""

import numpy as np

from latentlab.latent.inverse.near_places import NEAREST, Near

_SOME, _MANY = 16, 32  # samples around
_STEADY = 3  # index of the sample whose distance is the unit of the weights
_TINY = np.finfo(np.float64).tiny
# Chosen together on maps of four kinds of codes by t-SNE and UMAP: each raises the rank correlation with the
# error at held-out points, the three nearest samples most.
_WEIGHTS = np.array([1, 2, 1, 1, 1, 1, 1, 1, 0.4])


def squared_miss(
    near: Near, z: np.ndarray, codes: np.ndarray, corners: np.ndarray, misses: np.ndarray
) -> np.ndarray:
    """What to expect, (M,): the weighted geometric mean of signs, which ranks errors better than any one.

    z: (M, k); codes: (M, a, k), of the samples around each place, nearest first; corners: (M, 3, k), of its
    triangle; misses: (M, a), how far each of the samples is from the guess of its own neighbours, squared.
    """
    away = ((codes - z[:, None]) ** 2).sum(axis=2)  # (M, a)
    weights = _falling(near.far)
    signs = (
        corners.var(axis=1).sum(axis=1),
        away[:, :3].mean(axis=1),
        away[:, :NEAREST].mean(axis=1),
        np.median(away[:, :_SOME], axis=1),
        _mean(away[:, :_MANY], weights[:, :_MANY]),
        misses[:, :NEAREST].mean(axis=1),
        _mean(misses, weights),
        np.exp(np.log(np.maximum(misses, _TINY)).mean(axis=1)),
        near.gap,
    )
    with np.errstate(divide="ignore"):
        logs = np.log(np.stack(signs))  # minus infinity where a sign is 0: then nothing is missed
    shares = _WEIGHTS / _WEIGHTS[:-1].sum()
    expected: np.ndarray = np.exp((shares[:, None] * logs).sum(axis=0))
    return expected


def _falling(far: np.ndarray) -> np.ndarray:
    """Weights (M, a) that fall with distances (M, a), the faster the closer the nearest samples lie."""
    unit = np.maximum(far[:, min(_STEADY, far.shape[1] - 1), None], _TINY)
    falling: np.ndarray = np.exp(-far / unit)
    return falling


def _mean(values: np.ndarray, weights: np.ndarray) -> np.ndarray:
    total = np.maximum(weights.sum(axis=1), _TINY)
    mean: np.ndarray = (values * weights).sum(axis=1) / total
    return mean
