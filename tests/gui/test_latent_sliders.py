"""The sliders say what the student did, once, and nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from latentlab.errors import ConfigError
from latentlab.gui.widgets.code_text import code_from, code_text, dimension_name, number_from, number_text
from latentlab.gui.widgets.latent_sliders import LatentSliders
from latentlab.gui.widgets.slider_row import SliderRow

_FLOATS = st.floats(width=32, allow_nan=False, allow_infinity=False)


@pytest.fixture
def make(qtbot):
    def make_sliders(latent: int, height: int = 300) -> LatentSliders:
        sliders = LatentSliders()
        qtbot.addWidget(sliders)
        sliders.resize(320, height)
        sliders.show_dimensions(latent)
        sliders.show_ranges(np.full(latent, -2.0), np.full(latent, 2.0))
        with qtbot.waitActive(sliders):
            sliders.show()
            sliders.activateWindow()
        sliders.told = []  # type: ignore[attr-defined]
        sliders.moved.connect(sliders.told.append)  # type: ignore[attr-defined]
        return sliders

    return make_sliders


def _row(sliders: LatentSliders, dimension: int) -> SliderRow:
    return next(
        row for row in sliders.findChildren(SliderRow) if row.isVisible() and row.dimension == dimension
    )


def _place(row: SliderRow, share: float) -> QPoint:
    """Where on the line a share of the range lies."""
    return QPoint(round(10 + share * (row.slider.width() - 20)), row.slider.height() // 2)


def _handle(row: SliderRow) -> QPoint:
    return _place(row, row.slider.value() / row.slider.maximum())


def _wheel(sliders: LatentSliders, row: SliderRow, angle: int) -> None:
    here = row.slider.mapTo(sliders, row.slider.rect().center())
    QTest.wheelEvent(sliders.windowHandle(), QPointF(here), QPoint(0, angle))


def _type(box: QLineEdit, text: str) -> None:
    """Type any characters; QTest.keyClicks aborts at those beyond Latin-1."""
    for character in text:
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, character)
        QApplication.sendEvent(box, event)


def _settle(qtbot) -> None:
    """Let all that is waiting in the event loop happen."""
    with qtbot.waitCallback() as done:
        QTest.qWait(1)
        done()


def test_a_click_jumps_to_the_place_and_tells_the_whole_code(qtbot, make):
    sliders = make(4)
    with qtbot.waitSignal(sliders.moved) as told:
        QTest.mouseClick(
            _row(sliders, 2).slider, Qt.MouseButton.LeftButton, pos=_place(_row(sliders, 2), 0.75)
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
    _settle(qtbot)
    assert sliders.told == []
    assert np.array_equal(sliders.point, z)
    assert _row(sliders, 1).box.text() == "−1.25"


def test_many_moves_in_one_pass_are_told_once_with_the_last(qtbot, make):
    sliders = make(3)
    for dimension in range(3):
        for value in (0.1, 0.2, 0.3):
            _row(sliders, dimension).slider.choose(value + dimension)
    _settle(qtbot)
    assert len(sliders.told) == 1
    assert sliders.told[0] == pytest.approx([0.3, 1.3, 2.3])


def test_what_was_told_does_not_change_later(qtbot, make):
    sliders = make(2)
    with qtbot.waitSignal(sliders.moved):
        _row(sliders, 0).slider.choose(1.0)
    _row(sliders, 0).slider.choose(-1.0)
    assert sliders.told[0].tolist() == [1.0, 0.0]


def test_a_move_not_told_yet_outlasts_an_older_point(qtbot, make):
    sliders = make(2)
    _row(sliders, 0).slider.choose(1.5)
    sliders.show_point(np.array([0.0, 0.5]))  # a frame of training, drawn before the move was told
    _settle(qtbot)
    assert sliders.told[0].tolist() == [1.5, 0.5]


def test_a_value_outside_the_range_is_kept_through_a_press_on_its_handle(qtbot, make):
    sliders = make(2)
    sliders.show_point(np.array([7.0, 0.0]))
    row = _row(sliders, 0)
    assert row.slider.value() == row.slider.maximum()
    assert row.box.text() == "7.00"
    QTest.mouseClick(row.slider, Qt.MouseButton.LeftButton, pos=_handle(row) - QPoint(3, 0))
    _settle(qtbot)
    assert sliders.told == []
    assert sliders.point[0] == 7.0


def test_a_handle_is_dragged_from_where_it_was_seized(qtbot, make):
    """Seizing the handle off its middle moves nothing; it then follows by the mouse's way."""
    sliders = make(1)
    row = _row(sliders, 0)
    start = _handle(row) + QPoint(5, 0)
    QTest.mousePress(row.slider, Qt.MouseButton.LeftButton, pos=start)
    _settle(qtbot)
    assert sliders.told == []
    run = row.slider.width() - 20
    with qtbot.waitSignal(sliders.moved):
        QTest.mouseMove(row.slider, start + QPoint(run // 4, 0))
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton, pos=start + QPoint(run // 4, 0))
    assert sliders.point[0] == pytest.approx(1.0, abs=0.03)


def test_ranges_do_not_jump_under_a_handle_that_is_held(qtbot, make):
    sliders = make(2)
    row = _row(sliders, 0)
    QTest.mousePress(row.slider, Qt.MouseButton.LeftButton, pos=_place(row, 0.75))
    held = row.slider.value()
    sliders.show_ranges(np.array([-10.0, -10.0]), np.array([10.0, 10.0]))
    assert row.slider.value() == held
    QTest.mouseMove(row.slider, _place(row, 0.5))
    _settle(qtbot)
    assert sliders.point[0] == pytest.approx(0.0, abs=0.03), "still measured by the range it was seized in"
    QTest.mouseMove(row.slider, _place(row, 0.75))
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton, pos=_place(row, 0.75))
    assert sliders.point[0] == pytest.approx(1.0, abs=0.03)
    assert row.slider.value() / row.slider.maximum() == pytest.approx(0.55, abs=0.01), (
        "the new range after it"
    )


def test_a_point_shown_during_a_drag_shows_when_the_handle_is_let_go(qtbot, make):
    sliders = make(1)
    row = _row(sliders, 0)
    QTest.mousePress(row.slider, Qt.MouseButton.LeftButton, pos=_place(row, 0.75))
    _settle(qtbot)
    held = row.slider.value()
    sliders.show_point(np.array([-2.0]))
    assert row.slider.value() == held
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton, pos=_place(row, 0.75))
    assert row.slider.value() == 0
    assert sliders.point[0] == -2.0


def test_a_double_click_zeroes_its_slider_and_no_other(qtbot, make):
    sliders = make(3)
    sliders.show_point(np.array([1.0, 1.5, -1.0]))
    row = _row(sliders, 1)
    with qtbot.waitSignal(sliders.moved):
        QTest.mouseDClick(row.slider, Qt.MouseButton.LeftButton, pos=_handle(row))
    assert sliders.point.tolist() == [1.0, 0.0, -1.0]
    QTest.mouseMove(row.slider, _place(row, 0.1))
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
        QTest.keyClick(_row(sliders, 1).slider, key)
    assert sliders.point.tolist() == [0.0, pytest.approx(value)]


def test_delete_zeroes_without_a_mouse(qtbot, make):
    sliders = make(1)
    sliders.show_point(np.array([1.0]))
    with qtbot.waitSignal(sliders.moved):
        QTest.keyClick(_row(sliders, 0).slider, Qt.Key.Key_Delete)
    assert sliders.point.tolist() == [0.0]


@pytest.mark.parametrize("typed", ["-1.52", "−1.52", "-1,52", " -1.52 ", "-152e-2"])
def test_a_typed_value_is_taken_at_enter(qtbot, make, typed):
    sliders = make(2)
    box = _row(sliders, 0).box
    box.setFocus()
    box.selectAll()
    _type(box, typed)
    assert not box.property("invalid")
    with qtbot.waitSignal(sliders.moved):
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert sliders.point[0] == np.float32(-1.52)
    assert _row(sliders, 0).slider.hasFocus(), "Space and the map's digits work again"


@pytest.mark.parametrize("typed", ["seven", "1..2", "nan", "inf", "1e39", "1_0"])
def test_nonsense_is_flagged_and_what_was_there_comes_back(qtbot, make, typed):
    sliders = make(2)
    sliders.show_point(np.array([0.25, 0.0]))
    box = _row(sliders, 0).box
    box.setFocus()
    box.selectAll()
    _type(box, typed)
    QTest.keyClick(box, Qt.Key.Key_Return)
    _settle(qtbot)
    assert box.property("invalid")
    assert box.toolTip()
    assert box.text() == "0.25"
    assert sliders.told == []
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert not box.property("invalid")


def test_a_half_typed_number_is_not_flagged_and_not_overwritten(qtbot, make):
    sliders = make(1)
    box = _row(sliders, 0).box
    box.setFocus()
    box.selectAll()
    for typed in "-.5":
        _type(box, typed)
        assert not box.property("invalid")
        sliders.show_point(np.array([1.0]))  # training goes on
    assert box.text() == "-.5"
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == "1.00"
    assert sliders.told == []


def test_enter_without_typing_does_not_round_the_value(qtbot, make):
    sliders = make(1)
    sliders.show_point(np.array([0.123456]))
    box = _row(sliders, 0).box
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Return)
    _settle(qtbot)
    assert sliders.told == []
    assert sliders.point[0] == np.float32(0.123456)


