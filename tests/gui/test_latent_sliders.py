"""The sliders say what the student did, once, and nothing else."""

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.gui.sliders import handle_of, place_on, row_of, settle, shown_sliders, type_into


@pytest.fixture
def make(qtbot):
    return partial(shown_sliders, qtbot)


def test_a_click_jumps_to_the_place_and_tells_the_whole_code(qtbot, make):
    sliders = make(4)
    with qtbot.waitSignal(sliders.moved) as told:
        QTest.mouseClick(
            row_of(sliders, 2).slider, Qt.MouseButton.LeftButton, pos=place_on(row_of(sliders, 2), 0.75)
        )
    z = told.args[0]
    assert z.dtype == np.float32
    assert z.shape == (4,)
    assert z[2] == pytest.approx(1.0, abs=0.02)
    assert z[[0, 1, 3]].tolist() == [0, 0, 0]


def test_showing_a_point_is_not_a_move(qtbot, make):
    sliders = make(4)
    z = np.array([0.5, -1.25, 9.0, 0.1], np.float32)
    sliders.show_point(z)
    settle(qtbot)
    assert sliders.told == []
    assert np.array_equal(sliders.point, z)
    assert row_of(sliders, 1).box.text() == "−1.25"


def test_many_moves_in_one_pass_are_told_once_with_the_last(qtbot, make):
    sliders = make(3)
    for dimension in range(3):
        for value in (0.1, 0.2, 0.3):
            row_of(sliders, dimension).slider.choose(value + dimension)
    settle(qtbot)
    assert len(sliders.told) == 1
    assert sliders.told[0] == pytest.approx([0.3, 1.3, 2.3])


def test_what_was_told_does_not_change_later(qtbot, make):
    sliders = make(2)
    with qtbot.waitSignal(sliders.moved):
        row_of(sliders, 0).slider.choose(1.0)
    row_of(sliders, 0).slider.choose(-1.0)
    assert sliders.told[0].tolist() == [1.0, 0.0]


def test_a_move_not_told_yet_outlasts_an_older_point(qtbot, make):
    sliders = make(2)
    row_of(sliders, 0).slider.choose(1.5)
    sliders.show_point(np.array([0.0, 0.5]))  # a frame of training, drawn before the move was told
    settle(qtbot)
    assert sliders.told[0].tolist() == [1.5, 0.5]


def test_a_value_outside_the_range_is_kept_through_a_press_on_its_handle(qtbot, make):
    sliders = make(2)
    sliders.show_point(np.array([7.0, 0.0]))
    row = row_of(sliders, 0)
    assert row.slider.value() == row.slider.maximum()
    assert row.box.text() == "7.00"
    QTest.mouseClick(row.slider, Qt.MouseButton.LeftButton, pos=handle_of(row) - QPoint(3, 0))
    settle(qtbot)
    assert sliders.told == []
    assert sliders.point[0] == 7.0


