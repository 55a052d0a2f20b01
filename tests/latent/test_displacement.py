"""A move of a map is measured in the map's own size."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from latentlab.latent.displacement import displacement


def _points(count: int = 200, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, 2)).astype(np.float32)


@given(scale=st.floats(1e-3, 1e3), step=st.floats(0, 2))
def test_a_shift_of_every_point_is_told_as_a_share_of_the_root_mean_square_radius(
    scale: float, step: float
) -> None:
    before = _points() * np.float32(scale)
    spread = np.sqrt(((before - before.mean(0)) ** 2).sum(axis=1).mean())
    moved = displacement(before, before + np.float32([step * spread, 0]))
    np.testing.assert_allclose(moved.median, step, rtol=1e-3, atol=1e-5)


def test_what_moved_most_comes_first() -> None:
    before = _points()
    after = before.copy()
    after[[7, 90, 13]] += np.float32([[3, 0], [0, 5], [-4, 0]])
    moved = displacement(before, after, most=3)
    assert moved.most.tolist() == [90, 13, 7]
    np.testing.assert_array_equal(moved.origin, before[[90, 13, 7]])
    assert moved.median == 0


def test_only_points_that_both_layouts_have_are_compared() -> None:
    before = _points()
    after = np.concatenate([before, _points(50, seed=1) + 100])
    assert displacement(before, after).median == 0
    before[:120] = np.nan
    assert displacement(before, after).median == 0


def test_of_maps_without_extent_nothing_is_said() -> None:
    assert displacement(np.zeros((0, 2)), _points()) is None
    assert displacement(_points(), np.ones((200, 2))) is None
    assert displacement(np.full((200, 2), np.nan), _points()) is None