def test_rows_exist_only_for_what_is_in_view(make):
    sliders = make(1024, height=300)
    assert len(sliders.findChildren(SliderRow)) < 20
    for dimension in (1023, 500, 0):
        sliders.scroll_to(dimension)
        row = _row(sliders, dimension)
        assert sliders.viewport().rect().contains(row.mapTo(sliders.viewport(), row.rect().center()))
        assert row.label.text == dimension_name(dimension)
        assert row.slider.accessibleName() == f"Latent dimension {dimension + 1}"
    assert len(sliders.findChildren(SliderRow)) < 20


def test_a_row_that_comes_into_view_shows_its_own_value_and_range(make):
    sliders = make(200)
    sliders.show_ranges(np.full(200, -1.0), np.arange(1.0, 201.0))
    sliders.show_point(np.arange(200) / 2)
    for dimension in (150, 3, 199):
        sliders.scroll_to(dimension)
        row = _row(sliders, dimension)
        assert number_from(row.box.text()) == pytest.approx(dimension / 2, abs=0.5)
        share = (dimension / 2 + 1) / (dimension + 2)
        assert row.slider.value() / row.slider.maximum() == pytest.approx(share, abs=1e-3)


def test_scrolling_away_finishes_the_typing_where_it_began(qtbot, make):
    sliders = make(1024)
    box = _row(sliders, 0).box
    box.setFocus()
    box.selectAll()
    _type(box, "1.5")
    with qtbot.waitSignal(sliders.moved):
        sliders.verticalScrollBar().setValue(5000)
    assert np.flatnonzero(sliders.point).tolist() == [0]
    assert sliders.hasFocus(), "keys must not reach the dimension that has the row now"


