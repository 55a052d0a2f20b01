"""The random numbers that UMAP's kernel draws its negative samples with."""

import numpy as np

_32_BITS = 0xFFFFFFFF


def taus88(state: np.ndarray) -> int:
    """The next of 2^88 numbers: a signed integer of 32 bits once it is compiled; moves `state` on, in place.

    state: (3,) int64, each of 32 bits, above 1, 7 and 15. The same numbers as those of umap-learn's own
    `tau_rand_int`, whose module imports scipy's statistics and scikit-learn for a second and a half.
    Source: L'Ecuyer 1996, "Maximally equidistributed combined Tausworthe generators", figure 1.
    """
    for part, mask, left, right, shift in ((0, 1, 12, 19, 13), (1, 7, 4, 25, 2), (2, 15, 17, 11, 3)):
        value = state[part]
        mixed = (((value << shift) & _32_BITS) ^ value) >> right
        state[part] = (((value & (_32_BITS ^ mask)) << left) & _32_BITS) ^ mixed
    number: int = state[0] ^ state[1] ^ state[2]
    return number
