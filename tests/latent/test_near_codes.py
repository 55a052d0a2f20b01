"""The nearest codes to any code, exact however the codes lie."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import LatentLabError
from latentlab.latent.neighbours.near_codes import near_codes
from tests.latent.real_codes import digit_codes


@given(
    seed=st.integers(0, 10_000),
    total=st.integers(1, 60),
    latent=st.integers(1, 9),
    count=st.integers(1, 70),
    centre=st.sampled_from([0.0, 1e4]),
)
def test_the_nearest_codes_are_those_that_all_distances_tell(seed, total, latent, count, centre):
    rng = np.random.default_rng(seed)
    codes = (rng.normal(size=(total, latent)) + centre).astype(np.float32)
    asked = (rng.normal(size=(7, latent)) + centre).astype(np.float32)
    indices, far = near_codes(codes).nearest(asked, count)
    every = np.linalg.norm(codes.astype(np.float64) - asked[:, None], axis=2)  # (7, total)
    np.testing.assert_allclose(far, np.sort(every, axis=1)[:, :count], rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(np.take_along_axis(every, indices, 1), far)


def test_many_new_codes_are_searched_in_pieces():
    codes = digit_codes(2_000, 5)
    near = near_codes(codes)
    asked = np.tile(codes, (3, 1))
    assert len(list(near.pieces(len(asked)))) > 1
    indices, far = near.nearest(asked, 1)
    np.testing.assert_array_equal(far, 0)
    np.testing.assert_array_equal(codes[indices[:, 0]], asked)


def test_the_gap_is_measured_in_the_spacing_of_the_codes_there():
    line = np.arange(100, dtype=np.float32)[:, None]
    near = near_codes(line)
    np.testing.assert_allclose(near.gap(np.array([[50.0], [50.5], [-8.0], [-80.0]])), [0, 0.125, 1, 10])
    np.testing.assert_allclose(near_codes(line * 1e-6).gap(np.array([[-8e-6]])), 1, rtol=1e-5)


def test_equal_codes_and_one_code_have_gaps_too():
    for codes in (np.ones((20, 3), np.float32), np.ones((1, 3), np.float32)):
        near = near_codes(codes)
        gap = near.gap(np.array([[1, 1, 1], [2, 1, 1.0]]))
        assert gap[0] == 0
        assert np.isfinite(gap).all()
        assert gap[1] > 100


def test_codes_that_are_not_finite_are_refused():
    with pytest.raises(LatentLabError, match="finite codes"):
        near_codes(np.array([[1.0, np.nan]]))
