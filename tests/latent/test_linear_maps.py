"""Maps that are planes: PCA and raw axes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import LatentLabError
from latentlab.latent.maps.pca import from_plane, on_plane, principal_plane
from latentlab.latent.maps.raw_axes import raw_plane
from tests.latent.real_codes import digit_codes


@pytest.mark.parametrize("dimensions", [2, 8, 150])
def test_pca_is_scikit_learns_up_to_sign(dimensions):
    from sklearn.decomposition import PCA

    codes = digit_codes(800, dimensions) + np.float32(3)
    theirs = PCA(2, svd_solver="full").fit(codes)
    plane = principal_plane(codes)
    np.testing.assert_allclose(plane.variance_share, theirs.explained_variance_ratio_, rtol=1e-4)
    np.testing.assert_allclose(np.abs(on_plane(codes, plane)), np.abs(theirs.transform(codes)), atol=2e-3)


@given(seed=st.integers(0, 10_000), dimensions=st.integers(2, 40))
def test_the_inverse_of_a_plane_returns_its_points(seed, dimensions):
    rng = np.random.default_rng(seed)
    codes = rng.normal(size=(30, dimensions)).astype(np.float32)
    plane = principal_plane(codes)
    points = rng.normal(size=(10, 2)).astype(np.float32)
    np.testing.assert_allclose(on_plane(from_plane(points, plane), plane), points, atol=1e-5)


@given(seed=st.integers(0, 1_000), dimensions=st.integers(2, 20))
def test_each_axis_points_to_where_its_largest_loading_is_positive(seed, dimensions):
    codes = np.random.default_rng(seed).normal(size=(40, dimensions)).astype(np.float32)
    axes = principal_plane(codes).axes
    assert (axes.max(axis=0) == np.abs(axes).max(axis=0)).all()


def test_one_latent_dimension_makes_a_line():
    codes = digit_codes(100, 1)
    plane = principal_plane(codes)
    points = on_plane(codes, plane)
    assert (points[:, 1] == 0).all()
    np.testing.assert_allclose(np.abs(points[:, 0]), np.abs(codes[:, 0] - codes.mean()), atol=1e-5)
    np.testing.assert_allclose(plane.variance_share, [1, 0])


def test_equal_codes_fall_on_one_point_that_explains_nothing():
    codes = np.full((50, 3), 0.1, np.float32)
    plane = principal_plane(codes)
    assert np.ptp(on_plane(codes, plane), axis=0).max() == 0
    np.testing.assert_array_equal(plane.variance_share, [0, 0])


def test_raw_axes_are_the_codes_themselves():
    codes = digit_codes(100, 5) + np.float32(2)
    plane = raw_plane(codes, (3, 1))
    np.testing.assert_allclose(on_plane(codes, plane), codes[:, [3, 1]], rtol=1e-6)
    shares = codes.var(axis=0) / codes.var(axis=0).sum()
    np.testing.assert_allclose(plane.variance_share, shares[[3, 1]], rtol=1e-4)


def test_the_only_latent_dimension_is_drawn_against_zero():
    codes = digit_codes(20, 1)
    np.testing.assert_array_equal(on_plane(codes, raw_plane(codes, (0, 1)))[:, 1], 0)


@pytest.mark.parametrize("axes", [(0, 4), (-1, 0), (2, 2)])
def test_axes_that_the_code_does_not_have_are_refused(axes):
    with pytest.raises(LatentLabError, match="from 1 to 4"):
        raw_plane(digit_codes(20, 4), axes)
