"""Where new codes land on a map that exists."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.latent.maps.pca import on_plane, principal_plane
from latentlab.latent.maps.place import place
from latentlab.latent.neighbours.near_codes import near_codes
from tests.latent.real_codes import digit_codes


@given(rows=st.lists(st.integers(0, 399), min_size=1, max_size=50))
def test_a_sample_lands_exactly_on_its_own_place(rows):
    codes = digit_codes(400, 6)
    points = np.random.default_rng(0).normal(size=(400, 2)).astype(np.float32)
    np.testing.assert_array_equal(place(codes[rows], near_codes(codes), points), points[rows])


def test_of_equal_codes_the_first_gives_the_place():
    codes = np.zeros((5, 3), np.float32)
    points = np.arange(10, dtype=np.float32).reshape(5, 2)
    np.testing.assert_array_equal(place(codes[:1], near_codes(codes), points), points[:1])


def test_a_new_code_lands_among_the_places_of_its_nearest_codes():
    codes = np.array([[0, 0], [1, 0], [100, 0]], np.float32).repeat(8, axis=0)
    codes += np.random.default_rng(0).normal(scale=0.01, size=codes.shape).astype(np.float32)
    points = np.array([[0, 0], [10, 0], [-50, 70]], np.float32).repeat(8, axis=0)
    np.testing.assert_allclose(place(np.array([[101, 0]]), near_codes(codes), points), [[-50, 70]])
    between = place(np.array([[0.4, 0.0]]), near_codes(codes), points)
    assert 0 <= between[0, 0] < 5


def test_on_a_plane_the_place_is_exact():
    codes = digit_codes(400, 6)
    plane = principal_plane(codes)
    z = np.random.default_rng(1).normal(size=(20, 6)).astype(np.float32)
    np.testing.assert_allclose(place(z, near_codes(codes), on_plane(codes, plane), plane), on_plane(z, plane))


@pytest.mark.parametrize("total", [1, 2, 7])
def test_few_codes_are_enough(total):
    codes, points = digit_codes(400, 3)[:total], np.ones((total, 2), np.float32)
    np.testing.assert_allclose(place(np.zeros((3, 3)), near_codes(codes), points), np.ones((3, 2)), rtol=1e-6)
