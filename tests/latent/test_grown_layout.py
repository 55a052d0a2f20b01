"""A layout goes on with more codes, or with fewer."""

import numpy as np

from latentlab.latent.maps.grown_layout import grown_layout
from latentlab.latent.maps.place import place
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.pieces import finished
from tests.latent.real_codes import digit_codes


def test_known_points_stay_and_new_ones_stand_where_their_codes_are_placed():
    codes = digit_codes(400, 6)
    points = codes[:300, :2] * np.float32(3)
    grown = finished(grown_layout(codes, points))
    np.testing.assert_array_equal(grown[:300], points)
    expected = place(codes[300:], near_codes(codes[:300]), points)
    np.testing.assert_allclose(grown[300:], expected, atol=1e-5)


def test_a_layout_in_space_grows_in_space():
    codes = digit_codes(60, 6)
    assert finished(grown_layout(codes, codes[:50, :3])).shape == (60, 3)


def test_equal_codes_and_fewer_codes_are_no_trouble():
    codes = np.ones((40, 3), np.float32)
    points = np.arange(60, dtype=np.float32).reshape(30, 2)
    grown = finished(grown_layout(codes, points))
    assert np.isfinite(grown).all()
    np.testing.assert_array_equal(finished(grown_layout(codes[:10], points)), points[:10])
