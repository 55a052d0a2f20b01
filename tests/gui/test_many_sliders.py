"""A list of more sliders than are in view is scrolled, walked through and shown anew."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from latentlab.gui.widgets.code_slider import EDGE
from latentlab.gui.widgets.code_text import dimension_name, number_from
from latentlab.gui.widgets.filmstrip import FILM_HEIGHT
from latentlab.gui.widgets.latent_sliders import LatentSliders
from latentlab.gui.widgets.slider_look import plain_look
from latentlab.gui.widgets.slider_row import SliderRow
from tests.gui.sliders import handle_of, row_of, settle, shown_sliders, turn_wheel, type_into


@pytest.fixture
def make(qtbot):
    return partial(shown_sliders, qtbot)


def test_rows_exist_only_for_what_is_in_view(make):
    sliders = make(1024, height=300)
    assert len(sliders.findChildren(SliderRow)) < 20
    for dimension in (1023, 500, 0):
        sliders.scroll_to(dimension)
        row = row_of(sliders, dimension)
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
        row = row_of(sliders, dimension)
        assert number_from(row.box.text()) == pytest.approx(dimension / 2, abs=0.5)
        share = (dimension / 2 + 1) / (dimension + 2)
        assert row.slider.value() / row.slider.maximum() == pytest.approx(share, abs=1e-3)


def test_scrolling_away_finishes_the_typing_where_it_began(qtbot, make):
    sliders = make(1024)
    box = row_of(sliders, 0).box
    box.setFocus()
    box.selectAll()
    type_into(box, "1.5")
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
    turn_wheel(sliders, row_of(sliders, 1), -120)
    settle(qtbot)
    assert sliders.verticalScrollBar().value() > 0
    assert sliders.told == []


def test_the_wheel_turns_the_slider_in_focus_and_holds_the_list(qtbot, make):
    sliders = make(64)
    row = row_of(sliders, 1)
    row.slider.setFocus()
    qtbot.waitUntil(row.slider.hasFocus)
    with qtbot.waitSignal(sliders.moved):
        turn_wheel(sliders, row, 120)
    assert sliders.point[1] == pytest.approx(0.02)
    QTest.keyClick(row.slider, Qt.Key.Key_End)
    turn_wheel(sliders, row, 120)
    assert sliders.verticalScrollBar().value() == 0, "nor at the end of its range"


def test_the_list_does_not_scroll_away_under_a_handle_that_is_held(qtbot, make):
    sliders = make(64)
    row = row_of(sliders, 1)
    QTest.mousePress(row.slider, Qt.MouseButton.LeftButton, pos=handle_of(row))
    turn_wheel(sliders, row_of(sliders, 4), -120)
    QTest.mouseRelease(row.slider, Qt.MouseButton.LeftButton, pos=handle_of(row))
    assert sliders.verticalScrollBar().value() == 0


def test_a_scroll_under_way_is_not_caught_by_the_slider_in_focus(qtbot, make):
    sliders = make(64)
    focused = row_of(sliders, 3)
    focused.slider.setFocus()
    qtbot.waitUntil(focused.slider.hasFocus)
    turn_wheel(sliders, row_of(sliders, 1), -120)
    scrolled = sliders.verticalScrollBar().value()
    turn_wheel(sliders, focused, -120)
    settle(qtbot)
    assert sliders.told == []
    assert sliders.verticalScrollBar().value() == 2 * scrolled


def test_where_nothing_scrolls_the_wheel_turns_the_slider_under_the_pointer(qtbot, make):
    sliders = make(3)
    row = row_of(sliders, 2)
    with qtbot.waitSignal(sliders.moved):
        for _ in range(4):
            turn_wheel(sliders, row, -30)  # a touchpad sends parts of a click
    assert sliders.point.tolist() == [0, 0, pytest.approx(-0.02)]


def test_another_number_of_dimensions_starts_anew(qtbot, make):
    sliders = make(8)
    row_of(sliders, 5).slider.choose(1.0)
    sliders.show_dimensions(2)
    settle(qtbot)
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
        row = row_of(sliders, dimension)
        row.slider.setValue(row.slider.maximum())
        top = row.slider.number
        row.slider.setValue(0)
        assert np.isfinite(top)
        assert row.slider.number < top - 0.1


def test_a_code_of_no_numbers_can_be_shown(make):
    sliders = make(3)
    sliders.show_point(np.array([np.nan, np.inf, -np.inf]))
    sliders.grab()
    assert row_of(sliders, 0).box.text() == "nan"
    assert row_of(sliders, 1).slider.value() == row_of(sliders, 1).slider.maximum()


def test_wider_names_leave_room_for_fewer_frames_which_is_told_at_once(make):
    sliders, told = make(4, height=500), []
    sliders.show_filming(True)
    sliders.view_changed.connect(lambda: told.append(sliders.film_frames))
    look, shares = plain_look(4), np.array([0.4, 0.3, 0.2, 0.1])
    sliders.show_look(replace(look, kind="principal", shares=shares))
    QApplication.processEvents()  # all is laid out
    room = (row_of(sliders, 0).slider.width() - 2 * EDGE) / FILM_HEIGHT
    assert told[-1] == sliders.film_frames == int(room)
