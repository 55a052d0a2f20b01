"""The wall of reconstructions: what it lists and in which order, what it loads, and that it rests hidden."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from latentlab.data.image_set import ImageSet
from latentlab.data.split import split_images
from latentlab.gui.widgets.wall_line import WallCell
from latentlab.gui.workspace.decoding import reconstructions as owner
from latentlab.gui.workspace.opening import Opened
from latentlab.gui.workspace.subject import subject_of_images
from latentlab.latent.group import How
from latentlab.models.coding import reconstruct_images, reconstruction_error
from tests.gui.conftest import PATIENCE_MS

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def wall(window, qtbot):
    """The window with the wall open and measured."""
    window.actions_.reconstructions.trigger()
    display = window.reconstructions_display
    qtbot.waitUntil(
        lambda: (
            display.listing is not None and None not in (display.listing.net_error, display.listing.pca_error)
        ),
        timeout=PATIENCE_MS,
    )
    return window


def listed(window) -> np.ndarray:
    return window.reconstructions_display.listing.rows


def errors(window) -> np.ndarray:
    """Of every row of the map's order, by hand."""
    subject, model = window.workspace.subject, window.workspace.run.frame.model
    return reconstruction_error(model, subject.images.flat[subject.order])


def choose(field, value) -> None:
    field.choose(value)
    field.activated.emit(field.currentIndex())


def hover(window, is_over: bool) -> None:
    viewport = window.reconstructions.wall.viewport()
    place = QPointF(20, 20)
    event = QEnterEvent(place, place, place) if is_over else QEvent(QEvent.Type.Leave)
    QApplication.sendEvent(viewport, event)


def test_nothing_is_computed_while_the_dock_is_closed(window, qtbot, monkeypatch):
    begun: list[str] = []
    for name in ("_net_errors", "_pca_errors", "_rebuilt"):
        made = getattr(owner, name)
        monkeypatch.setattr(owner, name, lambda *given, n=name, m=made: begun.append(n) or m(*given))
    run = window.workspace.run
    window.workspace.rewind()
    qtbot.waitUntil(lambda: run.frame is not None and run.frame.step == 0, timeout=PATIENCE_MS)
    assert begun == []
    window.actions_.reconstructions.trigger()
    qtbot.waitUntil(lambda: set(begun) == {"_net_errors", "_pca_errors", "_rebuilt"}, timeout=PATIENCE_MS)
    window.actions_.reconstructions.trigger()
    assert not window.reconstructions.isVisible()
    begun.clear()
    window.workspace.step()
    qtbot.waitUntil(lambda: run.frame is not None and run.frame.step == 1, timeout=PATIENCE_MS)
    assert begun == []


def test_the_worst_come_first_and_the_mean_is_told(wall, qtbot):
    found = errors(wall)
    assert wall.reconstructions_display.listing.net_error == pytest.approx(float(found.mean()), rel=1e-4)
    assert f"{found.mean():.4f}" in wall.reconstructions.told.text()
    choose(wall.reconstructions.order, "worst")
    shown = found[listed(wall)]
    assert (np.diff(shown) <= 1e-6).all()
    choose(wall.reconstructions.order, "best")
    assert (np.diff(found[listed(wall)]) >= -1e-6).all()


def test_class_part_and_selected_points_are_listed_alone(wall, qtbot):
    subject, seed = wall.workspace.subject, wall.workspace.run.config.seed
    test = split_images(subject.images, seed).test
    choose(wall.reconstructions.label, 3)
    choose(wall.reconstructions.part, 2)
    rows = np.flatnonzero((subject.labels == 3) & np.isin(subject.order, test))
    assert sorted(listed(wall).tolist()) == rows.tolist()
    choose(wall.reconstructions.label, None)
    choose(wall.reconstructions.part, None)
    wall.reconstructions.only_group.click()
    assert len(listed(wall)) == 0
    assert "No points are selected" in wall.reconstructions.wall.text
    wall.workspace.group.choose(np.array([4, 9, 30]), How.REPLACE, "lasso")
    assert sorted(listed(wall).tolist()) == [4, 9, 30]
    assert wall.reconstructions.told.text().startswith("3 images")


def rebuilt_cell(window, qtbot, place: int) -> WallCell:
    """A cell once all of it is there, kept as it was then: newer weights may take it away again."""
    seen: list[WallCell] = []

    def is_whole() -> bool:
        cell = window.reconstructions.wall.cell(place)
        if cell is not None and all(image is not None for image in cell.images):
            seen.append(cell)
        return bool(seen)

    qtbot.waitUntil(is_whole, timeout=PATIENCE_MS)
    return seen[0]


