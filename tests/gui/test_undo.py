"""Selections, filters and views are taken back and done again, step by step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from latentlab.gui.undo import Undo
from latentlab.gui.widgets.scatter.class_legend import ClassButton
from latentlab.gui.workspace.group import Group
from latentlab.gui.workspace.point_filter import PointFilter
from latentlab.latent.group import How
from tests.gui.mouse import drag
from tests.gui.test_group import middle_box
from tests.gui.test_latent_scatter import wheel

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
ROWS = 30


@pytest.fixture
def ready(window, qtbot):
    qtbot.waitUntil(lambda: window.workspace.map.layout is not None and not window.map.scatter.is_gliding)
    window.map.scatter.canvas.setFocus()
    return window


def undo(window):
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL)


def sides_of(view):
    return view.left, view.bottom, view.right, view.top


def redo(window):
    QTest.keyClick(window, Qt.Key.Key_Z, CTRL | SHIFT)


steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(list(How)), st.lists(st.integers(0, ROWS - 1), max_size=8)),
        st.tuples(st.sampled_from(["clear", "invert", "all"]), st.none()),
        st.tuples(st.just("classes"), st.lists(st.booleans(), min_size=3, max_size=3)),
    ),
    max_size=12,
)


@given(steps, st.data())
def test_any_steps_are_taken_back_to_the_beginning_and_done_again_to_the_end(chosen, data):
    shown = PointFilter()
    group, back = Group(shown), Undo()
    back.watch(group.stepped, group.put)
    back.watch(shown.stepped, shown.put)
    shown.follow(np.arange(ROWS) % 3, 3)
    shown.follow_map(ROWS)
    states = [(group.rows, shown.shown)]
    for what, value in chosen:
        if isinstance(what, How):
            group.choose(np.array(value, int), what, "lasso")
        elif what == "classes":
            shown.show_classes(np.array(value))
        else:
            {"clear": group.clear, "invert": group.invert, "all": group.choose_all}[what]()
        before = states[-1]
        if not (np.array_equal(group.rows, before[0]) and shown.shown.is_same(before[1])):
            states.append((group.rows, shown.shown))
    at = len(states) - 1
    assert back.stack.count() == at
    for goes_back in data.draw(st.lists(st.booleans(), max_size=20)):
        (back.undo if goes_back else back.redo)()
        at = max(0, at - 1) if goes_back else min(len(states) - 1, at + 1)
        assert np.array_equal(group.rows, states[at][0])
        assert shown.shown.is_same(states[at][1])


def test_the_stack_is_bounded():
    shown = PointFilter()
    group, back = Group(shown), Undo()
    back.watch(group.stepped, group.put)
    shown.follow(np.zeros(400, int), 1)
    shown.follow_map(400)
    for row in range(400):
        group.choose(np.array([row]), How.REPLACE, "click")
    assert back.stack.count() == 100


def test_actions_say_what_they_would_take_back(qapp):
    one, other, back = QAction("Undo"), QAction("Redo"), Undo()
    group = Group(PointFilter())
    back.watch(group.stepped, group.put)
    back.show_in(one, other)
    assert (one.text(), one.isEnabled(), other.isEnabled()) == ("Undo", False, False)
    group.stepped.emit("lasso", group.rows, group.rows)
    assert (one.text(), one.isEnabled()) == ("Undo lasso", True)
    back.undo()
    assert (one.text(), other.text(), one.isEnabled()) == ("Undo", "Redo lasso", False)


def test_steps_told_together_are_one():
    back, seen = Undo(), []
    group = Group(PointFilter())
    back.watch(group.stepped, seen.append)
    with back.as_one("search"):
        group.stepped.emit("lasso", 1, 2)
        group.stepped.emit("zoom", 3, 4)
    with back.as_one("search"):
        pass
    assert back.stack.count() == 1
    back.undo()
    back.redo()
    assert seen == [3, 1, 2, 4]


def test_a_box_is_taken_back_and_done_again_by_keys(ready):
    drag(ready.map.scatter.canvas.viewport(), middle_box(ready), SHIFT)
    rows = ready.workspace.group.rows
    assert ready.actions_.undo.text() == "Undo box"
    undo(ready)
    assert len(ready.workspace.group.rows) == 0
    redo(ready)
    assert np.array_equal(ready.workspace.group.rows, rows)
    undo(ready)
    QTest.keyClick(ready, Qt.Key.Key_Y, CTRL)
    assert np.array_equal(ready.workspace.group.rows, rows)


def test_taking_back_a_click_loads_the_point_that_was_clicked_before(ready):
    scatter, selector = ready.map.scatter, ready.workspace.selector
    for row in (11, 42):
        scatter.point_clicked.emit(row)
        scatter.points_chosen.emit(np.array([row]), How.REPLACE, "click")
    undo(ready)
    assert ready.workspace.group.rows.tolist() == [11]
    assert selector.selection.row == 11


def test_a_hidden_class_comes_back_in_map_and_legend(ready):
    button = ready.map.legend.findChildren(ClassButton)[3]
    total = ready.map.scatter.shown_count
    button.click()
    assert ready.map.scatter.shown_count < total
    assert ready.actions_.undo.text() == "Undo class filter"
    undo(ready)
    assert ready.map.scatter.shown_count == total
    assert button.isChecked()
    redo(ready)
    assert not button.isChecked()


def test_others_are_hidden_and_shown_again(ready):
    w, total = ready.workspace, ready.map.scatter.shown_count
    assert not ready.actions_.only_group.isEnabled()
    drag(ready.map.scatter.canvas.viewport(), middle_box(ready), SHIFT)
    QTest.keyClick(ready, Qt.Key.Key_H)
    assert ready.map.scatter.shown_count == len(w.group.rows) < total
    QTest.keyClick(ready, Qt.Key.Key_H, SHIFT)
    assert ready.map.scatter.shown_count == total
    assert not ready.actions_.show_all.isEnabled()
    undo(ready)
    assert ready.map.scatter.shown_count == len(w.group.rows)


def test_a_gesture_is_one_step_and_views_come_back(ready, qtbot):
    canvas, stack = ready.map.scatter.canvas, ready.undo.stack
    first = canvas.view
    at = canvas.viewport().rect().center()
    for _ in range(4):
        wheel(ready.map.scatter, at, 120)
    qtbot.waitUntil(lambda: stack.count() == 1)
    zoomed = canvas.view
    drag(canvas.viewport(), [at, at + QPoint(40, 10), at + QPoint(90, 30), at + QPoint(120, 50)])
    assert stack.count() == 2, "a drag is over when the mouse lets go"
    assert ready.actions_.undo.text() == "Undo move of the map"
    panned = canvas.view
    QTest.keyClick(ready, Qt.Key.Key_Home)
    assert ready.map.scatter.is_following
    undo(ready)
    assert sides_of(canvas.view) == pytest.approx(sides_of(panned))
    undo(ready)
    assert sides_of(canvas.view) == pytest.approx(sides_of(zoomed))
    assert not ready.map.scatter.is_following
    undo(ready)
    assert ready.map.scatter.is_following
    assert canvas.view.left == pytest.approx(first.left)
    redo(ready)
    assert sides_of(canvas.view) == pytest.approx(sides_of(zoomed))


def test_a_gesture_under_way_is_taken_back_at_once(ready):
    view = ready.map.scatter.canvas.view
    drag(ready.map.scatter.canvas.viewport(), middle_box(ready), SHIFT)
    wheel(ready.map.scatter, ready.map.scatter.canvas.viewport().rect().center(), 240)
    undo(ready)
    assert ready.map.scatter.canvas.view.width == pytest.approx(view.width)
    assert len(ready.workspace.group.rows) > 0


def test_views_of_another_map_are_passed_over(ready, qtbot):
    drag(ready.map.scatter.canvas.viewport(), middle_box(ready), SHIFT)
    wheel(ready.map.scatter, ready.map.scatter.canvas.viewport().rect().center(), 240)
    qtbot.waitUntil(lambda: ready.undo.stack.count() == 2)
    with qtbot.waitSignal(ready.workspace.layout_changed):
        ready.workspace.map.choose("axes")
    assert ready.actions_.undo.text() == "Undo box"
    undo(ready)
    assert len(ready.workspace.group.rows) == 0


def test_other_images_leave_nothing_to_take_back(ready, qtbot):
    drag(ready.map.scatter.canvas.viewport(), middle_box(ready), SHIFT)
    with qtbot.waitSignal(ready.workspace.subject_changed):
        ready.workspace.open_data("mnist-5k")
    assert not ready.actions_.undo.isEnabled()
    assert ready.map.scatter.shown_count == len(ready.map.scatter.points)


def test_a_text_field_keeps_its_own_undo(ready, qtbot):
    drag(ready.map.scatter.canvas.viewport(), middle_box(ready), SHIFT)
    rows = ready.workspace.group.rows
    field = QLineEdit(ready)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "12")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert field.text() == ""
    assert np.array_equal(ready.workspace.group.rows, rows)
