"""Alignment turns and mirrors, and does nothing else."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from latentlab.latent.maps.alignment import align, in_dimensions, rotation

places = st.tuples(st.integers(1, 30), st.sampled_from([2, 3])).flatmap(
    lambda shape: st.tuples(*[arrays(np.float32, shape, elements=st.floats(-1e4, 1e4, width=32))] * 2)
)


@given(both=places)
def test_alignment_only_rotates_and_reflects(both):
    points, reference = both
    turn = rotation(points, reference)
    np.testing.assert_allclose(turn @ turn.T, np.eye(points.shape[1]), atol=1e-9)
    aligned = align(points, reference)
    for a, b in ((points, aligned), (points[::-1], aligned[::-1])):
        before = np.linalg.norm(a.astype(np.float64) - a[0], axis=1)
        after = np.linalg.norm(b.astype(np.float64) - b[0], axis=1)
        np.testing.assert_allclose(after, before, atol=1e-2)


@given(both=places)
def test_alignment_never_takes_a_map_farther_from_its_reference(both):
    points, reference = (array.astype(np.float64) for array in both)
    fixed = reference - reference.mean(axis=0)

    def misfit(moved: np.ndarray) -> float:
        return float(((moved - moved.mean(axis=0) - fixed) ** 2).sum())

    best = misfit(align(points, reference).astype(np.float64))
    slack = 1e-5 * (1 + misfit(points) + (fixed**2).sum())
    mirrored = points * [1, -1, 1][: points.shape[1]]
    assert best <= min(misfit(points), misfit(mirrored), misfit(points[:, ::-1])) + slack


@given(seed=st.integers(0, 10_000), dimensions=st.sampled_from([2, 3]))
def test_a_turned_and_mirrored_map_comes_back_onto_itself(seed, dimensions):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(20, dimensions))
    turn = np.linalg.qr(rng.normal(size=(dimensions, dimensions)))[0]  # turns, and mirrors every other time
    shift = rng.normal(size=dimensions)
    np.testing.assert_allclose(align(points @ turn + shift, points), points, atol=1e-5)


@given(seed=st.integers(0, 1_000))
def test_a_map_gets_and_loses_its_third_axis_without_moving_on_the_first_two(seed):
    points = np.random.default_rng(seed).normal(size=(20, 2))
    space = in_dimensions(points, 3)
    assert space.shape == (20, 3)
    assert (space[:, 2] == 0).all()
    np.testing.assert_array_equal(in_dimensions(space, 2), points)
