"""What is drawn on a sheet can be taken back, step by step, and drawn again."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from latentlab.data.brush import Touch
from latentlab.data.sheet import Sheet

SHAPE = (60, 40)


def draw(sheet: Sheet, x: float = 20, y: float = 30, erases: bool = False) -> np.ndarray:
    sheet.begin(Touch(x, y, 5), erases)
    sheet.lead(Touch(x + 5, y + 5, 5))
    sheet.end()
    return sheet.drawn.ink


def test_a_stroke_is_seen_while_it_is_drawn_and_taken_back_as_one():
    sheet = Sheet(SHAPE)
    assert sheet.drawn.is_empty
    sheet.begin(Touch(10, 10, 4))
    assert not sheet.drawn.is_empty
    assert not sheet.can_undo
    sheet.lead(Touch(30, 40, 4))
    whole = sheet.drawn.ink
    sheet.end()
    np.testing.assert_array_equal(sheet.drawn.ink, whole)
    sheet.undo()
    assert sheet.drawn.is_empty
    sheet.redo()
    np.testing.assert_array_equal(sheet.drawn.ink, whole)


def test_an_eraser_a_picture_and_wiping_can_be_taken_back_too():
    sheet = Sheet(SHAPE)
    states = [sheet.drawn.ink, draw(sheet), draw(sheet, 22, 32, erases=True)]
    assert states[2].sum() < states[1].sum()
    sheet.put(np.full(SHAPE, 9, np.uint8), "nine.png")
    assert sheet.drawn.picture == "nine.png"
    sheet.clear()
    assert sheet.drawn.is_empty
    assert sheet.drawn.picture == ""
    sheet.undo()
    assert sheet.drawn.picture == "nine.png"
    for state in reversed(states):
        sheet.undo()
        np.testing.assert_array_equal(sheet.drawn.ink, state)
    assert not sheet.can_undo


def test_an_empty_sheet_that_is_wiped_is_nothing_to_take_back():
    sheet = Sheet(SHAPE)
    sheet.clear()
    assert not sheet.can_undo


def test_a_new_stroke_forgets_what_was_taken_back():
    sheet = Sheet(SHAPE)
    draw(sheet)
    sheet.undo()
    draw(sheet, 5, 5)
    assert not sheet.can_redo


@given(st.lists(st.sampled_from(["draw", "erase", "put", "clear", "undo", "redo"]), max_size=30))
def test_any_history_can_be_walked_back_and_forth(steps):
    sheet = Sheet(SHAPE)
    for number, step in enumerate(steps):
        if step in ("draw", "erase"):
            draw(sheet, number, number, step == "erase")
        elif step == "put":
            sheet.put(np.full(SHAPE, number, np.uint8))
        else:
            getattr(sheet, step)()
    last, back = sheet.drawn.ink, 0
    while sheet.can_undo:
        sheet.undo()
        back += 1
    assert sheet.drawn.is_empty
    for _ in range(back):
        sheet.redo()
    np.testing.assert_array_equal(sheet.drawn.ink, last)
