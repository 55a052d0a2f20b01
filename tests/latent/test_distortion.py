"""Local distortion: how much of each point's neighbourhood a map tore apart."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from latentlab.errors import LatentLabError
from latentlab.latent.distortion import local_distortion
from latentlab.latent.neighbours import graph_cache
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.pieces import finished
from tests.latent.real_codes import digit_codes, full_quality


def is_clear_cut(far: np.ndarray, k: int) -> bool:
    """Whether no point's neighbour after the k-th is as far as the k-th but for rounding: both may count."""
    ranked = np.sort(far, axis=1)  # (N, N), itself first
    last, next_one = ranked[:, k], ranked[:, k + 1]
    return bool((next_one > last * (1 + 2e-5)).all())


@given(seed=st.integers(0, 100_000), total=st.integers(4, 60), k=st.integers(1, 15))
def test_the_distortion_of_a_point_is_the_share_of_its_neighbours_that_the_map_lost(seed, total, k):
    rng = np.random.default_rng(seed)
    codes = rng.normal(size=(total, 5)).astype(np.float32)
    points = (codes[:, :2] + rng.normal(size=(total, 2))).astype(np.float32)
    k = min(k, (total - 1) // 2)
    far_codes, far_points = (
        np.linalg.norm(places[:, None] - places[None], axis=2) for places in (codes, points)
    )
    assume(all(is_clear_cut(far, k) for far in (far_codes, far_points)))
    near_codes, near_points = (np.argsort(far, axis=1)[:, 1 : k + 1] for far in (far_codes, far_points))
    lost = [1 - len(set(a) & set(b)) / k for a, b in zip(near_codes, near_points, strict=True)]
    np.testing.assert_allclose(finished(local_distortion(codes, points, k)), lost, atol=1e-6)


def test_its_mean_is_what_neighbour_recall_leaves():
    codes = digit_codes(600, 6)
    distortion = finished(local_distortion(codes, codes[:, :2]))
    assert 1 - distortion.mean() == pytest.approx(
        full_quality(codes, codes[:, :2]).knn_recall.value, abs=1e-3
    )


def test_only_the_torn_part_of_a_map_is_distorted():
    codes = digit_codes(400, 2)
    points = codes.copy()
    torn = np.arange(400) < 60
    points[torn] = np.random.default_rng(0).permutation(points[torn]) + np.float32(1e3)
    distortion = finished(local_distortion(codes, points, k=5))
    assert distortion[torn].mean() > 0.8
    assert distortion[~torn].mean() < 0.3


@pytest.mark.parametrize("scale", [1e-12, 1.0, 1e12])
def test_a_map_that_is_the_codes_is_nowhere_distorted_at_any_scale(scale):
    codes = digit_codes(300, 2)
    assert finished(local_distortion(codes, codes * np.float32(scale))).max() == 0


def test_equal_codes_are_never_torn_apart():
    spread = digit_codes(60, 2)
    equal = np.zeros((60, 3), np.float32)
    assert finished(local_distortion(equal, spread)).max() == 0
    assert finished(local_distortion(spread, np.zeros((60, 2), np.float32))).max() == 0


def test_maps_in_three_dimensions_are_judged_too():
    codes = digit_codes(300, 3)
    assert finished(local_distortion(codes, codes)).max() == 0


@pytest.mark.parametrize("total", [1, 2])
def test_too_few_points_have_no_neighbourhood_to_lose(total):
    assert finished(local_distortion(digit_codes(total, 3), digit_codes(total, 2))).tolist() == [0] * total


def test_the_graph_of_the_maps_is_used_where_it_is_kept(monkeypatch):
    codes = digit_codes(300, 6)
    graphs = GraphCache()
    finished(graphs.neighbours(codes, 30))
    expected = finished(local_distortion(codes, codes[:, :2]))
    monkeypatch.setattr(graph_cache, "exact_neighbours", None)
    np.testing.assert_array_equal(finished(local_distortion(codes, codes[:, :2], graphs=graphs)), expected)


def test_each_code_needs_a_place():
    with pytest.raises(LatentLabError, match="as many places"):
        finished(local_distortion(digit_codes(10, 3), digit_codes(9, 2)))
