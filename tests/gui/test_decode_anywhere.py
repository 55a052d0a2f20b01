"""A hand on the map turns places into digits: with the key held, and by a click on the ground."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.gui.conftest import PATIENCE_MS
from tests.gui.training import learning


@pytest.fixture
def shown(window, qtbot):
    """The window, visible and at rest on its PCA map."""
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    window.map.setFocus()
    settle(window, qtbot)
    return window


def settle(window, qtbot):
    live_map, scatter = window.workspace.map, window.map.scatter
    qtbot.waitUntil(
        lambda: live_map.layout is not None and not live_map.is_running and not scatter.is_gliding,
        timeout=PATIENCE_MS,
    )


def show_method(window, qtbot, method):
    qtbot.waitUntil(lambda: window.workspace.ready.maps, timeout=PATIENCE_MS)
    window.workspace.map.choose(method)
    settle(window, qtbot)


def move(window, pixel):
    viewport = window.map.scatter.canvas.viewport()
    QTest.mouseMove(viewport, pixel + QPoint(3, 0))  # the mouse may have been left at this very pixel
    QTest.mouseMove(viewport, pixel)


def place_at(window, pixel):
    return window.map.scatter.canvas.place_of(pixel.toPointF())


def pixel_of(window, row):
    canvas = window.map.scatter.canvas
    return canvas.pixel_of(*window.map.scatter.points[row].tolist()).toPoint()


def empty_pixel(window):
    """A pixel of the map with no point near."""
    canvas = window.map.scatter.canvas
    pixels = np.array([canvas.pixel_of(*place).toTuple() for place in window.map.scatter.points.tolist()])
    for x in range(20, canvas.width() - 20, 7):
        for y in range(20, canvas.height() - 20, 7):
            if np.linalg.norm(pixels - [x, y], axis=1).min() > 20:
                return QPoint(x, y)
    raise AssertionError("the map is full")


def assert_all_agree(window, pixel):
    """Sliders, digit, cursor and gauge show what lies under the mouse."""
    selection = window.workspace.selector.selection
    np.testing.assert_allclose(selection.place, place_at(window, pixel))
    np.testing.assert_allclose(window.map.scatter.cursor_place, selection.place)
    np.testing.assert_array_equal(window.decoder.sliders.point, selection.z)
    assert selection.row is None
    assert window.decoder.digit_part.comparison.gauge.isVisible()
    assert window.decoder.title.whole_text == "Decoded from the map"


def test_a_click_on_the_ground_decodes_the_place(shown):
    before = shown.decoder.digit.grab().toImage()
    pixel = empty_pixel(shown)
    QTest.mouseClick(shown.map.scatter.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel)
    assert_all_agree(shown, pixel)
    assert shown.decoder.digit.grab().toImage() != before
    located = shown.workspace.selector.selection.located
    assert located.is_exact
    assert located.round_trip > 0


def test_with_d_held_every_move_decodes_across_points_too(shown):
    digits = []
    QTest.keyPress(shown.map.scatter.canvas, Qt.Key.Key_D)
    for row in (3, 40, 500):
        pixel = pixel_of(shown, row)
        move(shown, pixel)
        assert_all_agree(shown, pixel)
        digits.append(shown.workspace.selector.selection.image)
    assert not np.array_equal(digits[0], digits[1])
    QTest.mouseClick(shown.map.scatter.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel)
    assert shown.workspace.selector.selection.row is None
    QTest.keyRelease(shown.map.scatter.canvas, Qt.Key.Key_D)
    held = shown.workspace.selector.selection
    move(shown, pixel_of(shown, 8))
    assert shown.workspace.selector.selection is held
    QTest.mouseClick(shown.map.scatter.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel)
    assert shown.workspace.selector.selection.row is not None
    assert not shown.decoder.digit_part.comparison.gauge.isVisible()


def test_pressing_d_decodes_where_the_mouse_is(shown):
    pixel = empty_pixel(shown)
    move(shown, pixel)
    assert shown.workspace.selector.selection.row is not None
    QTest.keyPress(shown.decoder.sliders, Qt.Key.Key_D)  # wherever the focus is
    assert_all_agree(shown, pixel)
    QTest.keyRelease(shown.decoder.sliders, Qt.Key.Key_D)


def test_in_a_text_field_d_is_a_letter(shown):
    field = next(f for f in shown.findChildren(QLineEdit) if f.isVisible() and f.isEnabled())
    move(shown, empty_pixel(shown))
    before = shown.workspace.selector.selection
    QTest.keyPress(field, Qt.Key.Key_D)
    assert shown.workspace.selector.selection is before


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_while_the_map_runs_the_place_under_a_still_mouse_stays_decoded(shown, qtbot, method):
    qtbot.waitUntil(lambda: shown.workspace.ready.maps, timeout=PATIENCE_MS)
    live_map = shown.workspace.map
    live_map.set_parameters(replace(live_map.settings, iterations=100_000))  # it runs all the time
    live_map.choose(method)
    live_map.restart()
    qtbot.waitUntil(lambda: live_map.method == method and live_map.layout.iteration > 3)
    pixel = QPoint(300, 200)
    QTest.keyPress(shown.map.scatter.canvas, Qt.Key.Key_D)
    move(shown, pixel)
    assert shown.workspace.map.is_running
    assert_all_agree(shown, pixel)
    first = shown.workspace.selector.selection
    with qtbot.waitSignals([shown.workspace.map.layout_changed] * 4, timeout=PATIENCE_MS):
        pass
    assert shown.workspace.selector.selection is not first
    assert_all_agree(shown, pixel)
    QTest.keyRelease(shown.map.scatter.canvas, Qt.Key.Key_D)
    place = shown.workspace.selector.selection.place
    with qtbot.waitSignals([shown.workspace.map.layout_changed] * 2, timeout=PATIENCE_MS):
        pass
    assert not np.array_equal(shown.workspace.selector.selection.place, place), (
        "the cursor goes with its code"
    )


def test_while_training_the_newest_weights_decode_the_place(shown, qtbot):
    workspace = shown.workspace
    learning(workspace, qtbot)
    pixel = QPoint(300, 250)
    QTest.keyPress(shown.map.scatter.canvas, Qt.Key.Key_D)
    move(shown, pixel)
    images = []
    for _ in range(3):
        with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
            pass
        assert_all_agree(shown, pixel)
        images.append(workspace.selector.selection.image)
    assert not np.array_equal(images[0], images[2])
    QTest.keyRelease(shown.map.scatter.canvas, Qt.Key.Key_D)


def test_another_network_forgets_the_place(shown, qtbot):
    QTest.keyPress(shown.map.scatter.canvas, Qt.Key.Key_D)
    move(shown, empty_pixel(shown))
    config = shown.workspace.run.config
    shown.workspace.build(replace(config, model=replace(config.model, latent=7)))
    qtbot.waitUntil(
        lambda: (
            shown.workspace.map.layout_codes is not None and shown.workspace.map.layout_codes.shape[1] == 7
        ),
        timeout=PATIENCE_MS,
    )
    assert len(shown.workspace.selector.selection.z) == 7
    QTest.keyRelease(shown.map.scatter.canvas, Qt.Key.Key_D)


def test_on_the_pca_plane_the_digit_does_not_depend_on_what_was_selected_before(shown):
    pixel = empty_pixel(shown)
    codes = []
    for row in (1, 2):
        shown.workspace.selector.select_row(row)
        QTest.mouseClick(shown.map.scatter.canvas.viewport(), Qt.MouseButton.LeftButton, pos=pixel)
        codes.append(shown.workspace.selector.selection.z)
    np.testing.assert_array_equal(codes[0], codes[1])