def test_tab_visits_slider_and_value_of_every_dimension_and_leaves(qtbot):
    host = QWidget()
    qtbot.addWidget(host)
    before, sliders, after = QPushButton("before"), LatentSliders(), QPushButton("after")
    layout = QVBoxLayout(host)
    for widget in (before, sliders, after):
        layout.addWidget(widget)
    host.resize(320, 200)  # fewer rows in view than dimensions
    sliders.show_dimensions(12)
    with qtbot.waitActive(host):
        host.show()
        host.activateWindow()
    before.setFocus()
    qtbot.waitUntil(before.hasFocus)
    wanted = [part for d in range(12) for part in (f"Latent {d}", f"Value {d}")]
    assert _tab_through(host, Qt.Key.Key_Tab, after) == wanted
    visited = _tab_through(host, Qt.Key.Key_Backtab, before)
    assert visited == wanted[::-1]


def _tab_through(host: QWidget, key: Qt.Key, end: QWidget) -> list[str]:
    visited = []
    for _ in range(60):
        QTest.keyClick(QApplication.focusWidget(), key)
        widget = QApplication.focusWidget()
        if widget is end:
            return visited
        words = widget.accessibleName().split()
        visited.append(f"{words[0]} {int(words[-1]) - 1}")
    raise AssertionError(f"Tab never left: {visited}")


def test_the_wheel_scrolls_the_list_over_a_slider_without_focus(qtbot, make):
    sliders = make(64)
    _wheel(sliders, _row(sliders, 1), -120)
    _settle(qtbot)
    assert sliders.verticalScrollBar().value() > 0
    assert sliders.told == []


