"""UMAP epoch by epoch is UMAP."""

import os
import subprocess
import sys
import threading
import warnings
from pathlib import Path

import numpy as np
import pytest

from latentlab.latent.maps import umap_kernel
from latentlab.latent.maps.edge_sampling import edge_sampling
from latentlab.latent.maps.fuzzy_graph import FuzzyGraph, fuzzy_graph
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.umap import curve_parameters
from latentlab.latent.neighbours.exact import exact_neighbours
from latentlab.latent.pieces import finished
from tests.latent.real_codes import digit_codes, full_quality, last_points


def graph_of(codes: np.ndarray) -> FuzzyGraph:
    return finished(fuzzy_graph(finished(exact_neighbours(codes, 14))))


def as_matrix(graph: FuzzyGraph, total: int) -> np.ndarray:
    matrix = np.zeros((total, total), np.float32)
    matrix[graph.head, graph.tail] = graph.weight
    return matrix


@pytest.mark.long
@pytest.mark.parametrize("crowded", [False, True])
def test_the_fuzzy_graph_is_umap_learns(crowded):
    warnings.simplefilter("ignore")
    from umap.umap_ import fuzzy_simplicial_set

    codes = digit_codes(800, 6)
    if crowded:
        codes = np.concatenate([codes, codes[:200], codes[:100], codes[:100]])
    neighbours = finished(exact_neighbours(codes, 14))
    itself = np.arange(len(codes))[:, None]
    theirs, _, _ = fuzzy_simplicial_set(
        codes, 15, np.random.RandomState(0), "euclidean",
        knn_indices=np.hstack([itself, neighbours.indices]).astype(np.int64),
        knn_dists=np.hstack([0 * itself, neighbours.distances]).astype(np.float32),
    )  # fmt: skip
    np.testing.assert_allclose(as_matrix(graph_of(codes), len(codes)), theirs.toarray(), atol=2e-4)


@pytest.mark.long
@pytest.mark.parametrize("min_dist", [0.0, 0.1, 0.5, 0.99])
def test_the_curve_is_umap_learns(min_dist):
    warnings.simplefilter("ignore")
    from umap.umap_ import find_ab_params

    np.testing.assert_allclose(curve_parameters(min_dist), find_ab_params(1.0, min_dist), rtol=1e-5)


def test_the_fuzzy_graph_is_symmetric_and_each_point_is_bound_to_its_nearest():
    matrix = as_matrix(graph_of(digit_codes(500)), 500)
    np.testing.assert_array_equal(matrix, matrix.T)
    assert (matrix.diagonal() == 0).all()
    np.testing.assert_allclose(matrix.max(axis=1), 1, atol=1e-6)


@pytest.mark.long
def test_it_keeps_as_many_neighbours_as_umap_learn():
    warnings.simplefilter("ignore")
    import umap

    codes = digit_codes(2_000)
    ours = [full_quality(codes, last_points(codes, MapSettings("umap", seed=seed))) for seed in range(3)]
    theirs = [
        full_quality(codes, umap.UMAP(random_state=seed, n_jobs=1).fit_transform(codes)) for seed in range(3)
    ]
    for measure in ("knn_recall", "trustworthiness", "continuity"):
        mine, umaps = (np.mean([getattr(q, measure).value for q in maps]) for maps in (ours, theirs))
        assert mine > umaps - 0.01, f"{measure} {mine:.3f} against {umaps:.3f}"


def test_two_threads_keep_as_many_neighbours_as_one():
    codes = digit_codes(1_000)
    one, two = (
        full_quality(codes, last_points(codes, MapSettings("umap", threads=threads))) for threads in (1, 2)
    )
    assert two.knn_recall.value == pytest.approx(one.knn_recall.value, abs=0.02)


