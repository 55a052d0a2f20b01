"""The scatter is moved, zoomed and pointed at by wheel, mouse and keys."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from latentlab.gui.widgets.scatter.nearest import nearest_point
from tests.gui.clouds import cloud
from tests.gui.scatters import (
    CLASSES,
    all_in_view,
    lone_point,
    pixel_of,
    pixels,
    press_keys,
    shown_scatter,
    wheel,
)


@pytest.fixture
def scatter(qtbot):
    return shown_scatter(qtbot)


def drag(scatter, start, end):
    viewport = scatter.canvas.viewport()
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    for share in (0.3, 0.6, 1.0):
        QTest.mouseMove(viewport, start + (end - start) * share)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def test_the_wheel_zooms_at_the_mouse(scatter):
    at = QPoint(90, 220)
    before, width = scatter.canvas.place_of(QPointF(at)), scatter.canvas.view.width
    wheel(scatter, at, 360)
    assert np.allclose(scatter.canvas.place_of(QPointF(at)), before, atol=1e-6)
    assert scatter.canvas.view.width < 0.7 * width


def test_points_grow_where_the_map_is_magnified_and_not_while_it_is_panned(scatter):
    labels, points = cloud(20_000)
    scatter.show_classes(labels, CLASSES)
    scatter.show_layout(points)
    fitted = scatter._image.diameter(1)
    drag(scatter, QPoint(200, 150), QPoint(20, 20))
    assert scatter._image.diameter(1) == fitted
    wheel(scatter, QPoint(200, 150), 1800)
    assert scatter._image.diameter(1) > fitted + 1
    wheel(scatter, QPoint(200, 150), -6000)
    assert scatter._image.diameter(1) == fitted


def test_dragging_pans_and_is_no_click(scatter):
    heard = []
    scatter.point_clicked.connect(heard.append)
    scatter.ground_clicked.connect(heard.append)
    grabbed = scatter.canvas.place_of(QPointF(100, 100))
    drag(scatter, QPoint(100, 100), QPoint(180, 140))
    assert np.allclose(scatter.canvas.place_of(QPointF(180, 140)), grabbed, atol=1e-6)
    assert heard == []
    assert not scatter.is_following


def test_keys_move_the_view(scatter):
    view = scatter.canvas.view
    press_keys(scatter, Qt.Key.Key_Right, Qt.Key.Key_Up)
    moved = scatter.canvas.view
    assert moved.left > view.left
    assert moved.bottom > view.bottom
    press_keys(scatter, Qt.Key.Key_Left, Qt.Key.Key_Down)
    assert scatter.canvas.view.left == pytest.approx(view.left)
    press_keys(scatter, Qt.Key.Key_Plus)
    assert scatter.canvas.view.width < view.width
    press_keys(scatter, Qt.Key.Key_Minus)
    assert scatter.canvas.view.width == pytest.approx(view.width)


def test_keys_it_does_not_know_are_left_to_the_window(scatter):
    for key in (Qt.Key.Key_Space, Qt.Key.Key_1):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(scatter.canvas, event)
        assert not event.isAccepted()


def test_zooming_has_an_end_in_both_directions(scatter):
    for delta in (12_000, -12_000):
        for _ in range(60):
            wheel(scatter, QPoint(200, 150), delta)
        assert np.isfinite(scatter.canvas.view.width)
        assert scatter.canvas.view.width > 0
        pixels(scatter)
    scatter.fit()
    assert all_in_view(scatter)


def test_the_whole_map_stays_in_view_when_the_window_changes(scatter):
    for size in ((250, 500), (600, 220)):
        scatter.resize(*size)
        QApplication.processEvents()
        assert all_in_view(scatter)


# --- pointing ---------------------------------------------------------------------------------------------


def test_hovering_names_the_nearest_point_and_then_none(scatter):
    heard = []
    scatter.point_hovered.connect(heard.append)
    index = lone_point(scatter)
    QTest.mouseMove(scatter.canvas.viewport(), pixel_of(scatter, index) + QPoint(3, 2))
    QApplication.processEvents()
    assert heard == [index]
    QApplication.sendEvent(scatter.canvas, QEvent(QEvent.Type.Leave))
    assert heard == [index, -1]


def test_clicks_tell_points_from_ground(scatter):
    points, ground = [], []
    scatter.point_clicked.connect(points.append)
    scatter.ground_clicked.connect(ground.append)
    index, viewport = lone_point(scatter), scatter.canvas.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=pixel_of(scatter, index))
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert points == [index]
    assert len(ground) == 1
    assert np.allclose(ground[0], scatter.canvas.place_of(QPointF(5, 5)))


def test_the_hovered_point_is_forgotten_when_it_vanishes(scatter):
    heard = []
    scatter.point_hovered.connect(heard.append)
    QTest.mouseMove(scatter.canvas.viewport(), pixel_of(scatter, 299))
    QApplication.processEvents()
    last = heard[-1]
    scatter.show_layout(cloud()[1][:last])
    assert heard[-1] == -1


@given(st.integers(1, 60), st.floats(-3, 3), st.floats(-3, 3), st.floats(0.01, 3), st.integers(0, 9))
def test_the_nearest_point_is_the_nearest(count, x, y, reach, seed):
    rng = np.random.default_rng(seed)
    points = rng.normal(size=(2, count)).astype(np.float32)
    points[:, rng.random(count) < 0.1] = np.nan
    shown = rng.random(count) < 0.7
    found = nearest_point(points, np.array([x, y]), reach, shown)
    away = np.hypot(points[0].astype(float) - x, points[1].astype(float) - y)
    away[~shown | np.isnan(away)] = np.inf
    if found >= 0:
        assert away[found] <= reach
        assert away[found] == away.min()
    else:
        assert away.min() > reach * (1 - 1e-6)
