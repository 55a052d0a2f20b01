"""Images take the place of points where they have room, and the same ones wherever the view is."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from latentlab.gui.widgets.scatter.class_palette import class_colours
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter
from latentlab.gui.widgets.scatter.map_view import Box
from latentlab.gui.widgets.scatter.raster import Raster, Window
from latentlab.gui.widgets.scatter.spread import coarsened, spread_rows
from latentlab.gui.widgets.scatter.thumbnails import Pictures, Thumbnails

GROUND = np.full(3, 255, np.uint8)
WHOLE = Box(-1e6, -1e6, 1e6, 1e6)

maps = st.integers(1, 120).flatmap(
    lambda count: arrays.arrays(
        np.float32, (2, count), elements=st.floats(-50, 50, width=32) | st.just(np.float32(np.nan))
    )
)
distances = st.floats(0.5, 30).map(coarsened)


def apart(points, rows):
    """Distance of each two of the rows, across or up, whichever is more: (n, n)."""
    places = points[:, rows].astype(float)
    return np.abs(places[:, :, None] - places[:, None]).max(axis=0)


@settings(deadline=None)
@given(maps, distances)
def test_chosen_points_stand_apart_and_the_first_is_among_them(points, distance):
    rows = spread_rows(points, None, WHOLE, distance)
    gaps = apart(points, rows)
    np.fill_diagonal(gaps, np.inf)
    assert (gaps >= distance * (1 - 1e-6)).all()
    assert np.isfinite(points[:, rows]).all()
    placed = np.flatnonzero(np.isfinite(points).all(axis=0))
    assert set(placed[:1]) <= set(rows)


@settings(deadline=None)
@given(maps, distances, st.floats(-30, 30), st.floats(-30, 30), st.floats(2, 40))
def test_what_is_chosen_does_not_depend_on_the_view(points, distance, x, y, half):
    view = Box(x - half, y - half, x + half, y + half)
    inside = (np.abs(points[0] - x) <= half) & (np.abs(points[1] - y) <= half)
    everywhere = spread_rows(points, None, WHOLE, distance)
    assert set(spread_rows(points, None, view, distance)) == set(everywhere[inside[everywhere]])


def test_hidden_points_are_not_chosen():
    points, shown = np.zeros((2, 3), np.float32), np.array([False, True, True])
    assert spread_rows(points, shown, WHOLE, 1.0).tolist() == [1]


@given(st.floats(1e-6, 1e6))
def test_a_small_zoom_keeps_the_distance(distance):
    wider = coarsened(distance)
    assert distance * (1 - 1e-6) <= wider <= 1.2 * distance
    assert coarsened(wider) == pytest.approx(wider)


@pytest.fixture
def pictures():
    rng = np.random.default_rng(0)
    return Pictures(rng.integers(0, 256, (300, 28, 28)).astype(np.uint8), rng.permutation(300))


def test_each_image_is_painted_at_its_point_in_its_colour(pictures):
    points = np.array([[0, 60, -90], [0, 20, -40]], np.float32)
    thumbnails, raster, window = Thumbnails(), Raster(), Window(0, 0, 1, 300, 200)
    thumbnails.pictures = pictures
    raster.begin(window, 0xFFFFFFFF)
    thumbnails.choose(points, None, window, 1.0, 1.0)
    thumbnails.paint(raster, np.array([0, 1, 2], np.uint8), class_colours(3, dark=False), GROUND)
    assert sorted(thumbnails.rows.tolist()) == [0, 1, 2]
    for row in range(3):
        left, top, width, height = thumbnails.tile_of(row)
        assert (width, height) == (30, 30)
        assert abs(left + 15 - (150 + points[0, row])) <= 1
        assert abs(top + 15 - (100 - points[1, row])) <= 1
        assert thumbnails.row_at(left, top) == thumbnails.row_at(left + 29, top + 29) == row
        inner = raster.inner[top + 1 : top + 29, left + 1 : left + 29]
        brightness = (inner >> 8 & 255).astype(float)
        ink = pictures.images[pictures.order[row]].astype(float)
        assert np.corrcoef(brightness.ravel(), ink.ravel())[0, 1] < -0.99, "dark ink on a light ground"
    assert thumbnails.row_at(150, 150) == -1


def test_images_at_the_edge_are_cut(pictures):
    """Even those that reach out of the buffer itself."""
    corners = np.array([[-20, 20, -20, 20], [-15, -15, 15, 15]], np.float32)
    for size in (1.0, 4.0):
        thumbnails, raster, window = Thumbnails(), Raster(), Window(0, 0, 1, 40, 30)
        thumbnails.pictures = pictures
        raster.begin(window, 0xFFFFFFFF)
        thumbnails.choose(corners, None, window, 1.0, size)
        thumbnails.paint(raster, np.zeros(4, np.uint8), class_colours(1, dark=False), GROUND)
        assert len(thumbnails.rows) >= 1
        assert (raster.inner != 0xFFFFFFFF).any()


def test_large_images_are_shrunk():
    large = Pictures(np.full((2, 100, 60), 77, np.uint8), np.arange(2))
    assert large.of(np.array([1])).shape == (1, 33, 20)
    assert (large.of(np.array([0])) == 77).all()


# --- in the scatter ---------------------------------------------------------------------------------------


@pytest.fixture
def scatter(qtbot, pictures):
    shown = LatentScatter()
    qtbot.addWidget(shown)
    shown.resize(500, 400)
    shown.show()
    points = np.random.default_rng(1).normal(size=(300, 2)).astype(np.float32)
    shown.show_classes(np.arange(300) % 10, tuple("0123456789"))
    shown.show_images(pictures)
    shown.show_layout(points)
    shown.grab()
    return shown


def rows(scatter):
    scatter.grab()
    return set(scatter._image._thumbnails.rows.tolist())


def test_images_come_with_a_closer_look_or_when_asked_for(scatter):
    assert not rows(scatter)
    scatter.canvas.zoom(3.0, np.zeros(2))
    assert rows(scatter)
    scatter.show_drawing(DrawingChoices(thumbnails="never"))
    assert not rows(scatter)
    scatter.fit()
    scatter.show_drawing(DrawingChoices(thumbnails="always"))
    assert rows(scatter)
    scatter.show_images(None)
    assert not rows(scatter)


def test_images_stay_while_the_view_is_moved(scatter):
    scatter.canvas.zoom(3.0, np.zeros(2))
    before = rows(scatter)
    unit = scatter.canvas.units_per_pixel
    scatter.canvas.pan(3 * unit, 2 * unit)
    after = rows(scatter)
    places = scatter.points
    view = scatter.canvas.view
    inner = [
        row
        for row in before | after
        if view.left + 40 * unit < places[row, 0] < view.right - 40 * unit
        and view.bottom + 40 * unit < places[row, 1] < view.top - 40 * unit
    ]
    assert len(inner) > 10
    assert all(row in before and row in after for row in inner)


def test_the_mouse_means_the_image_under_it(scatter):
    """Also where another point, which the image hides, is nearer."""
    scatter.canvas.zoom(3.0, np.zeros(2))
    for row in rows(scatter):
        rect = scatter._image.image_rect(row)
        if scatter.rect().toRectF().contains(rect):
            assert scatter.pointer.point_near(rect.topLeft()) == row
