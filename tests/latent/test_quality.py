"""Quality of maps: equal to scikit-learn's, honest about sampling."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import LatentLabError
from latentlab.latent.pieces import finished
from latentlab.latent.quality import map_quality
from tests.latent.real_codes import digit_codes, full_quality


@given(seed=st.integers(0, 1_000), total=st.integers(8, 60), k=st.integers(1, 15))
def test_trustworthiness_and_continuity_are_scikit_learns_when_all_points_are_asked(seed, total, k):
    from sklearn.manifold import trustworthiness

    k = min(k, (total - 1) // 2)
    rng = np.random.default_rng(seed)
    codes = rng.normal(size=(total, 5)).astype(np.float32)
    points = (codes[:, :2] + rng.normal(size=(total, 2))).astype(np.float32)
    ours = finished(map_quality(codes, points, k=k, queries=total))
    assert ours.trustworthiness.value == pytest.approx(
        trustworthiness(codes, points, n_neighbors=k), abs=1e-6
    )
    assert ours.continuity.value == pytest.approx(trustworthiness(points, codes, n_neighbors=k), abs=1e-6)


def test_recall_is_the_share_of_neighbours_that_the_map_kept():
    codes = digit_codes(500, 6)
    points = codes[:, :2]
    near_codes, near_points = (
        np.argsort(np.linalg.norm(places[:, None] - places[None], axis=2), axis=1)[:, 1:16]
        for places in (codes, points)
    )
    kept = [len(set(a) & set(b)) / 15 for a, b in zip(near_codes, near_points, strict=True)]
    assert full_quality(codes, points).knn_recall.value == pytest.approx(np.mean(kept), abs=1e-3)


def test_a_map_that_is_the_codes_is_perfect_in_all_measures():
    codes = digit_codes(300, 2)
    quality = full_quality(codes, codes * np.float32(1e-3) + np.float32(7))
    for measure in (quality.trustworthiness, quality.continuity, quality.knn_recall):
        assert measure.value == pytest.approx(1, abs=2e-3)


def test_the_standard_error_covers_what_asking_all_points_says():
    codes = digit_codes(1_000, 8)
    points = codes[:, :2]
    whole = full_quality(codes, points)
    misses = []
    for seed in range(40):
        sampled = finished(map_quality(codes, points, queries=100, seed=seed))
        for name in ("trustworthiness", "continuity", "knn_recall"):
            estimate, truth = getattr(sampled, name), getattr(whole, name)
            assert truth.se == 0
            misses.append((estimate.value - truth.value) / estimate.se)
    assert 0.7 < np.std(misses) < 1.4  # 1 for an honest error bar


def test_the_same_seed_asks_the_same_points():
    codes = digit_codes(500, 6)
    first, second, other = (
        finished(map_quality(codes, codes[:, :2], queries=50, seed=seed)) for seed in (3, 3, 4)
    )
    assert first == second != other


def test_small_maps_lower_the_size_of_the_neighbourhood():
    quality = full_quality(digit_codes(8, 3), digit_codes(8, 2))
    assert quality.k == 3


def test_equal_codes_still_give_numbers():
    quality = full_quality(np.zeros((40, 3), np.float32), digit_codes(40, 2))
    assert 0 <= quality.trustworthiness.value <= 1
    assert 0 <= quality.continuity.value <= 1


def test_three_points_are_too_few_to_judge():
    with pytest.raises(LatentLabError, match="at least 4"):
        full_quality(digit_codes(3, 3), digit_codes(3, 2))
