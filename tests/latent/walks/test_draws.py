"""Codes by chance are spread as they say."""

import numpy as np
import pytest

from latentlab.latent.walks.draws import DRAWS
from tests.latent.real_codes import digit_codes


def drawn(name: str, codes: np.ndarray, count: int = 3_000) -> np.ndarray:
    rng = np.random.default_rng(1)
    return np.stack([DRAWS[name](codes, rng) for _ in range(count)])


def test_gaussian_draws_have_the_mean_and_covariance_of_the_codes():
    codes = digit_codes(800, 3)
    draws = drawn("gaussian", codes)
    np.testing.assert_allclose(draws.mean(axis=0), codes.mean(axis=0), atol=0.2)
    np.testing.assert_allclose(np.cov(draws.T), np.cov(codes.T), atol=0.12 * np.cov(codes.T).max())


def test_density_draws_fall_into_groups_where_gaussian_ones_fall_between():
    rng = np.random.default_rng(0)
    codes = np.concatenate([rng.normal(-10, 0.1, (400, 2)), rng.normal(10, 0.1, (400, 2))]).astype(np.float32)
    between = {
        name: (np.abs(drawn(name, codes, 500)) < 4).all(axis=1).mean() for name in ("density", "gaussian")
    }
    assert between["density"] < 0.15 < 0.25 < between["gaussian"]


def test_draws_from_the_prior_heed_no_codes():
    draws = drawn("prior", np.full((10, 2), 100.0, np.float32))
    np.testing.assert_allclose(draws.mean(axis=0), 0, atol=0.1)
    np.testing.assert_allclose(draws.std(axis=0), 1, atol=0.1)


@pytest.mark.parametrize("name", DRAWS)
def test_one_code_alone_can_be_drawn_from(name):
    draw = DRAWS[name](np.ones((1, 4), np.float32), np.random.default_rng(0))
    assert draw.shape == (4,)
    assert np.isfinite(draw).all()
