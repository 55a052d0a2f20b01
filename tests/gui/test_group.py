"""The group of selected points: what a click does to it, what it outlives, and how the window shows it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from latentlab.gui.workspace.group import Group
from latentlab.gui.workspace.point_filter import PointFilter
from latentlab.latent.group import How
from tests.gui.mouse import LEFT, NO_KEY, drag, move

SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def group():
    shown = PointFilter()
    shown.follow(np.arange(20) % 4, 4)
    shown.follow_map(20)
    made = Group(shown)
    made.choose(np.array([5, 3, 9]), How.REPLACE, "lasso")
    return made


def test_a_click_selects_one_point_and_on_one_of_many_only_looks_at_it(group):
    group.choose(np.array([9]), How.REPLACE, "click")
    assert group.rows.tolist() == [3, 5, 9]
    group.choose(np.array([4]), How.REPLACE, "click")
    assert group.rows.tolist() == [4]
    group.choose(np.array([7]), How.ADD, "click")
    group.choose(np.array([4]), How.REMOVE, "click")
    assert group.rows.tolist() == [7]


def test_what_changes_nothing_is_no_step(group, qtbot):
    steps = []
    group.stepped.connect(lambda *step: steps.append(step[0]))
    group.choose(np.array([3, 5, 9]), How.REPLACE, "box")
    group.choose(np.array([1]), How.REMOVE, "box")
    assert steps == []
    group.clear()
    group.clear()
    assert steps == ["clear"]


def test_hidden_points_are_never_selected(group):
    shown = group._filter
    shown.show_classes(np.array([True, False, True, True]))
    group.choose(np.arange(20), How.REPLACE, "search")
    assert group.rows.tolist() == [row for row in range(20) if row % 4 != 1]
    shown.show_only(np.array([1, 2, 3, 18, 19]))
    group.choose_all()
    assert group.rows.tolist() == [2, 3, 18, 19], "row 1 is of the hidden class"
    group.choose(np.array([3]), How.REMOVE, "click")
    group.invert()
    assert group.rows.tolist() == [3]
    shown.follow_map(19)
    shown.show_all()
    group.choose_all()
    assert group.rows.tolist() == list(range(19)), "row 19 is not on the map"


def test_what_is_selected_and_hidden_afterwards_stays_selected(group):
    group._filter.show_classes(np.array([True, False, True, True]))
    assert group.rows.tolist() == [3, 5, 9]


def middle_box(window):
    size = window.map.scatter.canvas.viewport().size()
    return [
        QPoint(size.width() // 4, size.height() // 4),
        QPoint(size.width() // 2, size.height() // 2),
        QPoint(3 * size.width() // 4, 3 * size.height() // 4),
    ]


def test_a_box_selects_in_the_window_and_escape_clears(window, qtbot):
    viewport, group = window.map.scatter.canvas.viewport(), window.workspace.group
    qtbot.waitUntil(lambda: window.workspace.map.layout is not None)
    drag(viewport, middle_box(window), SHIFT)
    assert len(group.rows) > 100
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert len(group.rows) == 0


def test_escape_gives_up_the_line_then_the_lasso_then_the_group(window, qtbot):
    viewport, group, lasso = (
        window.map.scatter.canvas.viewport(), window.workspace.group, window.actions_.lasso
    )  # fmt: skip
    qtbot.waitUntil(lambda: window.workspace.map.layout is not None)
    drag(viewport, middle_box(window), SHIFT)
    rows = group.rows
    QTest.keyClick(window, Qt.Key.Key_S)
    assert lasso.isChecked()
    QTest.mousePress(viewport, LEFT, NO_KEY, QPoint(20, 20))
    for place in middle_box(window):
        move(viewport, place)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    QTest.mouseRelease(viewport, LEFT, NO_KEY, QPoint(20, 20))
    assert lasso.isChecked()
    assert np.array_equal(group.rows, rows)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not lasso.isChecked()
    assert np.array_equal(group.rows, rows)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert len(group.rows) == 0


def test_a_group_outlives_another_number_of_points_and_not_other_images(workspace, qtbot):
    rows = np.array([3, 4_000])
    workspace.group.choose(rows, How.REPLACE, "lasso")
    workspace.set_map_points(1_000)
    qtbot.waitUntil(lambda: len(workspace.map.layout.points) == 1_000)
    assert workspace.group.rows.tolist() == rows.tolist()
    workspace.open_data("mnist-5k")
    qtbot.waitUntil(lambda: len(workspace.group.rows) == 0)
