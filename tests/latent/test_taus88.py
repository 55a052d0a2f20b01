"""The random numbers of UMAP's kernel."""

import numba
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from latentlab.latent.maps.taus88 import taus88

compiled = numba.njit("i4(i8[:])")(taus88)
seeds = st.lists(st.integers(-(2**31), 2**31 - 1), min_size=3, max_size=3)


@given(seeds)
def test_the_numbers_and_the_states_are_those_of_umap_learn(seed):
    from umap.utils import tau_rand_int

    ours, theirs = np.array(seed, np.int64), np.array(seed, np.int64)
    for _ in range(20):
        assert compiled(ours) == tau_rand_int(theirs)
        assert np.array_equal(ours, theirs)


def test_the_numbers_are_spread_evenly():
    state = np.array([12_345, 67_890, 13_579], np.int64)
    drawn = np.array([compiled(state) for _ in range(20_000)])
    counts, _ = np.histogram(drawn, bins=16, range=(-(2**31), 2**31))
    assert ((counts - 1_250) ** 2 / 1_250).sum() < 37.7  # chi-squared of 15 degrees at 0.001