def test_an_image_stands_above_what_the_network_and_pca_make_of_it(wall, qtbot):
    subject, row = wall.workspace.subject, int(listed(wall)[3])
    cell = rebuilt_cell(wall, qtbot, 3)
    original, net, pca = cell.images
    flat = subject.images.flat[subject.order[row]][None]
    assert np.array_equal(original.ravel(), flat[0])
    assert np.allclose(net.ravel(), reconstruct_images(wall.workspace.run.frame.model, flat)[0], atol=1e-5)
    pca_error = float(((pca - original / 255) ** 2).mean())
    assert cell.words == (f"{errors(wall)[row]:.3f}", f"{pca_error:.3f}")
    wall.reconstructions.with_pca.click()
    qtbot.waitUntil(
        lambda: (cell := wall.reconstructions.wall.cell(3)) is not None and len(cell.images) == 2,
        timeout=PATIENCE_MS,
    )


def test_a_click_loads_an_image_and_frames_it(wall, qtbot):
    view = wall.reconstructions.wall
    qtbot.waitUntil(lambda: view.count == 5_000, timeout=PATIENCE_MS)
    place: QPoint = view.box_of(5).center().toPoint()
    QTest.mouseClick(view.viewport(), LEFT, pos=place)
    assert wall.workspace.selector.selection.row == int(listed(wall)[5])
    assert view.marked == 5


def test_an_image_that_is_no_point_of_the_map_can_be_loaded(wall, qtbot):
    wall.workspace.set_map_points(1_000)
    qtbot.waitUntil(lambda: len(wall.workspace.travel.shown.latents) == 1_000, timeout=PATIENCE_MS)
    wall.workspace.selector.select_row(4_321)
    selection = wall.workspace.selector.selection
    assert selection.row == 4_321
    assert selection.error == pytest.approx(float(errors(wall)[4_321]), rel=1e-3)


def test_scrolling_asks_for_what_comes_into_view_alone(wall, qtbot):
    display, view = wall.reconstructions_display, wall.reconstructions.wall
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    last = int(listed(wall)[-1])
    qtbot.waitUntil(lambda: last in display.rebuilt.rows, timeout=PATIENCE_MS)
    assert len(display.rebuilt.rows) < 500
    assert view.places_seen.stop == 5_000


def test_nothing_moves_under_the_mouse_while_the_network_learns(wall, qtbot):
    choose(wall.reconstructions.order, "worst")
    hover(wall, True)
    before, run = listed(wall), wall.workspace.run
    wall.workspace.rewind()
    qtbot.waitUntil(lambda: wall.reconstructions.sort_again.isVisible(), timeout=PATIENCE_MS)
    assert np.array_equal(listed(wall), before)
    wall.reconstructions.sort_again.click()
    assert not wall.reconstructions.sort_again.isVisible()
    assert not np.array_equal(listed(wall), before)
    qtbot.waitUntil(lambda: run.frame is not None and run.frame.step == 0, timeout=PATIENCE_MS)
    hover(wall, False)


def test_the_wall_is_sorted_anew_once_the_mouse_has_left(wall, qtbot):
    choose(wall.reconstructions.order, "worst")
    hover(wall, True)
    wall.workspace.rewind()
    qtbot.waitUntil(lambda: wall.reconstructions.sort_again.isVisible(), timeout=PATIENCE_MS)
    hover(wall, False)
    assert wall.reconstructions_display.listing.is_sorted


def test_other_images_are_listed_in_their_place(wall, qtbot):
    choose(wall.reconstructions.label, 7)
    rng = np.random.default_rng(0)
    pixels = rng.integers(0, 256, (60, 6, 8)).astype(np.uint8)
    images = ImageSet("small", pixels, rng.integers(0, 10, 60).astype(np.uint8), tuple("abcdefghij"))
    wall.workspace.show_opened(Opened(subject_of_images(images)))
    view, display = wall.reconstructions.wall, wall.reconstructions_display
    assert view.count == 0
    qtbot.waitUntil(lambda: view.count == 60 and view.cell(0) is not None, timeout=PATIENCE_MS)
    original, net, _ = rebuilt_cell(wall, qtbot, 0).images
    assert net.shape == (6, 8)
    subject = wall.workspace.subject
    assert np.array_equal(original, pixels[subject.order[display.listing.rows[0]]])
    assert wall.reconstructions.label.currentText() == "All classes"


def test_without_the_images_of_a_session_a_sentence_says_so(wall, qtbot):
    subject = wall.workspace.subject
    wall.workspace.show_opened(Opened(replace(subject, images=None, parts=(0, 0, 0))))
    qtbot.waitUntil(
        lambda: (
            "not on this machine" in wall.reconstructions.wall.text and wall.reconstructions.wall.count == 0
        ),
        timeout=PATIENCE_MS,
    )


def test_what_comes_late_of_the_images_before_is_not_shown(wall, qtbot):
    display = wall.reconstructions_display
    qtbot.waitUntil(lambda: display.rebuilt is not None, timeout=PATIENCE_MS)
    before = display.rebuilt
    pixels = np.zeros((60, 6, 8), np.uint8)
    images = ImageSet("small", pixels, (np.arange(60) % 10).astype(np.uint8), tuple("abcdefghij"))
    wall.workspace.show_opened(Opened(subject_of_images(images)))
    display.show_rebuilt(before)
    assert display.rebuilt is None
