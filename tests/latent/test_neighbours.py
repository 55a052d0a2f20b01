"""Neighbours: exact, never oneself, in pieces."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from latentlab.data.digits import open_digits
from latentlab.errors import LatentLabError
from latentlab.latent.neighbours.exact import NeighbourGraph, exact_neighbours
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.pieces import finished
from tests.latent.real_codes import digit_codes


def sorted_distances(codes: np.ndarray, count: int) -> np.ndarray:
    """What every neighbour search must find: (N, count) float64, by comparing all with all."""
    wide = codes.astype(np.float64)
    squared = ((wide[:, None] - wide[None]) ** 2).sum(axis=2)
    np.fill_diagonal(squared, np.inf)
    return np.sqrt(np.sort(squared, axis=1)[:, :count])


def assert_exact(graph: NeighbourGraph, codes: np.ndarray, count: int) -> None:
    count = min(count, len(codes) - 1)
    assert graph.indices.shape == graph.distances.shape == (len(codes), count)
    assert graph.indices.dtype == np.int32
    assert graph.distances.dtype == np.float32
    largest = float(np.abs(codes).max())
    np.testing.assert_allclose(
        graph.distances, sorted_distances(codes, count), rtol=1e-4, atol=1e-6 * largest
    )
    apart = np.linalg.norm(codes[graph.indices].astype(np.float64) - codes[:, None], axis=2)
    np.testing.assert_allclose(graph.distances, apart, rtol=1e-4, atol=1e-6 * largest)
    assert not (graph.indices == np.arange(len(codes))[:, None]).any(), "a code is its own neighbour"
    ordered = np.sort(graph.indices, axis=1)
    assert (ordered[:, 1:] != ordered[:, :-1]).all(), "a neighbour is named twice"


@pytest.mark.parametrize("dimensions", [1, 4, 12, 40])
def test_the_neighbours_are_those_that_comparing_all_with_all_finds(dimensions):
    codes = digit_codes(700, dimensions)
    assert_exact(finished(exact_neighbours(codes, 25)), codes, 25)


@given(
    codes=st.integers(1, 40).flatmap(
        lambda n: arrays(np.float32, (n, 2), elements=st.sampled_from([0.0, -0.0, 1.0, 2.5]))
    ),
    count=st.integers(1, 12),
)
def test_equal_codes_are_each_others_neighbours_and_never_their_own(codes, count):
    assert_exact(finished(exact_neighbours(codes, count)), codes, count)


@given(seed=st.integers(0, 1_000), copies=st.integers(1, 30))
def test_equal_codes_of_many_dimensions_are_handled_too(seed, copies):
    codes = np.random.default_rng(seed).normal(size=(12, 30)).astype(np.float32).repeat(copies, axis=0)
    assert_exact(finished(exact_neighbours(codes, 9)), codes, 9)


@given(seed=st.integers(0, 1_000), copies=st.integers(1, 30), count=st.integers(1, 12))
def test_equal_rows_of_bytes_are_handled_too(seed, copies, count):
    rows = np.random.default_rng(seed).integers(0, 256, (12, 30), np.uint8).repeat(copies, axis=0)
    assert_exact(finished(exact_neighbours(rows, count)), rows.astype(np.float32), count)


def test_pixels_have_the_same_neighbours_as_bytes_and_as_shares_of_one():
    pixels = open_digits().flat[::25]  # (200, 784)
    as_bytes = finished(exact_neighbours(pixels, 30))
    assert_exact(as_bytes, pixels.astype(np.float32), 30)
    as_shares = finished(exact_neighbours(pixels / np.float32(255), 30))
    assert (
        np.sort(as_bytes.indices) == np.sort(as_shares.indices)
    ).mean() > 0.999  # but for what is equally far


def test_pixels_are_never_float32_all_at_once():
    """As floats 70,000 digits take 220 MB, and every copy as much again."""
    pixels = np.random.default_rng(0).integers(0, 256, (12_000, 784), np.uint8)
    search = GraphCache().neighbours(pixels, 10)
    tracemalloc.start()
    try:
        for _ in range(3):
            next(search)
        assert tracemalloc.get_traced_memory()[1] < 4 * pixels.size / 2
    finally:
        tracemalloc.stop()


def test_ten_thousand_equal_codes_do_not_slow_the_search_of_the_others():
    codes = np.concatenate([np.zeros((10_000, 4), np.float32), digit_codes(300, 4)])
    searched = [event.done for event in exact_neighbours(codes, 15)]
    graph = finished(exact_neighbours(codes, 15))
    assert (graph.distances[:10_000] == 0).all()
    assert searched[1] == 10_000, "equal codes should need no search"
    assert len(np.unique(graph.indices[:10_000])) == 10_000, "equal codes should not all name the same few"


@pytest.mark.parametrize("size", [1e-30, 1e-6, 1e6, 1e14])
@pytest.mark.parametrize("dimensions", [4, 20])
def test_the_unit_of_the_codes_does_not_matter(size, dimensions):
    codes = digit_codes(300, dimensions)
    graph, scaled = (finished(exact_neighbours(codes * np.float32(by), 10)) for by in (1, size))
    assert (graph.indices == scaled.indices).mean() > 0.999  # rounding may swap two that are equally far


def test_a_code_far_away_does_not_blur_the_others():
    codes = np.concatenate([digit_codes(300, 4), np.full((1, 4), 1e14, np.float32)])
    alone, together = (finished(exact_neighbours(codes[:n], 10)) for n in (300, 301))
    np.testing.assert_array_equal(together.indices[:300], alone.indices)


def test_the_search_reports_every_piece_until_all_rows_are_done():
    done = [event.done for event in exact_neighbours(digit_codes(5_000, 4), 15)]
    assert done == sorted(done)
    assert done[0] == 0
    assert done[-1] == 5_000
    assert len(done) >= 5, "a stop is heard only between pieces"


def test_a_graph_gives_fewer_neighbours_without_another_search():
    codes = digit_codes(300, 4)
    wide, narrow = (finished(exact_neighbours(codes, count)) for count in (30, 10))
    np.testing.assert_array_equal(wide.nearest(10).indices, narrow.indices)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_codes_that_are_not_finite_are_refused_with_their_number(bad):
    codes = digit_codes(50, 4).copy()
    codes[[3, 7], 1] = bad
    with pytest.raises(LatentLabError, match="2 of 50"):
        next(exact_neighbours(codes, 5))
