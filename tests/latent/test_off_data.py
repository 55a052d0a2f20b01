"""A code is off the data where codes of images are far, and nowhere else."""

import numpy as np
import pytest

from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.off_data import data_edge, grown
from tests.latent.real_codes import digit_codes


@pytest.mark.parametrize(
    ("latent", "raised"), [(1, 0.55), (2, 0.82), (3, 0.9), (4, 0.95), (8, 0.95), (16, 0.95), (64, 0.95)]
)
def test_held_out_digits_are_on_the_data_and_codes_four_times_as_far_are_not(latent, raised):
    """Below four dimensions many codes drawn four times as wide lie among the others: see `DataEdge`."""
    rng = np.random.default_rng(0)
    codes = rng.permutation(digit_codes(5_000, latent))
    seen, held_out = codes[:4_000], codes[4_000:]
    edge = data_edge(near_codes(seen))
    far = seen.mean(axis=0) + 4 * seen.std(axis=0) * rng.standard_normal((1_000, latent))
    assert edge.is_off(held_out).mean() <= 0.05
    assert edge.is_off(far.astype(np.float32)).mean() >= raised


def test_the_share_of_lonelier_images_falls_with_the_distance():
    codes = digit_codes(1_000)
    edge = data_edge(near_codes(codes))
    near, far = codes[:1], codes[:1] + 1_000
    assert edge.share_beyond(edge.distance(far))[0] == 0 < edge.share_beyond(edge.distance(near))[0] <= 1


@pytest.mark.parametrize("latent", [2, 8, 64])
def test_an_edge_grows_with_codes_that_spread_and_grow_fewer(latent):
    codes = np.random.default_rng(0).permutation(digit_codes(5_000, latent))
    edge = data_edge(near_codes(codes[:4_000]))
    now, held_out = 2.5 * codes[:1_600] + 7, 2.5 * codes[4_000:] + 7
    among = grown(edge, near_codes(now))
    assert edge.is_beyond(among.distance(held_out)).mean() > 0.2
    assert among.is_off(held_out).mean() <= 0.05
    assert among.limit == pytest.approx(data_edge(near_codes(now)).limit, rel=0.15)
    assert grown(edge, edge.near) is edge


def test_equal_codes_and_a_single_one_have_an_edge():
    for codes in (np.ones((20, 3), np.float32), np.ones((1, 3), np.float32)):
        edge = data_edge(near_codes(codes))
        assert edge.is_off(np.array([[2.0, 1, 1]], np.float32)).all()
        assert not edge.is_off(codes[:1]).any()
