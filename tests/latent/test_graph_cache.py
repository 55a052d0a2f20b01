"""One neighbour graph serves all that ask for it."""

import numpy as np
import pytest

from latentlab.errors import LatentLabError
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.projection import project
from latentlab.latent.neighbours.exact import exact_neighbours
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.pieces import finished
from tests.latent.real_codes import digit_codes
from tests.searches import counted_searches


@pytest.fixture
def asked(monkeypatch):
    return counted_searches(monkeypatch)


def test_fewer_neighbours_are_cut_from_the_graph_that_is_there(asked):
    codes, graphs = digit_codes(300, 4), GraphCache()
    many, few = (finished(graphs.neighbours(codes, count)) for count in (40, 7))
    alone = finished(exact_neighbours(codes, 7))
    assert asked == [40]
    assert (many.count, few.count) == (40, 7)
    np.testing.assert_array_equal(few.indices, alone.indices)
    np.testing.assert_allclose(few.distances, alone.distances, rtol=1e-6)


def test_more_neighbours_are_computed_anew(asked):
    codes, graphs = digit_codes(300, 4), GraphCache()
    for count in (7, 40, 12):
        assert finished(graphs.neighbours(codes, count)).count == count
    assert asked == [7, 40]


def test_more_neighbours_than_there_are_others_are_asked_for_once(asked):
    codes, graphs = digit_codes(20, 4), GraphCache()
    for _ in range(2):
        assert finished(graphs.neighbours(codes, 50)).count == 19
    assert asked == [50]


def test_equal_codes_in_another_array_need_no_new_search(asked):
    codes, graphs = digit_codes(300, 4), GraphCache()
    finished(graphs.neighbours(codes, 9))
    finished(graphs.neighbours(codes.copy(), 9))
    assert asked == [9]


def test_codes_changed_in_place_are_searched_anew(asked):
    codes, graphs = digit_codes(300, 4).copy(), GraphCache()
    before = finished(graphs.neighbours(codes, 9))
    codes[0] = codes[150]
    after = finished(graphs.neighbours(codes, 9))
    assert asked == [9, 9]
    assert after.indices[0, 0] == 150 != before.indices[0, 0]


def test_the_same_numbers_in_another_shape_are_other_codes(asked):
    codes, graphs = digit_codes(300, 4), GraphCache()
    finished(graphs.neighbours(codes, 9))
    finished(graphs.neighbours(codes.reshape(600, 2), 9))
    assert asked == [9, 9]


def test_a_search_given_up_leaves_nothing_behind(asked):
    codes, graphs = digit_codes(3_000, 4), GraphCache()
    search = graphs.neighbours(codes, 9)
    next(search)
    search.close()
    finished(graphs.neighbours(codes, 9))
    assert asked == [9, 9]


def test_a_cleared_cache_computes_anew(asked):
    codes, graphs = digit_codes(300, 4), GraphCache()
    finished(graphs.neighbours(codes, 9))
    graphs.clear()
    finished(graphs.neighbours(codes, 9))
    assert asked == [9, 9]


def test_codes_without_neighbours_are_refused():
    with pytest.raises(LatentLabError, match="finite"):
        finished(GraphCache().neighbours(np.full((5, 2), np.nan), 3))


@pytest.mark.parametrize("order", [("umap", "tsne", "umap"), ("tsne", "umap", "tsne")])
def test_umap_and_tsne_of_the_same_codes_search_once(asked, order):
    codes, graphs = digit_codes(300, 4), GraphCache()
    for method in order:
        for _ in project(codes, MapSettings(method, iterations=5), graphs=graphs):
            pass
    assert asked == [90]


def test_codes_that_stream_in_are_searched_for_no_more_than_the_method_needs(asked):
    codes = digit_codes(300, 4)
    run = project(codes, MapSettings("umap", iterations=20), graphs=GraphCache())
    next(run)
    run.send(codes * np.float32(2))
    for _ in run:
        pass
    assert asked == [90, 14]
