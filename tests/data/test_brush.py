"""A stroke goes smoothly through where the hand was, and covers what lies under the brush."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from latentlab.data.brush import Stroke, Touch, inked

SHAPE = (120, 160)


def cover_of(*touches: tuple[float, float, float]) -> np.ndarray:
    stroke = Stroke(SHAPE)
    for touch in touches:
        stroke.add(Touch(*touch))
    return stroke.cover


def drawn_by_pillow(width: int, *places: tuple[float, float]) -> np.ndarray:
    """Straight lines with round ends and corners, drawn eight times as large and made smaller."""
    sheet = Image.new("L", (8 * SHAPE[1], 8 * SHAPE[0]))
    pen = ImageDraw.Draw(sheet)
    corners = [(8 * x, 8 * y) for x, y in places]
    pen.line(corners, fill=255, width=8 * width)
    for x, y in corners:
        pen.ellipse((x - 4 * width, y - 4 * width, x + 4 * width, y + 4 * width), fill=255)
    return np.asarray(sheet.resize((SHAPE[1], SHAPE[0]), Image.Resampling.BOX))


def test_a_touch_leaves_a_disc_of_the_brushs_width():
    cover = cover_of((60, 50, 10)) / 255
    assert abs(cover.sum() - np.pi * 100) < 2
    rows, columns = np.mgrid[:120, :160] + 0.5
    away = np.hypot(columns - 60, rows - 50)
    assert (cover[away < 9] == 1).all()
    assert (cover[away > 11] == 0).all()


def test_a_straight_stroke_is_as_another_program_draws_it():
    ours = cover_of((20, 30, 8), (140, 90, 8)).astype(float)
    theirs = drawn_by_pillow(16, (20, 30), (140, 90)).astype(float)
    assert np.abs(ours - theirs).mean() < 0.5
    assert np.abs(ours - theirs).max() < 110  # of a pixel on the edge


def test_a_curve_is_round_where_the_hand_was_seen_seldom():
    angles = np.linspace(0, 2 * np.pi, 9)
    stroke = Stroke(SHAPE)
    for angle in angles:
        stroke.add(Touch(80 + 40 * np.cos(angle), 60 + 40 * np.sin(angle), 5))
    rows, columns = np.nonzero(stroke.cover > 127)
    away = np.hypot(columns + 0.5 - 80, rows + 0.5 - 60)
    assert away.min() > 33
    assert away.max() < 47  # straight lines between eight places would come within 32


def test_it_grows_wider_as_the_pen_presses_harder():
    cover = cover_of((20, 60, 2), (80, 60, 8), (140, 60, 14)) > 127
    widths = cover.sum(axis=0)
    assert abs(widths[20] - 4) <= 1
    assert abs(widths[80] - 16) <= 1
    assert abs(widths[140] - 28) <= 1


def test_a_line_that_crosses_itself_covers_no_more_there():
    cover = cover_of((30, 30, 6), (130, 90, 6), (130, 30, 6), (30, 90, 6))
    assert cover.max() == 255
    soft = (cover > 0) & (cover < 255)
    assert soft.sum() < 0.25 * (cover == 255).sum()


def test_an_eraser_takes_away_what_a_brush_laid():
    cover = cover_of((30, 30, 6), (130, 90, 6))
    ink = inked(np.zeros(SHAPE, np.uint8), cover, erases=False)
    np.testing.assert_array_equal(ink, cover)
    wiped = inked(np.full(SHAPE, 255, np.uint8), cover, erases=True)
    np.testing.assert_array_equal(wiped, 255 - cover)
    assert not (inked(ink, cover, erases=True) > 128).any()


places = st.floats(-1e4, 1e4) | st.sampled_from([0.0, 159.9, 160.0, 120.0])


@given(st.lists(st.tuples(places, places, st.floats(0.1, 60)), min_size=1, max_size=6))
def test_a_hand_may_leave_the_sheet(touches):
    cover = cover_of(*touches)
    assert cover.shape == SHAPE
    for x, y, _ in touches[:1]:
        if 0 <= x < 160 and 0 <= y < 120 and touches[0][2] > 1:
            assert cover[int(y), int(x)] > 0