def test_the_wheel_turns_the_slider_in_focus_and_holds_the_list(qtbot, make):
    sliders = make(64)
    row = _row(sliders, 1)
    row.slider.setFocus()
    qtbot.waitUntil(row.slider.hasFocus)
    with qtbot.waitSignal(sliders.moved):
        _wheel(sliders, row, 120)
    assert sliders.point[1] == pytest.approx(0.02)
    QTest.keyClick(row.slider, Qt.Key.Key_End)
    _wheel(sliders, row, 120)
    assert sliders.verticalScrollBar().value() == 0, "nor at the end of its range"


def test_the_list_does_not_scroll_away_under_a_handle_that_is_held(qtbot, make):
    sliders = make(64)
    row = _row(sliders, 1)
    QTest.mousePress(row.slider, Qt.MouseButton.LeftButton, pos=_handle(row))
    _wheel(sliders, _row(sliders, 4), -120)
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton, pos=_handle(row))
    assert sliders.verticalScrollBar().value() == 0


def test_a_scroll_under_way_is_not_caught_by_the_slider_in_focus(qtbot, make):
    sliders = make(64)
    focused = _row(sliders, 3)
    focused.slider.setFocus()
    qtbot.waitUntil(focused.slider.hasFocus)
    _wheel(sliders, _row(sliders, 1), -120)
    scrolled = sliders.verticalScrollBar().value()
    _wheel(sliders, focused, -120)
    _settle(qtbot)
    assert sliders.told == []
    assert sliders.verticalScrollBar().value() == 2 * scrolled


def test_where_nothing_scrolls_the_wheel_turns_the_slider_under_the_pointer(qtbot, make):
    sliders = make(3)
    row = _row(sliders, 2)
    with qtbot.waitSignal(sliders.moved):
        for _ in range(4):
            _wheel(sliders, row, -30)  # a touchpad sends parts of a click
    assert sliders.point.tolist() == [0, 0, pytest.approx(-0.02)]


def test_another_number_of_dimensions_starts_anew(qtbot, make):
    sliders = make(8)
    _row(sliders, 5).slider.choose(1.0)
    sliders.show_dimensions(2)
    _settle(qtbot)
    assert sliders.told == [], "a move of sliders that are gone"
    assert sliders.point.tolist() == [0.0, 0.0]
    sliders.show_point(np.ones(3))
    assert sorted(r.dimension for r in sliders.findChildren(SliderRow) if r.isVisible()) == [0, 1, 2]


def test_ranges_that_say_nothing_leave_a_usable_slider(make):
    sliders = make(4)
    low = np.array([0.0, np.nan, 3.0, -np.inf])
    high = np.array([0.0, 1.0, -3.0, np.inf])
    sliders.show_ranges(low, high)
    for dimension in range(4):
        row = _row(sliders, dimension)
        row.slider.setValue(row.slider.maximum())
        top = row.slider.number
        row.slider.setValue(0)
        assert np.isfinite(top)
        assert row.slider.number < top - 0.1


def test_a_code_of_no_numbers_can_be_shown(make):
    sliders = make(3)
    sliders.show_point(np.array([np.nan, np.inf, -np.inf]))
    sliders.grab()
    assert _row(sliders, 0).box.text() == "nan"
    assert _row(sliders, 1).slider.value() == _row(sliders, 1).slider.maximum()


@given(st.lists(_FLOATS, min_size=1, max_size=40))
def test_a_copied_code_is_pasted_to_the_same_bits(values):
    z = np.array(values, np.float32)
    assert np.array_equal(code_from(code_text(z), len(z)), z)


@given(st.text(max_size=60), st.integers(1, 5))
def test_pasted_text_is_a_code_of_that_length_or_an_error_with_a_sentence(text, latent):
    try:
        z = code_from(text, latent)
    except ConfigError as error:
        said = str(error)
    else:
        assert z.shape == (latent,)
        assert np.isfinite(z).all()
        return
    assert f"a code of length {latent}," in said


@given(_FLOATS, st.floats(1e-3, 1e4))
def test_a_shown_number_reads_back_within_a_slider_step(value, span):
    shown = number_from(number_text(value, span))
    assert shown == pytest.approx(value, abs=max(span / 100, 0.5 if span > 100 else 0), rel=0.01)
    assert number_text(value, span) not in ("−0.00", "-0.00", "−0")
