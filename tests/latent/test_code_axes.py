"""Axes of codes: the dimensions as they are, and the principal axes as scikit-learn has them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.decomposition import PCA

from latentlab.errors import ConfigError, LatentLabError
from latentlab.latent.code_axes import AXIS_KINDS, code_axes


def some_codes(seed: int = 0, latent: int = 6) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return (rng.normal(size=(500, latent)) @ rng.normal(size=(latent, latent)) + 3).astype(np.float32)


def test_dimensions_are_the_codes_own_values_with_their_quantiles():
    codes = some_codes()
    axes = code_axes(codes, "dimensions")
    assert np.array_equal(axes.coordinates(codes[3]), codes[3])
    assert np.allclose(axes.low, np.quantile(codes, 0.01, axis=0), atol=1e-5)
    assert np.allclose(axes.high, np.quantile(codes, 0.99, axis=0), atol=1e-5)
    assert np.allclose(axes.spread, codes.std(axis=0), rtol=1e-4)
    assert axes.share.sum() == pytest.approx(1)


def test_principal_axes_and_their_shares_are_those_of_scikit_learn():
    codes = some_codes()
    axes, known = code_axes(codes, "principal"), PCA().fit(codes.astype(np.float64))
    assert np.allclose(axes.share, known.explained_variance_ratio_, atol=1e-5)
    for own, theirs in zip(axes.directions.T, known.components_, strict=True):
        assert abs(own @ theirs) == pytest.approx(1, abs=1e-4)
    assert (np.diff(axes.spread) <= 1e-9).all()
    assert np.allclose(axes.mean, 0, atol=1e-4)


def test_more_dimensions_than_codes_have_axes_of_no_share_at_right_angles():
    codes = some_codes(latent=200)[:20]
    axes = code_axes(codes, "principal")
    assert np.allclose(axes.directions.T @ axes.directions, np.eye(200), atol=1e-8)
    assert axes.share[:19].sum() == pytest.approx(1, abs=1e-6)


@given(
    arrays(np.float32, (12, 3), elements=st.floats(-1e3, 1e3, width=32)),
    st.sampled_from(AXIS_KINDS),
)
def test_coordinates_lead_back_to_the_code(codes: np.ndarray, kind):
    axes = code_axes(codes, kind)
    back = axes.codes(axes.coordinates(codes))
    assert np.allclose(back, codes, atol=1e-3 * max(1.0, float(np.abs(codes).max())))
    assert (axes.high > axes.low).all()


@given(st.sampled_from(AXIS_KINDS), st.lists(st.integers(0, 5), max_size=6), st.integers(0, 40))
def test_some_coordinates_are_those_among_all(kind, some, count):
    codes = some_codes()
    axes = code_axes(codes, kind)
    among_all = axes.coordinates(codes[:count])[:, some]
    assert np.allclose(axes.coordinates(codes[:count], some), among_all, rtol=1e-12, atol=1e-12)


def test_codes_that_do_not_vary_have_a_range_to_move_in():
    axes = code_axes(np.full((10, 2), 5, np.float32), "dimensions")
    assert np.allclose(axes.low, 4)
    assert np.allclose(axes.high, 6)
    assert (axes.share == 0).all()


def test_codes_that_ran_away_and_axes_of_another_kind_are_refused():
    with pytest.raises(LatentLabError, match="finite"):
        code_axes(np.full((3, 2), np.nan, np.float32), "principal")
    with pytest.raises(ConfigError, match="axes"):
        code_axes(some_codes(), "diagonals")
