"""What a map's parameters do, and which are refused."""

import numpy as np
import pytest

from latentlab.errors import ConfigError, LatentLabError
from latentlab.latent.maps.map_settings import MapSettings
from tests.latent.real_codes import digit_codes, displacement, layouts_of


@pytest.mark.parametrize(
    "choice",
    [{"exaggeration": 0.5}, {"exaggeration": 101}, {"learning_rate": 0}, {"learning_rate": float("nan")},
     {"perplexity": float("nan")}, {"perplexity": float("inf")}, {"min_dist": 1.1}, {"start": "spectral"}],
)  # fmt: skip
def test_parameters_out_of_range_are_refused(choice):
    with pytest.raises(ConfigError, match=next(iter(choice))):
        MapSettings(**choice)


def test_the_early_phase_of_tsne_is_told():
    layouts = layouts_of(digit_codes(200, 4), MapSettings("tsne", iterations=300))
    assert {layout.iteration for layout in layouts if layout.is_early} == set(range(5, 251, 5))
    assert not any(layout.is_early for layout in layouts if layout.iteration > 250)


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_a_map_that_goes_on_has_no_early_phase(method):
    codes = digit_codes(200, 4)
    layouts = layouts_of(codes, MapSettings(method, iterations=20), start=codes[:, :2])
    assert not any(layout.is_early for layout in layouts)


def test_exaggeration_draws_the_early_map_together():
    codes = digit_codes(500, 4)
    kl = [
        layouts_of(codes, MapSettings("tsne", iterations=250, exaggeration=by))[-1].kl for by in (1.0, 30.0)
    ]
    assert kl[0] < kl[1]  # what is exaggerated is another goal


def test_a_small_learning_rate_takes_a_map_less_far():
    codes = digit_codes(300, 4)
    slow, fast = (
        layouts_of(codes, MapSettings("tsne", iterations=350, learning_rate=rate))[-1].kl
        for rate in (1.0, 100.0)
    )
    assert slow > 1.1 * fast


def test_a_learning_rate_that_no_map_survives_ends_with_a_map_or_a_sentence():
    settings = MapSettings("tsne", iterations=150, learning_rate=100_000)
    try:
        last = layouts_of(digit_codes(60, 4), settings)[-1]
    except LatentLabError:
        return
    assert np.isfinite(last.points).all()


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_a_random_start_is_another_for_another_seed_and_the_same_for_the_same(method):
    codes = digit_codes(200, 4)
    one, same, other, pca = (
        layouts_of(codes, MapSettings(method, iterations=5, start=start, seed=seed))[0].points
        for start, seed in (("random", 1), ("random", 1), ("random", 2), ("pca", 1))
    )
    np.testing.assert_array_equal(one, same)
    assert displacement(other, one) > 0.5
    assert displacement(pca, one) > 0.5
