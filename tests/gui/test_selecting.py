"""Points are selected with the mouse: by a click, a box or a freehand line, with keys that add and remove."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.latent.group import How
from tests.gui.clouds import DARK, LIGHT, cloud, painted
from tests.gui.mouse import LEFT, NO_KEY, drag, move
from tests.gui.scatters import lone_point, pixels, shown_scatter

SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


@pytest.fixture
def scatter(qtbot):
    widget = shown_scatter(qtbot)
    widget.show_drawing(DrawingChoices(names=False))
    return widget


@pytest.fixture
def chosen(scatter):
    """All that was chosen since: (rows as a list, how, what)."""
    heard = []
    scatter.points_chosen.connect(lambda rows, how, what: heard.append((rows.tolist(), how, what)))
    return heard


def places_of(scatter):
    return np.array([scatter.pixel_of_point(i).toTuple() for i in range(len(scatter.points))])


def within(scatter, left, top, right, bottom):
    x, y = places_of(scatter).T
    return np.flatnonzero((x >= left) & (x <= right) & (y >= top) & (y <= bottom)).tolist()


BOX = [QPoint(40, 20), QPoint(120, 90), QPoint(250, 160)]
LINE = [QPoint(40, 20), QPoint(250, 20), QPoint(250, 160), QPoint(40, 160)]


def test_a_drag_with_shift_chooses_what_is_in_the_box(scatter, chosen):
    view = scatter.canvas.view
    drag(scatter.canvas.viewport(), BOX, SHIFT)
    assert chosen == [(within(scatter, 40, 20, 250, 160), How.REPLACE, "box")]
    assert 10 < len(chosen[0][0]) < 290
    assert scatter.canvas.view == view, "the map stays"


def test_a_drag_with_the_lasso_chooses_what_it_goes_round(scatter, chosen):
    drag(scatter.canvas.viewport(), LINE)
    assert chosen == [], "without the lasso a drag moves the map"
    scatter.fit()
    scatter.canvas.set_lasso(True)
    drag(scatter.canvas.viewport(), LINE)
    assert chosen == [(within(scatter, 40, 20, 250, 160), How.REPLACE, "lasso")]


@pytest.mark.parametrize(
    ("keys", "how"), [(NO_KEY, How.REPLACE), (CTRL, How.ADD), (ALT, How.REMOVE), (CTRL | ALT, How.REMOVE)]
)
def test_keys_add_and_remove_alike_in_click_box_and_lasso(scatter, chosen, keys, how):
    viewport, index = scatter.canvas.viewport(), lone_point(scatter)
    QTest.mouseClick(viewport, LEFT, keys, scatter.pixel_of_point(index).toPoint())
    drag(viewport, BOX, SHIFT | keys)
    scatter.canvas.set_lasso(True)
    drag(viewport, LINE, keys)
    assert [(how, what) for _, how, what in chosen] == [(how, "click"), (how, "box"), (how, "lasso")]
    assert chosen[0][0] == [index]
    assert chosen[1][0] == chosen[2][0]


def test_a_click_loads_a_point_unless_it_takes_it_away(scatter):
    loaded, ground = [], []
    scatter.point_clicked.connect(loaded.append)
    scatter.ground_clicked.connect(ground.append)
    index = lone_point(scatter)
    for keys in (NO_KEY, CTRL, ALT):
        QTest.mouseClick(scatter.canvas.viewport(), LEFT, keys, scatter.pixel_of_point(index).toPoint())
    assert loaded == [index, index]
    for keys in (CTRL, ALT):
        QTest.mouseClick(scatter.canvas.viewport(), LEFT, keys, QPoint(3, 3))
    assert ground == [], "who adds or removes and misses asks for nothing else"


def test_without_keys_the_chosen_mode_holds(scatter, chosen):
    scatter.canvas.set_how(How.REMOVE)
    drag(scatter.canvas.viewport(), BOX, SHIFT)
    drag(scatter.canvas.viewport(), BOX, SHIFT | CTRL)
    assert [how for _, how, _ in chosen] == [How.REMOVE, How.ADD]


def test_hidden_classes_cannot_be_chosen(scatter, chosen):
    labels, _ = cloud()
    scatter.set_visible_classes(np.array([True, False, True]))
    drag(scatter.canvas.viewport(), [QPoint(1, 1), QPoint(50, 50), QPoint(398, 298)], SHIFT)
    assert chosen[0][0] == np.flatnonzero(labels != 1).tolist()


def test_the_line_is_painted_while_it_is_drawn_and_gone_afterwards(scatter, chosen):
    viewport = scatter.canvas.viewport()
    before = pixels(scatter)
    scatter.canvas.set_lasso(True)
    QTest.mousePress(viewport, LEFT, NO_KEY, LINE[0])
    for place in LINE[1:]:
        move(viewport, place)
    during = pixels(scatter)
    top = during[20, 60:230].astype(int)
    assert (np.abs(top - before[20, 60:230]).sum(axis=1) > 60).mean() > 0.9, "its upper side can be seen"
    inside = (during[25:155, 45:245] != before[25:155, 45:245]).any(axis=2).mean()
    assert inside > 0.9, "what it goes round is tinted"
    QTest.mouseRelease(viewport, LEFT, NO_KEY, LINE[-1])
    assert np.array_equal(pixels(scatter), before)
    assert len(chosen) == 1


def test_a_line_that_is_given_up_chooses_nothing(scatter, chosen):
    viewport = scatter.canvas.viewport()
    QTest.mousePress(viewport, LEFT, SHIFT, BOX[0])
    for place in BOX[1:]:
        move(viewport, place, SHIFT)
    assert scatter.canvas.cancel_outline()
    assert not scatter.canvas.cancel_outline(), "there is nothing more to give up"
    QTest.mouseRelease(viewport, LEFT, SHIFT, BOX[-1])
    assert chosen == []


def test_the_view_waits_while_a_line_is_drawn(scatter, chosen):
    viewport = scatter.canvas.viewport()
    QTest.mousePress(viewport, LEFT, SHIFT, BOX[0])
    move(viewport, BOX[2], SHIFT)
    view = scatter.canvas.view
    scatter.show_layout(cloud()[1] * np.float32(5))
    assert scatter.canvas.view == view
    QTest.mouseRelease(viewport, LEFT, SHIFT, BOX[-1])
    scatter.show_layout(cloud()[1] * np.float32(5))
    assert scatter.canvas.view.width > 3 * view.width


def test_the_mouse_says_what_a_press_would_do(scatter):
    viewport = scatter.canvas.viewport()
    index = lone_point(scatter)
    QTest.mouseMove(viewport, scatter.pixel_of_point(index).toPoint())
    QApplication.processEvents()
    assert viewport.cursor().shape() == Qt.CursorShape.PointingHandCursor
    scatter.canvas.set_lasso(True)
    assert viewport.cursor().shape() == Qt.CursorShape.CrossCursor
    scatter.canvas.set_lasso(False)
    QApplication.sendEvent(scatter.canvas, QEvent(QEvent.Type.Leave))
    assert viewport.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_lasso_leaves_the_keys_of_the_map_alone(scatter):
    scatter.canvas.set_lasso(True)
    view = scatter.canvas.view
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Right, NO_KEY)
    QApplication.sendEvent(scatter.canvas, event)
    assert scatter.canvas.view.left > view.left


# --- what stands out ----------------------------------------------------------------------------------------


def strength(image, ground):
    """How far each pixel is from the ground."""
    return np.abs(image.astype(int) - ground).sum(axis=2)


@pytest.mark.parametrize("ground", [DARK, LIGHT])
def test_a_group_keeps_its_colours_and_the_others_are_dimmed_but_seen(scatter, ground):
    scatter.setPalette(painted(ground))
    before = pixels(scatter)
    back = before[2, 2].astype(int)
    left = scatter.points[:, 0] < -2
    scatter.show_group(left)
    after = pixels(scatter)
    places = places_of(scatter).round().astype(int)
    full, dim = strength(before, back), strength(after, back)
    at = (places[:, 1], places[:, 0])
    inked = full[at] > 40
    assert (dim[at][left & inked] == full[at][left & inked]).mean() > 0.97
    others = dim[at][~left & inked] / full[at][~left & inked]
    assert 0.15 < np.median(others) < 0.5
    scatter.show_group(None)
    assert np.array_equal(pixels(scatter), before)


def test_a_group_lies_on_top_of_the_others(scatter, qtbot):
    """The first point is painted first, below all others that are at its place."""
    labels = np.array([0, 1, 1, 1])
    scatter.show_classes(labels, ("zero", "one", "two"))
    scatter.show_layout(np.array([[0, 0], [0, 0], [0, 0], [5, 5]], np.float32))
    at = scatter.pixel_of_point(0).toPoint()
    covered = pixels(scatter)[at.y(), at.x()].tolist()
    scatter.show_group(np.array([True, False, False, False]))
    on_top = pixels(scatter)[at.y(), at.x()].tolist()
    assert on_top != covered
    scatter.set_visible_classes(np.array([True, False, True]))
    scatter.show_group(None)
    assert pixels(scatter)[at.y(), at.x()].tolist() == on_top, "it is its own colour"


def test_hidden_points_of_a_group_stay_hidden(scatter):
    scatter.show_group(np.ones(300, bool))
    scatter.set_visible_classes(np.array([False, False, False]))
    assert len(np.unique(pixels(scatter).reshape(-1, 3), axis=0)) == 1


def test_a_mask_of_more_points_than_are_shown_is_of_use_when_they_come(scatter):
    points = cloud()[1]
    mask = np.arange(300) >= 250
    scatter.show_layout(points[:200])
    scatter.show_group(mask)
    pixels(scatter)
    scatter.show_layout(points)
    assert len(np.unique(pixels(scatter).reshape(-1, 3), axis=0)) > 10


def test_shift_let_go_after_the_press_still_draws_a_box(scatter, chosen):
    viewport, view = scatter.canvas.viewport(), scatter.canvas.view
    QTest.mousePress(viewport, LEFT, SHIFT, QPoint(40, 20))
    for place in (QPoint(150, 90), QPoint(250, 160)):
        move(viewport, place)
    QTest.mouseRelease(viewport, LEFT, NO_KEY, QPoint(250, 160))
    assert [what for _, _, what in chosen] == ["box"]
    assert scatter.canvas.view == view, "the map stays"
