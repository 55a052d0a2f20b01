"""What the mouse asks of a space, without OpenGL: a plain widget hands its events on."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from latentlab.gui.widgets.space.space_mouse import SpaceMouse
from latentlab.latent.group import How
from tests.gui.mouse import LEFT, drag, move

SHIFT = Qt.KeyboardModifier.ShiftModifier
WAY = [QPoint(20, 30), QPoint(60, 30), QPoint(60, 80), QPoint(20, 80)]


class Ground(QWidget):
    """Takes the mouse as a space does."""

    def __init__(self):
        super().__init__()
        self.resize(200, 200)
        self.mouse = SpaceMouse(self)
        self.mousePressEvent, self.mouseMoveEvent = self.mouse.press, self.mouse.move
        self.mouseReleaseEvent = self.mouse.release


@pytest.fixture
def ground(qtbot):
    made = Ground()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def outlined(ground):
    heard = []
    ground.mouse.outlined.connect(lambda outline, how: heard.append((outline, how)))
    return heard


def test_a_drag_turns_the_space_as_far_as_the_mouse_goes(ground, outlined):
    ways = []
    ground.mouse.turned_by.connect(lambda x, y: ways.append((x, y)))
    drag(ground, WAY)
    np.testing.assert_allclose(np.sum(ways, axis=0), (0, 50), atol=1e-9)
    assert not outlined


def test_a_drag_with_shift_draws_a_box_and_turns_nothing(ground, outlined, qtbot):
    with qtbot.assertNotEmitted(ground.mouse.turned_by):
        drag(ground, WAY[:3], SHIFT)
    outline, how = outlined[0]
    assert outline.is_box
    assert how is How.REPLACE
    inside = outline.inside(np.array([[40.0, 70, np.nan], [50.0, 50, 50]]))
    np.testing.assert_array_equal(inside, [True, False, False])


def test_a_lasso_goes_round_what_it_was_drawn_around_and_ctrl_adds(ground, outlined):
    ground.mouse.set_lasso(True)
    drag(ground, WAY, Qt.KeyboardModifier.ControlModifier)
    outline, how = outlined[0]
    assert how is How.ADD
    np.testing.assert_array_equal(outline.inside(np.array([[40.0, 70], [50.0, 50]])), [True, False])


def test_a_press_that_moves_little_is_a_click_and_joins_as_it_was_chosen(ground, qtbot):
    ground.mouse.how = How.REMOVE
    with qtbot.waitSignal(ground.mouse.clicked) as heard:
        drag(ground, [QPoint(20, 30), QPoint(21, 30)])
    assert heard.args[0].toPoint() == QPoint(21, 30)
    assert heard.args[1] is How.REMOVE


def test_a_line_that_is_given_up_selects_nothing(ground, outlined):
    QTest.mousePress(ground, LEFT, SHIFT, WAY[0])
    move(ground, WAY[2], SHIFT)
    assert ground.mouse.cancel_outline()
    assert not ground.mouse.cancel_outline()
    QTest.mouseRelease(ground, LEFT, SHIFT, WAY[2])
    assert not outlined
