"""Ways between codes are what their formulas say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.spatial import geometric_slerp

from latentlab.errors import LatentLabError
from latentlab.latent.walks.path import at_shares, linear_path, spherical_path

codes = arrays(np.float64, (3, 5), elements=st.floats(-8, 8))


@given(codes, st.integers(3, 40))
def test_a_straight_path_starts_and_ends_at_its_ends(stops, count):
    path = linear_path(stops, count)
    assert path.shape == (count, 5)
    np.testing.assert_allclose(path[[0, -1]], stops[[0, -1]], atol=1e-5)


@given(codes)
def test_both_paths_pass_through_the_middle_stop(stops):
    for path in (linear_path(stops, 9), spherical_path(stops, 9)):
        np.testing.assert_allclose(path[4], stops[1], atol=1e-4)


def test_a_spherical_path_is_scipys_great_circle():
    a, b = np.array([1.0, 0, 0, 0]), np.array([0.6, 0.8, 0, 0])
    expected = geometric_slerp(a, b, np.linspace(0, 1, 7))
    np.testing.assert_allclose(spherical_path(np.stack([a, b]), 7), expected, atol=1e-6)


def test_a_spherical_path_about_a_centre_keeps_its_distance_from_it():
    centre = np.array([3.0, -1.0, 2.0])
    stops = centre + 2 * np.eye(3)[:2]
    path = spherical_path(stops, 11, centre)
    np.testing.assert_allclose(np.linalg.norm(path - centre, axis=1), 2, atol=1e-5)


@pytest.mark.parametrize("other", [[2.0, 0.0], [-1.0, 0.0], [0.0, 0.0]])
def test_a_spherical_path_without_an_arc_is_straight(other):
    stops = np.array([[1.0, 0.0], other])
    np.testing.assert_allclose(spherical_path(stops, 5), linear_path(stops, 5), atol=1e-6)


@given(codes, st.integers(2, 30))
def test_steps_along_corners_are_equally_long_on_a_straight_line(stops, count):
    line = stops[:1] + np.array([[0.0], [0.3], [1.0]]) * (stops[2:] - stops[:1])
    steps = np.linalg.norm(np.diff(at_shares(line, np.linspace(0, 1, count)), axis=0), axis=1)
    np.testing.assert_allclose(steps, np.linalg.norm(stops[2] - stops[0]) / (count - 1), atol=1e-4)


def test_a_path_along_one_corner_stays_there():
    np.testing.assert_array_equal(at_shares(np.full((3, 2), 4.0), np.linspace(0, 1, 5)), np.full((5, 2), 4.0))


@pytest.mark.parametrize(
    ("stops", "count", "says"),
    [
        (np.zeros((1, 3)), 5, "two codes"),
        (np.full((2, 3), np.nan), 5, "finite"),
        (np.zeros((3, 3)), 2, "as many pictures"),
    ],
)
@pytest.mark.parametrize("path", [linear_path, spherical_path])
def test_impossible_paths_are_refused(path, stops, count, says):
    with pytest.raises(LatentLabError, match=says):
        path(stops, count)