def test_a_handle_is_dragged_from_where_it_was_seized(qtbot, make):
    """Seizing the handle off its middle moves nothing; it then follows by the mouse's way."""
    sliders = make(1)
    row = row_of(sliders, 0)
    start = handle_of(row) + QPoint(5, 0)
    QTest.mousePress(row.slider, Qt.MouseButton.LeftButton, pos=start)
    settle(qtbot)
    assert sliders.told == []
    run = row.slider.width() - 20
    with qtbot.waitSignal(sliders.moved):
        QTest.mouseMove(row.slider, start + QPoint(run // 4, 0))
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton, pos=start + QPoint(run // 4, 0))
    assert sliders.point[0] == pytest.approx(1.0, abs=0.03)


def test_ranges_do_not_jump_under_a_handle_that_is_held(qtbot, make):
    sliders = make(2)
    row = row_of(sliders, 0)
    QTest.mousePress(row.slider, Qt.MouseButton.LeftButton, pos=place_on(row, 0.75))
    held = row.slider.value()
    sliders.show_ranges(np.array([-10.0, -10.0]), np.array([10.0, 10.0]))
    assert row.slider.value() == held
    QTest.mouseMove(row.slider, place_on(row, 0.5))
    settle(qtbot)
    assert sliders.point[0] == pytest.approx(0.0, abs=0.03), "still measured by the range it was seized in"
    QTest.mouseMove(row.slider, place_on(row, 0.75))
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton, pos=place_on(row, 0.75))
    assert sliders.point[0] == pytest.approx(1.0, abs=0.03)
    assert row.slider.value() / row.slider.maximum() == pytest.approx(0.55, abs=0.01), (
        "the new range after it"
    )


def test_a_point_shown_during_a_drag_shows_when_the_handle_is_let_go(qtbot, make):
    sliders = make(1)
    row = row_of(sliders, 0)
    QTest.mousePress(row.slider, Qt.MouseButton.LeftButton, pos=place_on(row, 0.75))
    settle(qtbot)
    held = row.slider.value()
    sliders.show_point(np.array([-2.0]))
    assert row.slider.value() == held
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton, pos=place_on(row, 0.75))
    assert row.slider.value() == 0
    assert sliders.point[0] == -2.0


def test_a_double_click_zeroes_its_slider_and_no_other(qtbot, make):
    sliders = make(3)
    sliders.show_point(np.array([1.0, 1.5, -1.0]))
    row = row_of(sliders, 1)
    with qtbot.waitSignal(sliders.moved):
        QTest.mouseDClick(row.slider, Qt.MouseButton.LeftButton, pos=handle_of(row))
    assert sliders.point.tolist() == [1.0, 0.0, -1.0]
    QTest.mouseMove(row.slider, place_on(row, 0.1))
    assert sliders.point[1] == 0.0, "the second press is no drag"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (Qt.Key.Key_Right, 0.02),
        (Qt.Key.Key_Left, -0.02),
        (Qt.Key.Key_Up, 0.02),
        (Qt.Key.Key_PageUp, 0.4),
        (Qt.Key.Key_PageDown, -0.4),
        (Qt.Key.Key_Home, -2),
        (Qt.Key.Key_End, 2),
    ],
)
def test_keys_move_the_slider_in_focus(qtbot, make, key, value):
    sliders = make(2)
    with qtbot.waitSignal(sliders.moved):
        QTest.keyClick(row_of(sliders, 1).slider, key)
    assert sliders.point.tolist() == [0.0, pytest.approx(value)]


def test_delete_zeroes_without_a_mouse(qtbot, make):
    sliders = make(1)
    sliders.show_point(np.array([1.0]))
    with qtbot.waitSignal(sliders.moved):
        QTest.keyClick(row_of(sliders, 0).slider, Qt.Key.Key_Delete)
    assert sliders.point.tolist() == [0.0]


@pytest.mark.parametrize("typed", ["-1.52", "−1.52", "-1,52", " -1.52 ", "-152e-2"])
def test_a_typed_value_is_taken_at_enter(qtbot, make, typed):
    sliders = make(2)
    box = row_of(sliders, 0).box
    box.setFocus()
    box.selectAll()
    type_into(box, typed)
    assert not box.property("invalid")
    with qtbot.waitSignal(sliders.moved):
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert sliders.point[0] == np.float32(-1.52)
    assert row_of(sliders, 0).slider.hasFocus(), "Space and the map's digits work again"


@pytest.mark.parametrize("typed", ["seven", "1..2", "nan", "inf", "1e39", "1_0"])
def test_nonsense_is_flagged_and_what_was_there_comes_back(qtbot, make, typed):
    sliders = make(2)
    sliders.show_point(np.array([0.25, 0.0]))
    box = row_of(sliders, 0).box
    box.setFocus()
    box.selectAll()
    type_into(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle(qtbot)
    assert box.property("invalid")
    assert box.toolTip()
    assert box.text() == "0.25"
    assert sliders.told == []
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not box.property("invalid")


def test_a_half_typed_number_is_not_flagged_and_not_overwritten(qtbot, make):
    sliders = make(1)
    box = row_of(sliders, 0).box
    box.setFocus()
    box.selectAll()
    for typed in "-.5":
        type_into(box, typed)
        assert not box.property("invalid")
        sliders.show_point(np.array([1.0]))  # training goes on
    assert box.text() == "-.5"
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "1.00"
    assert sliders.told == []


def test_enter_without_typing_does_not_round_the_value(qtbot, make):
    sliders = make(1)
    sliders.show_point(np.array([0.123456]))
    box = row_of(sliders, 0).box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Return)
    settle(qtbot)
    assert sliders.told == []
    assert sliders.point[0] == np.float32(0.123456)
