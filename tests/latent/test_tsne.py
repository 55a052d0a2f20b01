"""t-SNE step by step is t-SNE."""

import numpy as np
import pytest

from latentlab.latent.maps.affinities import joint_probabilities
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.neighbours.exact import exact_neighbours
from latentlab.latent.pieces import finished
from tests.latent.real_codes import digit_codes, full_quality, last_points, layouts_of


def exact_kl(joint: np.ndarray, points: np.ndarray) -> float:
    """KL(P || Q) in nats, with all pairs in Q's sum: P (N, N), points (N, 2)."""
    wide = points.astype(np.float64)
    similarity = 1 / (1 + ((wide[:, None] - wide[None]) ** 2).sum(axis=2))
    np.fill_diagonal(similarity, 0)
    similarity /= similarity.sum()
    held = joint > 0
    return float((joint[held] * np.log(joint[held] / similarity[held])).sum())


def joint_of(codes: np.ndarray, perplexity: float = 30) -> np.ndarray:
    graph = finished(exact_neighbours(codes, int(3 * perplexity)))
    return finished(joint_probabilities(graph, perplexity)).toarray()


def test_the_affinities_are_opentsnes():
    from openTSNE.affinity import PerplexityBasedNN

    codes = digit_codes(500)
    theirs = PerplexityBasedNN(codes, perplexity=20, method="exact").P.toarray()
    ours = joint_of(codes, 20)
    assert ours.sum() == pytest.approx(1)
    np.testing.assert_allclose(ours, ours.T, rtol=1e-12)
    np.testing.assert_allclose(ours, theirs, atol=1e-3 * theirs.max())


@pytest.mark.long
def test_its_exact_kl_is_within_two_percent_of_opentsnes_one_call():
    from openTSNE import TSNE

    codes = digit_codes(1_000)
    joint = joint_of(codes)
    theirs = [np.asarray(TSNE(random_state=seed, neighbors="exact").fit(codes)) for seed in (0, 1)]
    ours = [last_points(codes, MapSettings("tsne", seed=seed)) for seed in (0, 1)]
    mean = [np.mean([exact_kl(joint, points) for points in maps]) for maps in (ours, theirs)]
    assert mean[0] < 1.02 * mean[1]


def test_the_kl_it_reports_is_that_of_its_own_places():
    codes = digit_codes(600)
    last = layouts_of(codes, MapSettings("tsne"))[-1]
    assert last.kl == pytest.approx(exact_kl(joint_of(codes), last.points / last.scale), rel=0.03)


def test_it_is_in_sight_from_the_first_iteration_and_ends_at_its_own_scale():
    layouts = layouts_of(digit_codes(600), MapSettings("tsne"))
    spreads = [layout.points.std(axis=0).max() for layout in layouts]
    assert min(spreads) > 1
    assert layouts[0].scale > 1e3
    assert layouts[-1].scale == 1


def test_a_perplexity_above_what_the_points_allow_is_lowered():
    codes = digit_codes(40)
    lowered, fitting = (last_points(codes, MapSettings("tsne", perplexity=p)) for p in (500, 13))
    np.testing.assert_allclose(lowered, fitting, atol=1e-4)


def test_it_keeps_its_numbers_with_more_threads():
    codes = digit_codes(1_500, 4)
    one, two = (last_points(codes, MapSettings("tsne", iterations=60, threads=n)) for n in (1, 2))
    np.testing.assert_allclose(one, two, rtol=1e-5)


def test_it_separates_digits_better_than_pca():
    codes = digit_codes(1_000)
    tsne, pca = (full_quality(codes, last_points(codes, MapSettings(method))) for method in ("tsne", "pca"))
    assert tsne.knn_recall.value > 3 * pca.knn_recall.value
    assert tsne.trustworthiness.value > 0.97 > pca.trustworthiness.value
