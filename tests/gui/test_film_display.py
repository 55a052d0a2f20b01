"""Trails and moves are drawn where they are, when asked for, and say why where there are none."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter
from latentlab.latent.displacement import Displacement
from latentlab.latent.group import How
from latentlab.latent.maps.layout import Layout
from tests.gui.training import LONG

PATIENCE_MS = 60_000


def _pixels(scatter: LatentScatter) -> np.ndarray:
    image = scatter.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine() // 4, 4)
    return flat[:, : image.width(), 2::-1].astype(int)


@pytest.fixture
def scatter(qtbot) -> LatentScatter:
    """Two classes in two corners, and nothing between them."""
    made = LatentScatter()
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.show()
    made.show_classes(np.array([0, 1]), ("one", "two"))
    made.show_drawing(DrawingChoices(names=False, key=False))
    made.show_layout(np.array([[0.0, 0.0], [10.0, 10.0]]))
    made.fit()
    return made


def test_a_trail_is_drawn_through_its_places_in_its_colour_and_fades_with_age(scatter: LatentScatter) -> None:
    """Along the lower edge, then up the right one, to the point in the upper corner."""
    steps = np.linspace(0, 10, 20)
    there = [[x, 0.0] for x in steps] + [[10.0, y] for y in steps]
    before = _pixels(scatter)
    scatter.trails.show_trails(np.array([1]), np.array(there, np.float32)[:, None])
    drawn = _pixels(scatter)
    changed = abs(drawn - before).sum(axis=2)
    middle, upper = scatter.canvas.pixel_of(5, 0), scatter.canvas.pixel_of(10, 6)
    assert changed[round(middle.y()) - 2 : round(middle.y()) + 3, round(middle.x())].max() > 20
    newer = changed[round(upper.y()), round(upper.x()) - 2 : round(upper.x()) + 3].max()
    assert newer > 2 * changed[round(middle.y()) - 2 : round(middle.y()) + 3, round(middle.x())].max()
    inside = scatter.canvas.pixel_of(5, 5)
    assert changed[round(inside.y()) - 20 : round(inside.y()) + 20, : round(inside.x()) + 20].max() == 0
    row = drawn[round(upper.y()), round(upper.x()) - 2 : round(upper.x()) + 3]
    colour = scatter.tones.light[1].astype(int)
    assert abs(row - colour).sum(axis=1).min() < 60


def test_an_exported_trail_ends_where_its_point_is_and_fades_with_age(scatter: LatentScatter) -> None:
    places = np.stack([np.linspace(0, 10, 20), np.zeros(20)], axis=1).astype(np.float32)[:, None]
    places[3] = np.nan
    scatter.trails.show_trails(np.array([1]), places)
    light, dark = (palette[:2] for palette in (scatter.tones.light, scatter.tones.dark))
    lines = scatter.trails.export(light, dark)
    assert sum(len(one.pieces) for one in lines) == 20 - 2, "19 steps and the last one, without the gap"
    np.testing.assert_array_equal(lines[-1].pieces[-1], [places[-1, 0], scatter.points[1]])
    strengths = [one.strength for one in lines]
    assert strengths == sorted(strengths)
    assert all((one.light == light[1]).all() and (one.dark == dark[1]).all() for one in lines)


def test_trails_move_with_the_view(scatter: LatentScatter) -> None:
    scatter.trails.show_trails(np.array([1]), np.array([[[5.0, 5.0]], [[10.0, 10.0]]], np.float32))
    before = _pixels(scatter)
    scatter.canvas.pan(-40 * scatter.canvas.units_per_pixel, 0)
    after = _pixels(scatter)
    ground = scatter.palette().base().color().getRgb()[:3]
    ours, theirs = ((picture != ground).any(axis=2) for picture in (before[:, :-40], after[:, 40:]))
    assert (ours != theirs).mean() < 0.01
    assert ours[150:190, 190:260].any()


def test_of_very_many_trails_some_are_drawn(scatter: LatentScatter) -> None:
    count = 5_000
    scatter.show_classes(np.zeros(count, int), ("one",))
    scatter.show_layout(np.random.default_rng(0).normal(size=(count, 2)))
    scatter.trails.show_trails(np.arange(count), np.zeros((200, count, 2), np.float32))
    assert 100 <= scatter.trails.count <= 300


def test_gaps_in_a_trail_are_not_bridged(scatter: LatentScatter) -> None:
    places = np.array([[[0, 9]], [[3, 9]], [[np.nan, np.nan]], [[7, 9]], [[10, 9]]], np.float32)
    before = _pixels(scatter)
    scatter.trails.show_trails(np.array([1]), places)
    changed = abs(_pixels(scatter) - before).sum(axis=2)
    for x, is_drawn in ((1.5, True), (5.0, False), (8.5, True)):
        at = scatter.canvas.pixel_of(x, 9)
        near = changed[round(at.y()) - 2 : round(at.y()) + 3, round(at.x()) - 2 : round(at.x()) + 3]
        assert (near.max() > 0) == is_drawn


def test_what_moved_most_has_a_tail_from_where_it_was(scatter: LatentScatter) -> None:
    scatter.motion.setVisible(True)
    scatter.motion.show_displacement(None, "")
    before = _pixels(scatter)
    scatter.motion.show_displacement(Displacement(0.1, np.array([1]), np.array([[10.0, 2.0]])), "")
    changed = abs(_pixels(scatter) - before).sum(axis=2)
    for y, is_drawn in ((1.0, False), (5.0, True), (8.0, True)):
        at = scatter.canvas.pixel_of(10, y)
        assert (changed[round(at.y()), round(at.x()) - 2 : round(at.x()) + 3].max() > 0) == is_drawn


def _draw(window, **choices: bool) -> None:
    for name, wanted in choices.items():
        getattr(window.map.drawing, name).setChecked(wanted)


def _train_a_little(qtbot, window) -> None:
    workspace = window.workspace
    workspace.run.set_epochs(LONG)
    workspace.rewind()
    qtbot.waitUntil(lambda: workspace.run.frame is not None and workspace.run.frame.step == 0)
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(workspace.film.film.frames) > 5, timeout=PATIENCE_MS)
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(workspace.map.layout.points) == 5_000, timeout=PATIENCE_MS)


def test_without_a_film_the_sheet_says_why_there_are_no_trails(qtbot, window) -> None:
    _draw(window, trails=True)
    assert window.map.drawing.no_trails.text() == "Train, and trails appear."
    assert window.map.scatter.trails.count == 0
    _train_a_little(qtbot, window)
    assert window.map.drawing.no_trails.text() == ""
    assert window.map.scatter.trails.count == 1  # of the loaded point
    window.workspace.group.choose(np.arange(10, 60), How.REPLACE, "box")
    assert window.map.scatter.trails.count == 50
    window.display.show_hovered(3)
    window.film_display.show_hovered(3)
    assert window.map.scatter.trails.count == 51
    _draw(window, trails=False)
    assert window.map.scatter.trails.count == 0


def test_the_move_of_a_frame_is_told_when_asked_for(qtbot, window) -> None:
    """A quarter of the radius to the right, by every point."""
    workspace, motion = window.workspace, window.map.scatter.motion
    assert not motion.isVisible()
    _draw(window, displacement=True)
    assert motion.isVisible()
    points = workspace.map.layout.points
    radius = np.sqrt(((points - points.mean(axis=0)) ** 2).sum(axis=1).mean())
    for shift in (0, 0.25):
        moved = Layout(points + np.float32([shift * radius, 0]), 1, 1, done=True)
        workspace.layout_changed.emit(moved, 0, False)
    assert window.map.scatter.motion.text == "Median move a frame: 25.0% of the map’s radius"
    workspace.layout_changed.emit(Layout(points * 3, 1, 1, done=True), 0, True)
    assert "steady" in window.map.scatter.motion.text  # other units: nothing to compare
    _draw(window, displacement=False)
    assert not motion.isVisible()
