"""Quality of maps: equal to scikit-learn's, honest about sampling."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from latentlab.data.digits import open_digits
from latentlab.errors import LatentLabError
from latentlab.latent import spaces
from latentlab.latent.pieces import finished
from latentlab.latent.quality import MapQuality, judge_map, map_quality
from tests.latent.real_codes import digit_codes, full_quality


def least_gap(places: np.ndarray) -> float:
    """How far the squares of two points' distances from a third are apart at least, of the largest norm's."""
    squares = ((places[:, None].astype(float) - places[None]) ** 2).sum(axis=2)
    np.fill_diagonal(squares, np.inf)
    ranked = np.sort(squares, axis=1)[:, :-1]
    return float(np.diff(ranked, axis=1).min() / (places.astype(float) ** 2).sum(axis=1).max())


@given(seed=st.integers(0, 100_000), total=st.integers(8, 60), k=st.integers(1, 15))
def test_trustworthiness_and_continuity_are_scikit_learns_when_all_points_are_asked(seed, total, k):
    from sklearn.manifold import trustworthiness

    k = min(k, (total - 1) // 2)
    rng = np.random.default_rng(seed)
    codes = rng.normal(size=(total, 5)).astype(np.float32)
    points = (codes[:, :2] + rng.normal(size=(total, 2))).astype(np.float32)
    # Two points as far off but for rounding are ranked either way, here and there.
    assume(all(least_gap(places) > 1e-6 for places in (codes, points)))
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


MEASURES = ("trustworthiness", "continuity", "knn_recall")


def digit_images(count: int) -> np.ndarray:
    """Bundled digits of all classes: (count, 784) uint8."""
    images = open_digits().flat
    return images[np.linspace(0, len(images) - 1, count).astype(int)]


def forbid_differences(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("_DIRECT_VALUES", "_WIDE_VALUES"):
        monkeypatch.setattr(spaces, limit, 0)


@pytest.fixture(params=["by differences", "by products"])
def way(request, monkeypatch):
    """Both ways to measure: what is small is measured by differences unless told otherwise."""
    if request.param == "by products":
        forbid_differences(monkeypatch)
    return request.param


@pytest.mark.parametrize("dimensions", [2, 8, 64])
@pytest.mark.parametrize("threads", [1, 2])
def test_a_map_judged_by_codes_and_pixels_is_judged_as_scikit_learn_does(way, dimensions, threads):
    from sklearn.manifold import trustworthiness

    images, codes = digit_images(400), digit_codes(400, dimensions)
    points = digit_codes(400, 5)[:, 3:]
    tolerance = 1e-6 if way == "by differences" else 1e-5  # a few ranks of what is equally far in float32
    verdict = finished(judge_map(points, codes, images, queries=400, threads=threads))
    for quality, made, by in (
        (verdict.against_codes, points, codes),
        (verdict.against_pixels, points, images.astype(np.float64)),
        (verdict.codes_against_pixels, codes, images.astype(np.float64)),
    ):
        expected = [trustworthiness(by, made, n_neighbors=15), trustworthiness(made, by, n_neighbors=15)]
        assert [quality.trustworthiness.value, quality.continuity.value] == pytest.approx(
            expected, abs=tolerance
        )


def test_a_verdict_holds_what_each_comparison_alone_says():
    images, codes, points = digit_images(300), digit_codes(300, 6), digit_codes(300, 2)
    verdict = finished(judge_map(points, codes, images, queries=100, seed=5))
    assert verdict.against_codes == finished(map_quality(codes, points, queries=100, seed=5))
    assert verdict.against_pixels == finished(map_quality(images, points, queries=100, seed=5))
    assert verdict.codes_against_pixels == finished(map_quality(images, codes, queries=100, seed=5))


def test_without_images_only_the_codes_judge_the_map():
    verdict = finished(judge_map(digit_codes(50, 2), digit_codes(50, 6)))
    assert verdict.against_pixels is None
    assert verdict.codes_against_pixels is None


@pytest.mark.parametrize("dimensions", [2, 3])
def test_a_map_in_three_dimensions_that_is_the_codes_is_perfect(way, dimensions):
    codes = digit_codes(500, dimensions)
    quality = full_quality(codes, codes)
    assert [getattr(quality, name).value for name in MEASURES] == pytest.approx([1, 1, 1])


def test_a_shuffled_map_is_no_better_than_chance():
    codes = digit_codes(1_500, 8)
    quality = full_quality(codes, np.random.default_rng(0).permutation(codes[:, :2]))
    assert quality.trustworthiness.value == pytest.approx(0.5, abs=0.02)
    assert quality.continuity.value == pytest.approx(0.5, abs=0.02)
    assert quality.knn_recall.value == pytest.approx(15 / 1_499, abs=0.005)


def test_crowds_of_equal_codes_are_no_strangers_to_each_other(monkeypatch):
    """Which of the equal ones are found is chance; that the others are no farther is not."""
    rng = np.random.default_rng(0)
    codes = rng.normal(size=(400, 40)).astype(np.float32)
    codes[:200] = codes[0]
    points = codes[:, :2] + rng.normal(size=(400, 2))
    exact = full_quality(codes, points)
    forbid_differences(monkeypatch)
    by_products = full_quality(codes, points)
    for name in MEASURES[:2]:
        assert getattr(by_products, name).value == pytest.approx(getattr(exact, name).value, abs=5e-3)
    monkeypatch.undo()
    assert full_quality(codes[:200], points[:200]).trustworthiness.value == 1


def test_asking_some_points_has_the_error_bar_that_asking_others_shows():
    """Many samples of one whole: 68% of the intervals of one error, 95% of those of two hold its value."""
    images, codes, points = digit_images(400), digit_codes(400, 8), digit_codes(400, 2)
    whole = finished(judge_map(points, codes, images, queries=400))
    misses = np.array(
        [
            _misses(finished(judge_map(points, codes, images, queries=40, seed=seed)).against_pixels, whole)
            for seed in range(60)
        ]
    )
    assert 0.6 < (np.abs(misses) < 1).mean() < 0.78
    assert (np.abs(misses) < 2).mean() > 0.9


def _misses(sampled: MapQuality | None, whole: object) -> list[float]:
    assert sampled is not None
    truth = whole.against_pixels  # type: ignore[attr-defined]
    estimates = [(getattr(sampled, name), getattr(truth, name).value) for name in MEASURES]
    return [(estimate.value - value) / estimate.se for estimate, value in estimates]


def test_a_neighbourhood_larger_than_the_map_is_lowered():
    assert finished(map_quality(digit_codes(30, 3), digit_codes(30, 2), k=500)).k == 14


def test_codes_that_are_no_numbers_are_refused():
    codes = digit_codes(20, 3).copy()
    codes[3, 1] = np.nan
    with pytest.raises(LatentLabError, match="finite"):
        finished(map_quality(codes, digit_codes(20, 2)))


def test_it_can_be_stopped_between_its_pieces_with_a_helper_at_work():
    stages = judge_map(digit_codes(400, 2), digit_codes(400, 6), digit_images(400), threads=2)
    assert next(stages).what == "quality"
    next(stages)
    stages.close()


@given(
    values=st.lists(st.integers(0, 30), min_size=1, max_size=400),
    count=st.integers(1, 20),
)
def test_the_smallest_values_are_found_whatever_their_order_and_ties(values, count):
    given = np.array(values, np.float32)
    count = min(count, len(given))
    found = spaces.smallest(given, count)
    assert len(set(found.tolist())) == count
    assert sorted(given[found]) == sorted(values)[:count]