def test_threads_share_all_edges_by_their_heads():
    graph = graph_of(digit_codes(400))
    whole = edge_sampling(graph, 400, 500, np.random.default_rng(0), mid_way=True)
    parts = whole.split(3)
    assert len(parts) == 3
    np.testing.assert_array_equal(np.concatenate([part.head for part in parts]), whole.head)
    np.testing.assert_array_equal(np.concatenate([part.next_sample for part in parts]), whole.next_sample)
    heads = [set(part.head) for part in parts]
    assert not heads[0] & heads[1]
    assert not heads[1] & heads[2]
    parts[1].next_sample[0] = -1
    assert (whole.next_sample == -1).sum() == 1, "a share must be the whole's own memory"


def test_a_graph_renewed_every_few_epochs_still_draws_its_weaker_edges():
    graph = graph_of(digit_codes(400))
    for mid_way, expected in ((False, 0), (True, 0.1)):
        sampling = edge_sampling(graph, 400, 500, np.random.default_rng(0), mid_way)
        weak = sampling.period > 20
        assert weak.sum() > 100
        assert (sampling.next_sample[weak] <= 5).mean() == pytest.approx(expected, abs=0.1)


def test_edges_too_weak_to_be_drawn_once_are_dropped():
    graph = FuzzyGraph(
        np.array([0, 0, 1], np.int32), np.array([1, 2, 0], np.int32), np.array([1, 0.009, 0.5], np.float32)
    )
    np.testing.assert_array_equal(
        edge_sampling(graph, 3, 100, np.random.default_rng(0), False).period, [1, 2]
    )


def test_a_smaller_distance_draws_neighbours_closer():
    codes = digit_codes(500)
    tight, loose = (last_points(codes, MapSettings("umap", min_dist=d)) for d in (0.0, 0.9))

    def nearest(points: np.ndarray) -> float:
        return float(np.median(finished(exact_neighbours(points, 1)).distances))

    assert nearest(tight) < 0.5 * nearest(loose)


def test_two_threads_may_ask_for_the_kernel_at_once(monkeypatch):
    monkeypatch.setattr(umap_kernel, "_compiled", [])
    kernels = []
    askers = [threading.Thread(target=lambda: kernels.append(umap_kernel.epoch_kernel())) for _ in range(4)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    assert len(kernels) == 4
    assert all(kernel is kernels[0] for kernel in kernels)


def in_a_new_process(script: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-W", "ignore:Tensorflow not installed", "-c", script],
        capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


SMALL_MAP = """
import numpy as np, sys
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.projection import project
codes = np.random.default_rng(0).normal(size=(100, 4)).astype(np.float32)
for event in project(codes, MapSettings("umap", iterations=20)): pass
assert np.isfinite(event.points).all() and event.done
"""


def test_a_map_loads_nothing_of_umap_but_its_kernel(tmp_path):
    script = (
        SMALL_MAP + "print([n for n in sys.modules if n.split('.')[0] in ('umap', 'pynndescent', 'torch')])"
    )
    assert in_a_new_process(script, NUMBA_CACHE_DIR=str(tmp_path)) == "[]"
    assert list(tmp_path.rglob("layouts._optimize_layout_euclidean_single_epoch*.nbc"))


def test_the_kernel_is_kept_in_a_private_folder(tmp_path):
    environment = {"XDG_CACHE_HOME": str(tmp_path), "NUMBA_CACHE_DIR": ""}
    in_a_new_process(SMALL_MAP, **environment)
    folder = tmp_path / "latentlab" / "numba"
    assert list(folder.rglob("layouts.*.nbc"))
    assert folder.stat().st_mode & 0o077 == 0


def test_a_cache_that_cannot_be_written_costs_only_time(tmp_path: Path):
    (tmp_path / "latentlab").write_text("a file where the folder should be")
    in_a_new_process(SMALL_MAP, XDG_CACHE_HOME=str(tmp_path), NUMBA_CACHE_DIR="")


@pytest.mark.long
def test_the_whole_of_umap_can_still_be_imported_afterwards():
    script = (
        SMALL_MAP
        + "import umap; print(umap.UMAP(n_epochs=11, n_jobs=1).fit_transform(codes).shape, umap.layouts.clip)"
    )
    assert in_a_new_process(script).startswith("(100, 2)")
