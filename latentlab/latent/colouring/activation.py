"""How strongly a code excites its units: on average, how many of them, and which the most."""

import numpy as np

from latentlab.latent.code_statistics import is_near_zero


def mean_activation(codes: np.ndarray) -> np.ndarray:
    """Mean absolute value of the units of each of the codes (N, k): (N,), 0 where all are silent."""
    values: np.ndarray = np.abs(codes).mean(axis=1)
    return values


def active_share(codes: np.ndarray) -> np.ndarray:
    """Share of the units of each of the codes (N, k) that are not near zero: (N,) from 0 to 1.

    Near zero is below 1% of the root mean square of all the codes.
    """
    shares: np.ndarray = 1 - is_near_zero(codes).mean(axis=1)
    return shares


def strongest_unit(codes: np.ndarray) -> np.ndarray:
    """The unit farthest from 0 in each of the codes (N, k): (N,) int from 0, −1 where all are silent."""
    strength = np.abs(codes)
    units: np.ndarray = strength.argmax(axis=1)
    units[strength.max(axis=1) == 0] = -1
    return units
