"""A path is chosen, shown, played and followed in the window as a student would do it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from latentlab.data.split import split_images
from latentlab.gui.main_window import MainWindow
from latentlab.gui.workspace.decoding.path import STEPS, CodePath
from latentlab.gui.workspace.decoding.path_film import PICTURES
from latentlab.latent.group import How
from latentlab.latent.image_pca import fit_image_pca
from latentlab.latent.maps.transform import transform
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.off_data import data_edge
from latentlab.latent.pieces import finished
from latentlab.latent.walks.path import linear_path, spherical_path
from latentlab.models.coding import decode_codes
from tests.gui.conftest import PATIENCE_MS
from tests.gui.decoder_pages import show_page
from tests.gui.mouse import drag
from tests.gui.training import learning, paused

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot, window) -> MainWindow:
    """With the page of paths in view."""
    return show_page(window, qtbot, "path")


@pytest.fixture
def path(window) -> CodePath:
    return window.workspace.decoding.path


def _click_point(window: MainWindow, row: int) -> int:
    """Click where a point is drawn, and tell which row was loaded."""
    scatter = window.map.scatter
    spot = scatter.pixel_of_point(row).toPoint()
    QTest.mouseClick(scatter.canvas.viewport(), LEFT, pos=scatter.canvas.mapFrom(scatter, spot))
    loaded = window.workspace.selector.selection.row
    assert loaded is not None
    return loaded


def _lay(qtbot, window: MainWindow, *rows: int) -> None:
    """A path from row to row, and its film."""
    path = window.workspace.decoding.path
    for slot, row in enumerate(rows):
        path.put_row(slot, row)
    qtbot.waitUntil(lambda: len(window.decoder.path.film.strips) >= 3)


def test_ends_are_picked_on_the_map_and_the_film_lies_between_them(qtbot, window, path):
    page = window.decoder.path
    picked = []
    for slot, row in ((0, 3), (1, 40)):
        QTest.mouseClick(page.ends[slot].pick, LEFT)
        assert path.picking == slot
        assert page.ends[slot].letter in window.map._hint.whole_text
        picked.append(_click_point(window, row))
        assert path.picking == -1
        assert not page.ends[slot].pick.isChecked()
    codes = window.workspace.run.frame.latents[picked]
    np.testing.assert_allclose(path.codes, linear_path(codes, STEPS + 1), atol=1e-6)
    qtbot.waitUntil(lambda: len(page.film.strips) >= 3)
    decoded = decode_codes(window.workspace.run.frame.model, linear_path(codes, PICTURES))
    np.testing.assert_allclose(page.film.strips[0].images.reshape(PICTURES, -1), decoded, atol=1e-5)


def test_scrubbing_moves_digit_sliders_cursor_and_handle_together(qtbot, window, path):
    _lay(qtbot, window, 3, 40)
    film = window.decoder.path.film
    y = round(film.picture_rect(0, 0).center().y())
    places = [QPoint(round(film.x_of(share)), y) for share in (0.1, 0.3, 0.75)]
    drag(film, places)
    expected = path.codes[round(STEPS * path.position)]
    assert path.position == pytest.approx(0.75, abs=0.01)
    np.testing.assert_array_equal(window.workspace.selector.selection.z, expected)
    np.testing.assert_allclose(window.decoder.sliders.point, expected, atol=1e-6)
    assert film.position == path.position
    assert window.decoder.title.whole_text == f"On the path, {round(100 * path.position)}% of the way"
    place = window.workspace.selector.selection.place
    assert window.map.scatter.cursor_place == pytest.approx(tuple(place), abs=1e-3)
    off_line = window.map.field.path.places - place
    assert np.hypot(*off_line.T).min() < 0.02 * np.ptp(window.map.field.path.places, axis=0).max()


def test_the_path_is_drawn_exactly_on_pca_only_while_its_page_is_seen(qtbot, window, path):
    _lay(qtbot, window, 3, 40)
    layer, plane = window.map.field.path, window.workspace.map.layout.plane
    exact = (path.codes - plane.centre) @ plane.axes
    np.testing.assert_allclose(layer.places[[0, -1]], exact[[0, -1]], atol=1e-3)
    points = window.workspace.map.layout.points
    np.testing.assert_allclose(layer.places[[0, -1]], points[[3, 40]], atol=1e-3)
    assert [name for _, name in layer._names] == ["A", "B"]
    assert layer._is_exact
    before = window.map.scatter.grab().toImage()
    window.decoder.modes.choose("code")
    assert len(layer.places) == 0
    qtbot.waitUntil(lambda: window.map.scatter.grab().toImage() != before)
    window.decoder.modes.choose("path")
    qtbot.waitUntil(lambda: len(layer.places) > 0)


def test_on_a_map_without_a_formula_the_path_goes_from_point_to_point_and_is_dashed(qtbot, window, path):
    workspace = window.workspace
    qtbot.waitUntil(lambda: workspace.ready.maps)
    _lay(qtbot, window, 3, 40)
    workspace.map.choose("umap")
    layer = window.map.field.path

    def joins_its_points() -> bool:
        points = workspace.map.layout.points
        return not layer._is_exact and np.allclose(layer.places[[0, -1]], points[[3, 40]], atol=1e-3)

    qtbot.waitUntil(joins_its_points)
    assert "dashed" in window.decoder.path.hint.text()
    shown = workspace.map
    qtbot.waitUntil(lambda: shown.layout.done and not shown.is_running)
    codes = path.codes[::4]
    own = finished(transform(codes, near_codes(shown.layout_codes), shown.layout, shown.settings))
    qtbot.waitUntil(lambda: np.allclose(layer.places, own, atol=1e-3))


def test_ends_come_from_the_selected_z_selected_points_and_samples_and_can_be_swapped(qtbot, window, path):
    page, workspace = window.decoder.path, window.workspace
    assert "Choose A and B" in page.hint.text()
    z = np.array([1.0, -2.0, 0.5, 0.0], np.float32)
    workspace.selector.select(z)
    page.ends[0].take.trigger()
    assert "path needs two" in page.hint.text()
    rows = np.array([4, 8, 15, 16])
    workspace.group.choose(rows, How.REPLACE, "lasso")
    assert "4 selected points" in page.ends[1].group.text()
    page.ends[1].group.trigger()
    mean = workspace.run.frame.latents[rows].mean(axis=0)
    np.testing.assert_allclose(path.stops, [z, mean], atol=1e-6)
    page.ends[2].samples.actions()[7].trigger()
    assert workspace.subject.labels[path.ends[2].row] == 7
    assert page.ends[2].name.whole_text.startswith("C: “7”")
    a, b, c = path.stops
    np.testing.assert_allclose(path.codes[STEPS // 2], b, atol=1e-5)
    qtbot.waitUntil(lambda: len(page.film.strips) >= 3)
    QTest.mouseClick(page.turn, LEFT)
    np.testing.assert_array_equal(path.stops, [c, b, a])
    page.ends[1].remove.trigger()
    np.testing.assert_array_equal(path.stops, [c, a])
    assert page.ends[1].name.whole_text == "not chosen"


def test_two_samples_at_random_make_a_path_and_its_ends_can_be_gone_to(qtbot, window, path):
    page = window.decoder.path
    QTest.mouseClick(page.any, LEFT)
    labels = [window.workspace.subject.labels[end.row] for end in path.ends[:2]]
    assert labels[0] != labels[1]
    assert path.position == 0.0
    QTest.mouseClick(page.ends[1].picture, LEFT)
    assert path.position == 1.0
    np.testing.assert_allclose(window.workspace.selector.selection.z, path.ends[1].z, atol=1e-6)


def test_escape_gives_up_picking(window, path):
    QTest.mouseClick(window.decoder.path.ends[0].pick, LEFT)
    assert path.picking == 0
    window.give_up_or_clear()
    assert path.picking == -1
    assert not window.decoder.path.ends[0].pick.isChecked()
    _click_point(window, 40)
    assert path.ends == (None, None, None)


def test_a_place_without_a_point_is_an_end_too(qtbot, window, path):
    QTest.mouseClick(window.decoder.path.ends[0].pick, LEFT)
    canvas = window.map.scatter.canvas
    QTest.mouseClick(canvas.viewport(), LEFT, pos=QPoint(8, 8))
    assert path.ends[0] is not None
    assert path.ends[0].row is None
    assert window.decoder.path.ends[0].name.whole_text == "A: a free z"
    qtbot.waitUntil(lambda: window.decoder.path.ends[0].picture._image is not None)


def test_a_spherical_path_is_the_formula_about_its_middle(qtbot, window, path):
    _lay(qtbot, window, 3, 40)
    page, codes = window.decoder.path, window.workspace.run.frame.latents
    for way, centre in (("sphere", np.zeros(4)), ("sphere-mean", codes.mean(axis=0))):
        page.way.choose(way)
        page.way.activated.emit(page.way.currentIndex())
        np.testing.assert_allclose(path.codes, spherical_path(codes[[3, 40]], STEPS + 1, centre), atol=1e-5)
        a, b = (codes[row] - centre for row in (3, 40))
        angle = np.arccos(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
        half = (a + b) * np.sin(angle / 2) / np.sin(angle)  # Shoemake's formula at one half
        np.testing.assert_allclose(path.codes[STEPS // 2] - centre, half, atol=1e-4)
    qtbot.waitUntil(lambda: "sphere" in page.film.strips[0].name)
    qtbot.waitUntil(lambda: page.film.strips[1].name == "Straight")


def test_the_way_through_the_data_is_found_and_stays_nearer_to_the_data(qtbot, window, path):
    page = window.decoder.path
    _lay(qtbot, window, 3, 40)
    page.way.choose("through")
    page.way.activated.emit(page.way.currentIndex())
    qtbot.waitUntil(lambda: path.codes is not None)
    codes = window.workspace.run.frame.latents
    np.testing.assert_allclose(path.codes[[0, -1]], codes[[3, 40]], atol=1e-5)
    near = near_codes(codes)
    through, straight = (near.nearest(w, 1)[1].mean() for w in (path.codes, linear_path(codes[[3, 40]], 99)))
    assert through < straight
    qtbot.waitUntil(lambda: page.film.strips[0].name == "Through the data")


def test_below_the_film_are_cross_fade_and_pca_each_with_an_honest_figure(qtbot, window, path):
    page, workspace = window.decoder.path, window.workspace
    _lay(qtbot, window, 3, 40)

    def row(name: str):
        return next((strip for strip in page.film.strips if strip.name.startswith(name)), None)

    qtbot.waitUntil(lambda: row("PCA") is not None and row("Straight").figure != "")
    qtbot.waitUntil(lambda: row("Through") is not None)
    decoded = row("Straight").images.reshape(PICTURES, -1)
    faded = row("Pixels").images.reshape(PICTURES, -1)
    share = np.linspace(0, 1, PICTURES)[:, None]
    np.testing.assert_allclose(faded, (1 - share) * decoded[0] + share * decoded[-1], atol=1e-5)
    pca = row("PCA").images.reshape(PICTURES, -1)
    steps = [after - before for before, after in pairwise(pca)]
    np.testing.assert_allclose(steps, np.broadcast_to(steps[0], (PICTURES - 1, 784)), atol=1e-5)
    assert np.linalg.matrix_rank(pca - pca[0], tol=1e-3) == 1
    real = workspace.subject.images.flat[workspace.subject.order].astype(np.float64) / 255
    errors = [np.square(real - picture).mean(axis=1).min() for picture in faded[1:-1]]
    assert row("Pixels").figure == f"{np.mean(errors):.4f}"
    edge = data_edge(near_codes(workspace.run.frame.latents))
    off = int(edge.is_off(linear_path(path.stops, PICTURES)).sum())
    assert row("Straight").figure.endswith(f"{off} of {PICTURES} off")


@pytest.mark.parametrize(("latent", "name"), [(1, "PCA, one dimension"), (1024, "PCA, 784 dimensions")])
def test_pca_is_fitted_on_what_the_run_learns_from_and_has_no_more_dimensions_than_pixels(
    qtbot, window, path, latent, name
):
    page, workspace = window.decoder.path, window.workspace
    model = replace(workspace.run.config.model, latent=latent)
    workspace.build(replace(workspace.run.config, seed=7, model=model))
    qtbot.waitUntil(
        lambda: workspace.run.frame is not None and workspace.run.frame.latents.shape[1] == latent
    )
    _lay(qtbot, window, 3, 40)
    qtbot.waitUntil(lambda: any(strip.name == name for strip in page.film.strips), timeout=PATIENCE_MS)
    images = workspace.subject.images
    known = finished(fit_image_pca(images.flat[split_images(images, seed=7).train]))
    basis = known.basis[:, :latent]
    ends = path.film._film.ends
    expected = known.centred(ends) @ basis @ basis.T + known.mean
    shown = next(strip.images for strip in page.film.strips if strip.name == name).reshape(PICTURES, -1)
    np.testing.assert_allclose(shown[[0, -1]], expected, atol=2e-4)


def test_playing_goes_to_the_end_by_the_clock_and_stops_when_something_else_is_selected(qtbot, window, path):
    _lay(qtbot, window, 3, 40)
    page = window.decoder.path
    page.speeds[4.0].trigger()
    QTest.mouseClick(page.play, LEFT)
    assert path.player.is_playing
    qtbot.waitUntil(lambda: not path.player.is_playing)
    assert path.position == 1.0
    assert not page.play.isChecked()
    page.rounds["again"].trigger()
    QTest.mouseClick(page.play, LEFT)
    qtbot.waitUntil(lambda: 0.0 < path.position < 1.0)
    window.workspace.selector.select_row(9)
    assert not path.player.is_playing
    assert page.film.position is None
    assert window.workspace.selector.selection.row == 9


def test_at_the_end_of_a_path_comes_what_was_chosen(qtbot, window, path):
    _lay(qtbot, window, 3, 40)
    for rounds, expected in (("once", [0.5, 1.0]), ("again", [0.5, 0.25]), ("back", [0.5, 0.75])):
        path.go_to(0.0)
        path.player.set_rounds(rounds)
        path.player.toggle(True)
        path.player._clock.stop()  # the test is the clock
        seen = []
        for seconds in (2.0, 3.0):
            path.player.advance(seconds)
            seen.append(path.position)
        assert seen == pytest.approx(expected), rounds
        path.player.stop()


def test_ends_film_and_selection_follow_newer_weights_as_long_as_the_path_is_on(qtbot, window, path):
    workspace = window.workspace
    _lay(qtbot, window, 3, 40)
    path.go_to(0.25)
    old = path.codes.copy()
    learning(workspace, qtbot)
    paused(workspace, qtbot)

    def is_of_now() -> bool:
        codes = linear_path(workspace.run.frame.latents[[3, 40]], STEPS + 1)
        if not np.allclose(path.codes, codes, atol=1e-5):
            return False
        film = window.decoder.path.film.strips[0].images.reshape(PICTURES, -1)
        decoded = decode_codes(workspace.run.frame.model, codes[:: STEPS // (PICTURES - 1)])
        is_selected = np.allclose(workspace.selector.selection.z, codes[STEPS // 4], atol=1e-5)
        return bool(is_selected and np.allclose(film, decoded, atol=1e-4))

    qtbot.waitUntil(is_of_now)
    assert not np.allclose(path.codes, old, atol=1e-3)


def test_nothing_is_computed_while_another_page_is_seen(qtbot, window, path):
    _lay(qtbot, window, 3, 40)
    window.decoder.modes.choose("code")
    codes = path.codes
    workspace = window.workspace
    workspace.decoding.follow(workspace.subject, workspace.run.frame)
    assert path.codes is codes
    path.player.toggle(True)
    window.decoder.modes.choose("path")
    window.decoder.modes.choose("code")
    assert not path.player.is_playing
    window.decoder.modes.choose("path")
    window.docks.group.raise_()
    qtbot.waitUntil(lambda: not path._is_watched)
    window.docks.decoder.raise_()
    qtbot.waitUntil(lambda: path._is_watched)
