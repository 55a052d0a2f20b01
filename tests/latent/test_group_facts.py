"""What is told of selected points is what plain loops over real digits find."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.data.digits import open_digits
from latentlab.latent.group_images import group_images
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.pieces import finished
from latentlab.latent.vicinity import middle_of, nearest_images, nearest_to, shared, vicinity
from tests.latent.real_codes import digit_codes

COUNT = 1_200


@pytest.fixture(scope="module")
def digits():
    """Pixels, an order of some of them, and their codes with a decoder that is a plain linear one."""
    images = open_digits().flat
    order = np.random.default_rng(0).permutation(len(images))[:COUNT]
    mean = images[order].mean(axis=0) / 255
    basis = np.linalg.svd(images[order] / 255 - mean, full_matrices=False)[2][:6]
    codes = ((images[order] / 255 - mean) @ basis.T).astype(np.float32)

    def decode(rows):
        return (rows @ basis + mean).astype(np.float32)

    return images, order, codes, decode


def test_means_and_worst_are_those_of_a_plain_loop(digits):
    images, order, codes, decode = digits
    rows = np.flatnonzero(np.arange(COUNT) % 2 == 0)  # more than one piece
    told = finished(group_images(images, order, rows, codes, decode, 5))
    originals = np.array([images[order[row]] / 255 for row in rows])
    rebuilt = np.array([decode(codes[row : row + 1])[0] for row in rows])
    errors = ((originals - rebuilt) ** 2).mean(axis=1)
    assert np.allclose(told.mean_original, originals.mean(axis=0), atol=1e-5)
    assert np.allclose(told.mean_rebuilt, rebuilt.mean(axis=0), atol=1e-5)
    assert told.mean_error == pytest.approx(errors.mean(), rel=1e-4)
    assert told.worst.tolist() == rows[np.argsort(-errors)[:5]].tolist()
    assert np.allclose(told.errors, np.sort(errors)[::-1][:5], rtol=1e-4)
    assert np.allclose(told.rebuilt, rebuilt[np.argsort(-errors)[:5]], atol=1e-5)


def test_without_a_decoder_the_originals_have_a_mean_all_the_same(digits):
    images, order, codes, _ = digits
    told = finished(group_images(images, order, np.array([3, 7]), codes, None, 5))
    assert np.allclose(told.mean_original, images[order[[3, 7]]].mean(axis=0) / 255, atol=1e-6)
    assert told.mean_rebuilt is None
    assert len(told.worst) == 0


def test_rows_that_are_not_on_the_map_are_left_out(digits):
    images, order, codes, decode = digits
    told = finished(group_images(images, order, np.array([3, 900]), codes[:500], decode, 5))
    assert told.worst.tolist() == [3]
    assert finished(group_images(images, order, np.array([900]), codes[:500], decode, 5)) is None
    assert middle_of(codes[:500], np.array([900])) is None


def test_the_middle_is_the_medoid_of_squared_distances(digits):
    _, _, codes, _ = digits
    rows = np.arange(100, 180)
    sums = [sum(((codes[a] - codes[b]).astype(float) ** 2).sum() for b in rows) for a in rows]
    assert middle_of(codes, rows) == rows[int(np.argmin(sums))]


def test_neighbours_in_codes_are_those_of_a_plain_sort_and_of_the_shared_graph(digits):
    images, order, codes, _ = digits
    graphs = GraphCache()
    for row in (0, 17, 1_199):
        away = np.linalg.norm(codes.astype(float) - codes[row], axis=1)
        away[row] = np.inf
        near = nearest_to(codes, row, 10)
        assert near.rows.tolist() == np.argsort(away, kind="stable")[:10].tolist()
        assert np.allclose(near.distances, np.sort(away)[:10])
        alone = finished(vicinity(row, 10, codes, None, None, order, graphs))
        assert alone.codes.rows.tolist() == near.rows.tolist()
    finished(graphs.neighbours(codes, 15))
    assert graphs.kept(codes, 10) is not None
    assert graphs.kept(codes + 1, 10) is None, "other codes"
    assert graphs.kept(codes, 40) is None, "it has not so many"
    by_graph = finished(vicinity(17, 10, codes, None, images, order, graphs))
    assert set(by_graph.codes.rows) == set(nearest_to(codes, 17, 10).rows)


def test_neighbours_in_pixels_are_exact(digits):
    images, order, _, _ = digits
    near = finished(nearest_images(images, order, 5, 12))
    away = np.linalg.norm(images[order].astype(float) / 255 - images[order[5]] / 255, axis=1)
    away[5] = np.inf
    assert near.rows.tolist() == np.argsort(away, kind="stable")[:12].tolist()
    assert np.allclose(near.distances, np.sort(away)[:12])


@given(st.integers(1, 12), st.integers(1, 20), st.integers(0, 50))
def test_there_are_never_more_neighbours_than_others_and_never_the_point_itself(count, asked, seed):
    rng = np.random.default_rng(seed)
    places = rng.integers(0, 3, (count, 2)).astype(np.float32)  # with equals
    places[rng.random(count) < 0.2] = np.nan
    near = nearest_to(places, 0, asked)
    finite = np.isfinite(places).all(axis=1)
    others = int(finite[1:].sum()) if finite[0] else 0
    assert len(near.rows) == min(asked, others)
    assert 0 not in near.rows
    assert (np.diff(near.distances) >= 0).all()


def test_agreement_counts_what_two_lists_share():
    codes = digit_codes(300, 4)
    one, other = nearest_to(codes, 3, 10), nearest_to(codes[:, :2], 3, 10)
    assert shared(one, other) == len(set(one.rows.tolist()) & set(other.rows.tolist()))
    assert shared(one, one) == 10


def test_work_is_told_in_pieces_so_that_it_can_be_stopped(digits):
    images, order, codes, decode = digits
    pieces = list(group_images(images, order, np.arange(COUNT), codes, decode, 5))
    assert [piece.done for piece in pieces] == [512, 1_024, 1_200]
