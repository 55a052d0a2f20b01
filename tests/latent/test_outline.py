"""Points inside a line drawn around them are found as by hand, whatever the line does."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.latent.outline import inside_box, inside_outline

corners = st.tuples(st.integers(-8, 8), st.integers(-8, 8))
outlines = st.lists(corners, min_size=3, max_size=14)


def winding(x, y, outline):
    """How often the line goes round (x, y), by quarter turns in exact arithmetic; None on the line itself."""
    turns = 0
    for (x0, y0), (x1, y1) in zip(outline, outline[1:] + outline[:1], strict=True):
        ax, ay, bx, by = x0 - x, y0 - y, x1 - x, y1 - y
        cross, dot = ax * by - ay * bx, ax * bx + ay * by
        if cross == 0 and dot <= 0:
            return None
        quarter = (quadrant(bx, by) - quadrant(ax, ay)) % 4
        turns += {0: 0, 1: 1, 3: -1}.get(quarter, 2 if cross > 0 else -2)
    return turns // 4


def quadrant(x, y):
    """Which quarter of the plane a direction lies in, each with the axis it begins at."""
    if x > 0 and y >= 0:
        return 0
    if x <= 0 and y > 0:
        return 1
    return 2 if x < 0 else 3


@given(outlines, st.data())
def test_the_points_inside_are_those_that_the_line_goes_round(outline, data):
    """The independent count turns by quadrants, in fractions; points on the line itself may go either way."""
    places = data.draw(
        st.lists(st.tuples(st.integers(-36, 36), st.integers(-36, 36)), min_size=1, max_size=40)
    )
    points = np.array(places, np.float32).T / 4
    found = inside_outline(points, np.array(outline, float))
    for (x, y), is_inside in zip(places, found, strict=True):
        turns = winding(Fraction(x, 4), Fraction(y, 4), outline)
        assert turns is None or is_inside == (turns != 0)


@given(outlines)
def test_it_does_not_matter_where_the_line_begins_and_which_way_it_goes(outline):
    rng = np.random.default_rng(0)
    points = rng.uniform(-9, 9, (2, 200)).astype(np.float32)
    places = np.array(outline, float)
    found = inside_outline(points, places)
    assert np.array_equal(found, inside_outline(points, places[::-1]))
    assert np.array_equal(found, inside_outline(points, np.roll(places, 2, axis=0)))


def test_what_is_gone_round_twice_is_inside_and_the_hole_of_a_ring_is_not():
    once = [(0, 0), (4, 0), (4, 4), (0, 4)]
    ring = [(0, 0), (9, 0), (9, 9), (0, 9), (0, 0), (3, 3), (3, 6), (6, 6), (6, 3), (3, 3)]
    points = np.array([[2, 2], [4.5, 4.5], [1, 8]], np.float32).T
    assert inside_outline(points, np.array(once + once, float)).tolist() == [True, False, False]
    assert inside_outline(points, np.array(ring, float)).tolist() == [True, False, True]


def test_both_halves_of_an_eight_are_inside():
    eight = np.array([(0, 0), (2, 2), (4, 0), (4, 2), (2, 0), (0, 2)], float)
    assert inside_outline(np.array([[0.3, 3.7], [1, 1]], np.float32), eight).all()


@pytest.mark.parametrize("outline", [[], [(0, 0)], [(0, 0), (1, 1)], [(0, 0), (1, 1), (2, 2)], [(1, 1)] * 5])
def test_a_line_without_an_inside_finds_nothing(outline):
    points = np.random.default_rng(0).uniform(0, 2, (2, 50)).astype(np.float32)
    assert not inside_outline(points, np.array(outline, float).reshape(-1, 2)).any()


def test_points_without_a_place_are_outside():
    points = np.array([[np.nan, 1, np.inf, 1], [1, np.nan, 1, 1]], np.float32)
    square = np.array([(0, 0), (2, 0), (2, 2), (0, 2)], float)
    assert inside_outline(points, square).tolist() == [False, False, False, True]
    assert inside_box(points, square[0], square[2]).tolist() == [False, False, False, True]


@given(corners, corners, st.integers(0, 99))
def test_a_box_is_the_outline_of_its_corners(one, other, seed):
    points = np.random.default_rng(seed).uniform(-9, 9, (2, 100)).astype(np.float32)
    (x0, y0), (x1, y1) = one, other
    outline = np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)], float)
    box = inside_box(points, np.array(one), np.array(other))
    assert np.array_equal(box, inside_outline(points, outline))
