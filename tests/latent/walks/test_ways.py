"""The ways that can be chosen keep to what they are named after."""

import numpy as np
import pytest
from scipy.spatial.distance import cdist

from latentlab.latent.maps.place import near_mix, place
from latentlab.latent.neighbours.exact import exact_neighbours
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.pieces import finished
from latentlab.latent.walks.path import linear_path, spherical_path
from latentlab.latent.walks.realism import nearest_real
from latentlab.latent.walks.ways import walk, walk_through
from tests.latent.real_codes import digit_codes


def test_a_sphere_about_the_mean_is_another_way_than_one_about_the_origin():
    stops, mean = np.array([[2.0, 0.0, 1.0], [0.0, 2.0, 1.0]]), np.array([1.0, 1.0, 0.0])
    np.testing.assert_array_equal(walk("straight", stops, 9, mean), linear_path(stops, 9))
    np.testing.assert_array_equal(walk("sphere", stops, 9, mean), spherical_path(stops, 9))
    np.testing.assert_array_equal(walk("sphere-mean", stops, 9, mean), spherical_path(stops, 9, mean))
    assert walk("through", stops, 9, mean) is None


def test_a_way_through_the_data_begins_and_ends_at_free_codes_and_stays_nearer_to_the_data():
    codes = digit_codes(800)
    near, graph = near_codes(codes), finished(exact_neighbours(codes, 15))
    stops = codes[[5, 700, 60]] + np.float32(0.01)
    path = walk_through(graph, near, stops, 121)
    np.testing.assert_allclose(path[[0, 60, 120]], stops, atol=1e-5)
    through, straight = (near.nearest(way, 1)[1].mean() for way in (path, linear_path(stops, 121)))
    assert through < 0.7 * straight


def test_the_nearest_real_image_is_the_one_that_scipy_finds():
    rng = np.random.default_rng(0)
    images = rng.integers(0, 256, (2_500, 49), np.uint8)
    pictures = np.concatenate([rng.random((6, 49)), images[7:8] / 255]).astype(np.float32)
    expected = cdist(pictures, images / 255, "sqeuclidean").min(axis=1) / 49
    found = finished(nearest_real(pictures, images))
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert found[-1] == pytest.approx(0, abs=1e-6)


def test_a_mix_of_near_codes_goes_with_the_map():
    """Found once, it places codes on every later layout as `place` does."""
    codes = digit_codes(300)
    near, asked = near_codes(codes), codes[:5] * np.float32(0.9)
    mix = near_mix(asked, near)
    for seed in (0, 1):
        points = np.random.default_rng(seed).normal(size=(300, 2)).astype(np.float32)
        np.testing.assert_array_equal(mix.places(points), place(asked, near, points))
