"""Distances between codes are told in what is usual among them."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from latentlab.latent.code_scale import code_scale
from latentlab.latent.neighbours.near_codes import near_codes


def scale_of(codes):
    return code_scale(near_codes(np.asarray(codes, np.float32)))


def test_both_distances_are_those_between_all_pairs():
    codes = np.random.default_rng(1).normal(size=(400, 6)) * [1, 2, 3, 1, 1, 1]
    far = cdist(codes, codes)
    scale = scale_of(codes)
    assert scale.between == pytest.approx(np.median(far[~np.eye(400, dtype=bool)]), rel=0.1)
    np.fill_diagonal(far, np.inf)
    assert scale.nearest == pytest.approx(np.median(far.min(axis=1)), rel=1e-4)
    assert scale.steps(2 * scale.nearest) == pytest.approx(2)
    assert scale.share(scale.between / 4) == pytest.approx(0.25)


def test_codes_that_repeat_each_other_are_no_neighbours():
    line = np.repeat(np.arange(50), 4)[:, None] * [1.0, 0.0]
    assert scale_of(line).nearest > 0


@pytest.mark.parametrize("codes", [np.ones((30, 3)), np.ones((1, 2))])
def test_of_equal_codes_nothing_is_told(codes):
    assert scale_of(codes) is None


def test_codes_of_which_most_are_equal_have_a_scale_all_the_same():
    codes = np.zeros((100, 2))
    codes[:3] = [[1, 0], [0, 1], [1, 1]]
    scale = scale_of(codes)
    assert scale is None or (np.isfinite(scale.nearest) and scale.nearest > 0)
