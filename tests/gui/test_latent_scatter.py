"""The scatter draws its points, glides to new places and follows a map that grows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from latentlab.gui.widgets.scatter.class_names import class_centres, class_samples
from latentlab.gui.widgets.scatter.class_palette import class_colours
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.widgets.scatter.glide import Glide
from latentlab.gui.widgets.scatter.map_view import Box, followed
from tests.gui.clouds import DARK, LIGHT, cloud, painted
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


# --- painting ---------------------------------------------------------------------------------------------


def test_points_are_painted_in_their_class_colours_at_their_places(scatter):
    scatter.show_drawing(DrawingChoices(names=False))
    image, index = pixels(scatter), lone_point(scatter)
    at = pixel_of(scatter, index)
    labels, _ = cloud()
    assert image[at.y(), at.x()].tolist() == class_colours(3, dark=True)[labels[index]].tolist()
    assert image[2, 2].tolist() == [0x14, 0x16, 0x1A]


def test_the_ground_and_the_colours_follow_the_theme(scatter, qtbot):
    scatter.show_drawing(DrawingChoices(names=False))
    pixels(scatter)
    scatter.setPalette(painted(LIGHT))
    image, index = pixels(scatter), lone_point(scatter)
    at = pixel_of(scatter, index)
    labels, _ = cloud()
    assert image[2, 2].tolist() == [255, 255, 255]
    assert image[at.y(), at.x()].tolist() == class_colours(3, dark=False)[labels[index]].tolist()


def test_hidden_classes_leave_the_picture_and_the_mouse_alone(scatter):
    labels, _ = cloud()
    index = lone_point(scatter)
    at = pixel_of(scatter, index)
    scatter.set_visible_classes(np.arange(3) != labels[index])
    assert scatter.shown_count == int((labels != labels[index]).sum())
    assert pixels(scatter)[at.y(), at.x()].tolist() == [0x14, 0x16, 0x1A]
    heard = []
    scatter.point_clicked.connect(heard.append)
    scatter.ground_clicked.connect(lambda place: heard.append("ground"))
    QTest.mouseClick(scatter.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert heard == ["ground"]


def test_the_cursor_has_a_halo_on_both_themes(scatter):
    for ground, text in ((DARK, (0xE4, 0xE6, 0xEC)), (LIGHT, (0x1C, 0x1F, 0x26))):
        scatter.setPalette(painted(ground))
        centre = scatter.points.mean(axis=0)
        scatter.show_cursor(None)
        before = pixels(scatter)
        scatter.show_cursor(centre)
        at = scatter.canvas.pixel_of(*centre.tolist()).toPoint()
        around = (slice(at.y() - 20, at.y() + 21), slice(at.x() - 20, at.x() + 21))
        after = pixels(scatter)[around]
        assert (after != before[around]).any(axis=2).sum() > 60
        near = np.abs(after.astype(int) - text).max(axis=2) < 40
        assert near.sum() > 30, "the ring is drawn in the text's colour"


def test_names_can_be_taken_away(scatter):
    named = pixels(scatter)
    scatter.show_drawing(DrawingChoices(names=False))
    plain = pixels(scatter)
    changed = np.argwhere((named != plain).any(axis=2))
    assert len(changed) > 30
    for place in class_centres(scatter.points.T, class_samples(cloud()[0], 3)):
        at = scatter.canvas.pixel_of(*place.tolist())
        assert np.hypot(changed[:, 1] - at.x(), changed[:, 0] - at.y()).min() < 12


def test_without_points_the_map_says_why(scatter):
    scatter.clear()
    empty = pixels(scatter)
    scatter.set_empty_text("Nothing to see yet.")
    assert (pixels(scatter) != empty).any()


# --- gliding ----------------------------------------------------------------------------------------------


def test_points_glide_and_arrive_exactly_and_the_timer_rests(scatter, qtbot):
    _, points = cloud(seed=1)
    start = scatter.points.copy()
    scatter.show_layout(points, glide_ms=600)
    assert np.array_equal(scatter.points, start), "a glide begins where the points are"
    qtbot.waitUntil(lambda: not scatter.is_gliding)
    assert np.allclose(scatter.points, points, atol=1e-5)
    qtbot.waitUntil(lambda: not scatter._timer.isActive())


def test_a_new_layout_in_the_middle_of_a_glide_sets_out_from_there(scatter, qtbot):
    start = scatter.points.copy()
    scatter.show_layout(start + 40, glide_ms=60_000)
    qtbot.waitUntil(lambda: scatter._glide.share > 1e-4)
    halfway = scatter.points.copy()
    assert (start < halfway).all()
    assert (halfway < start + 40).all()
    scatter.show_layout(cloud()[1], glide_ms=60_000)
    assert np.allclose(scatter.points, halfway, atol=1e-4)


def test_the_number_of_points_may_grow_and_shrink(scatter):
    labels, points = cloud(500)
    scatter.show_classes(labels, CLASSES)
    scatter.show_layout(points[:100])
    scatter.show_layout(points[:400] + 1, glide_ms=10_000)
    assert np.array_equal(scatter.points[:100], points[:100]), "known points start where they were"
    assert np.array_equal(scatter.points[100:], points[100:400] + 1), "new ones at their own places"
    scatter.show_layout(points[:50], glide_ms=0)
    assert scatter.shown_count == 50
    pixels(scatter)


def test_a_larger_sample_of_the_same_images_keeps_the_map_and_what_is_hidden(scatter):
    labels, points = cloud(500)
    scatter.show_classes(labels[:200], CLASSES)
    scatter.show_layout(points[:200])
    scatter.set_visible_classes(np.array([True, False, True]))
    scatter.show_classes(labels, CLASSES)
    assert scatter.shown_count == int((labels[:200] != 1).sum())
    scatter.show_classes(labels[::-1], CLASSES)
    assert len(scatter.points) == 0, "other images: the old places mean nothing"


def test_more_points_than_labels_are_refused(scatter):
    with pytest.raises(ValueError, match="expected at most 300"):
        scatter.show_layout(np.zeros((301, 2), np.float32))


@pytest.mark.parametrize("scale", [1e-4, 30.0])
def test_a_change_of_units_is_invisible(scatter, scale):
    """Points, view and cursor are brought to the new units before the glide: no pixel moves much."""
    scatter.show_cursor(scatter.points[5])
    before = np.array([scatter.pixel_of_point(i).toTuple() for i in range(300)])
    target = (cloud(seed=3)[1] * scale + 1000 * scale).astype(np.float32)
    scatter.show_layout(target, glide_ms=10_000, rescaled=True)
    after = np.array([scatter.pixel_of_point(i).toTuple() for i in range(300)])
    assert np.abs(after - before).max() < 0.5
    cursor = scatter.canvas.pixel_of(*scatter.cursor_place)
    assert np.hypot(cursor.x() - after[5, 0], cursor.y() - after[5, 1]) < 0.5


@given(
    st.floats(1e-3, 1e3), st.floats(-100, 100), st.floats(-100, 100), st.integers(2, 30), st.integers(2, 30)
)
def test_rescaling_gives_the_target_its_centre_and_spread(scale, x, y, old_count, new_count):
    rng = np.random.default_rng(old_count)
    glide = Glide()
    glide.start(rng.normal(size=(2, old_count)).astype(np.float32), 0)
    before = glide.points.copy()
    target = (rng.normal(size=(2, new_count)) * scale + [[x], [y]]).astype(np.float32)
    similarity = glide.rescale(target)
    common = min(old_count, new_count)
    moved, goal = glide.points[:, :common].astype(float), target[:, :common].astype(float)
    spreads = [np.sqrt(((p - p.mean(axis=1, keepdims=True)) ** 2).sum()) for p in (moved, goal)]
    tolerance = 1e-3 * scale + 1e-4 * (abs(x) + abs(y))
    assert np.allclose(moved.mean(axis=1), goal.mean(axis=1), atol=tolerance)
    assert spreads[0] == pytest.approx(spreads[1], rel=1e-2, abs=20 * tolerance)
    assert np.allclose(similarity.map(*before[:, 0].tolist()), glide.points[:, 0], atol=tolerance)


def test_the_cursor_travels_with_a_long_glide_and_jumps_otherwise(scatter, qtbot):
    scatter.show_cursor((0.0, 0.0))
    scatter.show_cursor((1.0, 1.0))
    assert scatter.cursor_place == (1.0, 1.0)
    scatter.show_layout(cloud(seed=2)[1], glide_ms=200)
    scatter.show_cursor((4.0, 4.0))
    assert scatter.cursor_place == (1.0, 1.0)
    qtbot.waitUntil(lambda: scatter.cursor_place == (4.0, 4.0))


# --- the view ---------------------------------------------------------------------------------------------


def test_the_view_follows_a_growing_map_until_moved_by_hand(scatter, qtbot):
    for scale in (1, 3, 20):
        scatter.show_layout(cloud()[1] * np.float32(scale))
        assert all_in_view(scatter)
    with qtbot.waitSignal(scatter.following_changed, check_params_cb=lambda following: not following):
        wheel(scatter, QPoint(200, 150), 240)
    view = scatter.canvas.view
    scatter.show_layout(cloud()[1] * np.float32(100))
    assert scatter.canvas.view == view
    with qtbot.waitSignal(scatter.following_changed, check_params_cb=lambda following: following):
        press_keys(scatter, Qt.Key.Key_Home)
    assert all_in_view(scatter)


def test_the_view_closes_in_on_a_shrunken_map_little_by_little(scatter, qtbot):
    wide = scatter.canvas.view.width
    scatter.show_layout(cloud()[1] * np.float32(0.2))
    assert scatter.canvas.view.width > 0.8 * wide, "not at once"
    qtbot.waitUntil(lambda: not scatter._timer.isActive())
    assert scatter.canvas.view.width < 0.35 * wide
    assert all_in_view(scatter)


def test_following_does_not_jitter_with_a_breathing_map():
    """A map that swells and shrinks by 5% moves the view only outwards, and then no more."""
    box = None
    seen = set()
    for step in range(60):
        half = 10 * (1 + 0.05 * np.sin(step))
        box, _ = followed(box, Box(-half, -half, half, half))
        if step > 10:
            seen.add((round(box.left, 2), round(box.top, 2)))
    assert len(seen) <= 2


# --- bad input --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "points",
    [
        np.zeros((1, 2)),
        np.zeros((7, 2)),
        np.full((5, 2), np.nan),
        np.array([[0, 0], [np.inf, 1], [np.nan, 2], [3, 3]]),
        np.array([[1e30, -1e30], [-1e30, 1e30]]),
        np.array([[1e-20, 0], [0, 1e-20]]),
        np.array([[5, 1], [5, 2], [5, 3]]),
        np.array([[1e6, 1e6], [1e6, 1e6]]),
    ],
)
@pytest.mark.parametrize("rescaled", [False, True])
def test_strange_layouts_are_drawn_without_complaint(scatter, points, rescaled):
    scatter.show_layout(points.astype(np.float32), glide_ms=50, rescaled=rescaled)
    for _ in range(3):
        scatter._tick()
        pixels(scatter)
    wheel(scatter, QPoint(50, 60), 120)
    QTest.mouseMove(scatter.canvas.viewport(), QPoint(120, 90))
    scatter.show_layout(cloud()[1], rescaled=True)
    scatter.fit()
    assert all_in_view(scatter)
