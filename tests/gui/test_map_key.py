"""The overview in the corner shows the whole map and moves the view."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter


@pytest.fixture
def scatter(qtbot):
    shown = LatentScatter()
    qtbot.addWidget(shown)
    shown.resize(500, 400)
    shown.show()
    rng = np.random.default_rng(0)
    points = rng.normal(size=(600, 2)) + np.repeat([[0, 0], [20, 10]], 300, axis=0)
    shown.show_classes(np.repeat([0, 1], 300), ("a", "b"))
    shown.show_layout(points.astype(np.float32))
    return shown


def test_the_overview_is_there_while_a_part_is_out_of_view(scatter):
    assert not scatter.key.isVisible()
    scatter.canvas.zoom(4.0, np.array([20.0, 10.0]))
    assert scatter.key.isVisible()
    corner = scatter.key.geometry().bottomRight()
    assert 0 < scatter.width() - corner.x() < 20
    assert 0 < scatter.height() - corner.y() < 20
    scatter.fit()
    assert not scatter.key.isVisible()


def test_a_small_pan_is_not_worth_an_overview(scatter):
    scatter.canvas.pan(0.03 * scatter.canvas.view.width, 0)
    assert not scatter.key.isVisible()


def test_who_wants_no_overview_has_none(scatter):
    scatter.show_drawing(DrawingChoices(key=False))
    scatter.canvas.zoom(4.0, np.array([20.0, 10.0]))
    assert not scatter.key.isVisible()
    scatter.show_drawing(DrawingChoices())
    assert scatter.key.isVisible()


def test_a_click_and_a_drag_move_the_view(scatter):
    scatter.canvas.zoom(4.0, np.array([20.0, 10.0]))
    key = scatter.key
    lower_left, upper_right = QPoint(8, key.height() - 8), QPoint(key.width() - 8, 8)
    QTest.mousePress(key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, lower_left)
    low, high = scatter.points.min(axis=0), scatter.points.max(axis=0)
    assert np.abs(np.array(scatter.canvas.view.centre) - low).max() < 0.15 * (high - low).max()
    QTest.mouseMove(key, upper_right)
    QTest.mouseRelease(key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, upper_right)
    QTest.mouseClick(key, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, upper_right)
    assert np.abs(np.array(scatter.canvas.view.centre) - high).max() < 0.15 * (high - low).max()
    assert not scatter.is_following


def test_the_overview_shows_both_classes_and_the_rectangle_in_view(scatter):
    scatter.canvas.zoom(4.0, np.array([20.0, 10.0]))
    image = scatter.key.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    for index in (0, 300):
        assert scatter._image.colour_of(index).name() in colours
    assert scatter.key._seen().center().x() > 0.6 * scatter.key.width()
    assert scatter.key._seen().center().y() < 0.4 * scatter.key.height()


def test_far_outside_the_map_the_overview_stays_whole(scatter):
    scatter.canvas.pan(1e4, 1e4)
    assert scatter.key.isVisible()
    scatter.key.grab()
