"""What is around a code, against a search by brute force."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from latentlab.data.digits import open_digits
from latentlab.data.split import split_images
from latentlab.latent.around import around, local_spread
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.off_data import data_edge
from latentlab.resources import resource
from latentlab.session import load_session
from tests.latent.real_codes import digit_codes

CODES = digit_codes(3_000, 8)
NEAR = near_codes(CODES)
EDGE = data_edge(NEAR)


def brute(z, without, count):
    far = np.linalg.norm(CODES.astype(np.float64) - z, axis=1)
    if without is not None:
        far[without] = np.inf
    nearest = np.argsort(far, kind="stable")[:count]
    return nearest, far[nearest]


@pytest.mark.parametrize("row", [None, 0, 17, 2_999])
@pytest.mark.parametrize("count", [1, 12])
def test_the_nearest_are_those_of_a_search_by_brute_force(row, count):
    z = CODES[row] if row is not None else CODES[:9].mean(axis=0)
    found = around(NEAR, EDGE, z, row, count)
    rows, distances = brute(z, row, count)
    assert found.rows.tolist() == rows.tolist()
    np.testing.assert_allclose(found.distances, distances, rtol=1e-5)
    assert row not in found.rows.tolist()
    assert found.standing.distance == pytest.approx(brute(z, row, 5)[1].mean(), rel=1e-5)


def test_an_image_is_judged_by_the_others_and_by_the_newest_code_that_is_known_of_it():
    """The weights may be newer than the codes: a row is asked for its place among the codes."""
    row = int(EDGE.distance(CODES).argmin())
    newer = CODES[row] + 1_000
    assert not around(NEAR, EDGE, newer, row, 3).standing.is_off
    assert around(NEAR, EDGE, newer, None, 3).standing.is_off


def test_standing_says_what_the_edge_says():
    z = CODES[40] * 1.3
    standing = around(NEAR, EDGE, z, None, 3).standing
    assert standing.is_off == bool(EDGE.is_off(z[None])[0])
    assert standing.lonelier == pytest.approx(float(EDGE.share_beyond(EDGE.distance(z[None]))[0]))
    assert standing.usual < standing.limit
    assert around(NEAR, None, z, None, 3).standing is None


def test_one_code_alone_has_nothing_around_it():
    one = near_codes(CODES[:1])
    found = around(one, data_edge(one), CODES[0], 0, 4)
    assert len(found.rows) == 0
    assert found.standing is None


@given(arrays(np.float32, (7, 2), elements=st.floats(-5, 5, width=32)), st.integers(1, 20))
def test_fewer_codes_than_are_asked_for_are_all_told(codes, count):
    near = near_codes(codes)
    found = around(near, data_edge(near), codes.mean(axis=0), None, count)
    assert len(found.rows) == min(7, count)
    assert len(set(found.rows.tolist())) == len(found.rows)
    assert (np.diff(found.distances) >= 0).all()


def test_the_spread_around_a_code_is_that_of_its_ten_nearest():
    z = CODES[3]
    np.testing.assert_allclose(local_spread(CODES, z), CODES[brute(z, None, 10)[0]].std(axis=0), rtol=1e-5)
    assert local_spread(CODES[:1], z).tolist() == [0.0] * 8


def test_the_test_digits_of_the_first_session_are_on_its_data():
    """Their codes are judged by those of all other digits, none of the test digits among them."""
    session, images = load_session(resource("sessions", "first.latentlab")), open_digits()
    is_test = np.isin(session.indices, split_images(images, session.config.seed).test)
    edge = data_edge(near_codes(session.codes[~is_test]))
    off = [around(edge.near, edge, z, None, 1).standing.is_off for z in session.codes[is_test]]
    assert len(off) == 500
    assert np.mean(off) <= 0.05


@pytest.mark.parametrize("latent", [8, 16])
def test_codes_at_four_times_the_spread_are_off_the_data(latent):
    codes = digit_codes(3_000, latent)
    near = near_codes(codes)
    edge = data_edge(near)
    draws = np.random.default_rng(0).standard_normal((300, latent))
    far = (codes.mean(axis=0) + 4 * codes.std(axis=0) * draws).astype(np.float32)
    assert np.mean([around(near, edge, z, None, 1).standing.is_off for z in far]) >= 0.95
