"""Sums of codes add up."""

import numpy as np
import pytest

from latentlab.errors import LatentLabError
from latentlab.latent.walks.arithmetic import class_means, direction, weighted_sum


def test_class_means_are_numpys_and_empty_classes_have_none():
    rng = np.random.default_rng(0)
    codes, labels = rng.normal(size=(60, 3)).astype(np.float32), np.repeat([0, 2], 30)
    means = class_means(codes, labels, 3)
    np.testing.assert_allclose(means[2], codes[30:].mean(axis=0), rtol=1e-5)
    assert np.isnan(means[1]).all()


def test_three_minus_eight_plus_nine():
    means = np.arange(20.0).reshape(10, 2)
    weights = np.zeros(10)
    weights[[3, 8, 9]] = 1, -1, 1
    np.testing.assert_allclose(weighted_sum(weights, means), means[3] - means[8] + means[9])


def test_a_sum_with_an_empty_class_is_refused_and_one_without_it_is_not():
    means = np.array([[1.0, 2.0], [np.nan, np.nan]])
    with pytest.raises(LatentLabError, match="no points"):
        weighted_sum(np.array([1.0, 1.0]), means)
    np.testing.assert_array_equal(weighted_sum(np.array([2.0, 0.0]), means), [2.0, 4.0])


def test_a_direction_leads_from_one_selection_to_the_other():
    codes = np.array([[0.0, 0], [2, 0], [1, 5], [1, 7]], np.float32)
    np.testing.assert_array_equal(direction(codes, np.array([2, 3]), np.array([0, 1])), [0, 6])
    with pytest.raises(LatentLabError, match="two selections"):
        direction(codes, np.array([0]), np.array([], int))
