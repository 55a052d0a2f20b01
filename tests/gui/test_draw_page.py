"""A digit drawn on the pad is encoded as it is drawn, whatever is done on the pad."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from latentlab.data.drawn import as_frame
from latentlab.models.coding import encode_images
from tests.gui.decoder_pages import show_page
from tests.gui.pad import ONE, RIGHT, THREE, draw, ink_of, pad_of, wait_for_drawing
from tests.gui.training import learning


@pytest.fixture
def shown(window, qtbot):
    """The window, visible, its decoder on the page to draw on."""
    return show_page(window, qtbot, "draw")


def page_of(window):
    return window.decoder.draw


def test_a_drawn_digit_is_encoded_decoded_and_placed_on_the_map(shown, qtbot):
    draw(pad_of(shown), THREE)
    selection = wait_for_drawing(shown, qtbot)
    model = shown.workspace.run.frame.model
    expected = encode_images(model, selection.original.reshape(1, -1))[0]
    np.testing.assert_allclose(selection.z, expected, atol=1e-6)
    assert selection.row is None
    assert selection.error is not None
    assert shown.decoder.title.whole_text == "Drawn by hand"
    plane, z = shown.workspace.map.layout.plane, selection.z.astype(float)
    np.testing.assert_allclose(selection.place, (z - plane.centre) @ plane.axes, rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(shown.map.scatter.cursor_place, selection.place)


def test_a_three_drawn_by_hand_is_taken_for_a_three(shown, qtbot):
    """The network, the probe and the nearest images see what a student sees."""
    draw(pad_of(shown), THREE)
    selection = wait_for_drawing(shown, qtbot)
    near = shown.workspace.ground.codes_for(selection.z)
    rows = near.nearest(selection.z[None], 15)[0][0]
    assert np.mean(shown.workspace.subject.labels[rows] == 3) > 0.7


def test_the_digit_follows_while_the_stroke_is_drawn(shown, qtbot):
    pad = pad_of(shown)
    seen = []
    for upto in (8, 16, 24):
        draw(pad, THREE[:upto], lets_go=False)
        assert pad.sheet.is_in_stroke
        seen.append(wait_for_drawing(shown, qtbot).z)
    assert not np.allclose(seen[0], seen[1])
    assert not np.allclose(seen[1], seen[2])


def test_strokes_are_taken_back_drawn_again_and_wiped(shown, qtbot):
    page = page_of(shown)
    assert not page.tools.undo.isEnabled()
    draw(page.pad, ONE)
    first = wait_for_drawing(shown, qtbot).z
    draw(page.pad, THREE)
    both = wait_for_drawing(shown, qtbot).z
    page.tools.undo.click()
    np.testing.assert_array_equal(wait_for_drawing(shown, qtbot).z, first)
    page.tools.redo.click()
    np.testing.assert_array_equal(wait_for_drawing(shown, qtbot).z, both)
    page.tools.clear.click()
    assert not wait_for_drawing(shown, qtbot).original.any()
    assert not page.tools.clear.isEnabled()
    QTest.keyClick(page.pad, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    np.testing.assert_array_equal(wait_for_drawing(shown, qtbot).z, both)


def test_an_eraser_takes_ink_away_by_button_by_key_and_by_the_right_mouse_button(shown, qtbot):
    page = page_of(shown)
    draw(page.pad, ONE)
    whole = ink_of(pad_of(shown)).sum()
    draw(page.pad, ONE[:4], RIGHT)
    assert ink_of(pad_of(shown)).sum() < 0.9 * whole
    page.tools.eraser.click()
    draw(page.pad, ONE[:7])
    assert ink_of(pad_of(shown)).sum() < 0.7 * whole
    QTest.keyClick(page.pad, Qt.Key.Key_E)
    assert page.tools.brush.isChecked()
    draw(page.pad, ONE)
    assert ink_of(pad_of(shown)).sum() == whole
    QTest.keyClick(page.pad, Qt.Key.Key_E)
    draw(page.pad, ONE)
    assert ink_of(pad_of(shown)).sum() < 0.05 * whole
    wait_for_drawing(shown, qtbot)


def test_the_width_of_the_brush_is_that_of_the_slider(shown):
    page = page_of(shown)
    draw(page.pad, ONE)
    thin = (ink_of(pad_of(shown)) > 127).sum(axis=1).max()
    page.tools.clear.click()
    for _ in range(6):
        QTest.keyClick(page.pad, Qt.Key.Key_BracketRight)
    draw(page.pad, ONE)
    thick = (ink_of(pad_of(shown)) > 127).sum(axis=1).max()
    assert thick > thin + 12
    assert page.tools.width_slider.value() == page.pad.brush_width


def test_on_the_pad_ctrl_z_means_the_stroke_and_elsewhere_the_selection(shown, qtbot):
    page = page_of(shown)
    draw(page.pad, ONE)
    shown.activateWindow()
    page.pad.setFocus()
    assert page.pad.hasFocus()
    QTest.keyClick(shown.windowHandle(), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not ink_of(pad_of(shown)).any()
    QTest.keyClick(page.pad, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert ink_of(pad_of(shown)).any()


def test_a_slider_leaves_the_drawing_and_a_stroke_or_a_click_comes_back_to_it(shown, qtbot):
    page = page_of(shown)
    draw(page.pad, ONE)
    drawn = wait_for_drawing(shown, qtbot)
    shown.workspace.selector.select(drawn.z + 1)
    assert shown.workspace.selector.selection.original is None
    QTest.mouseClick(page.seen, Qt.MouseButton.LeftButton)
    np.testing.assert_array_equal(wait_for_drawing(shown, qtbot).z, drawn.z)
    shown.workspace.selector.select_row(7)
    page.tools.undo.click()
    qtbot.waitUntil(lambda: page.pad.sheet.drawn.is_empty)
    QApplication.processEvents()
    assert shown.workspace.selector.selection.row == 7, "an empty pad leaves what is selected alone"


def test_one_can_go_back_to_a_drawing(shown, qtbot):
    draw(pad_of(shown), ONE)
    drawn = wait_for_drawing(shown, qtbot)
    shown.workspace.selector.select_row(7)
    shown.workspace.decoding.visits.back()
    selection = shown.workspace.selector.selection
    np.testing.assert_array_equal(selection.original, drawn.original)
    assert shown.decoder.title.whole_text == "Drawn by hand"


def test_a_drawing_outlives_the_frames_of_training_with_their_weights(shown, qtbot):
    workspace = shown.workspace
    draw(pad_of(shown), THREE)
    drawn = wait_for_drawing(shown, qtbot)
    learning(workspace, qtbot)
    codes = []
    for _ in range(3):
        with qtbot.waitSignal(workspace.frame_changed):
            pass
        selection = workspace.selector.selection
        np.testing.assert_array_equal(selection.original, drawn.original)
        codes.append(selection.z)
    assert not np.array_equal(codes[0], codes[2])
    assert shown.decoder.title.whole_text == "Drawn by hand"
    draw(pad_of(shown), ONE)  # and it can be drawn on meanwhile
    wait_for_drawing(shown, qtbot)
    workspace.run.pause()
    qtbot.waitUntil(lambda: not workspace.run.is_running)
    assert len([v for v in workspace.decoding.visits._visits if v.origin is not None]) <= 2


def test_the_selected_image_is_taken_over_to_be_drawn_on(shown, qtbot):
    page, selector = page_of(shown), shown.workspace.selector
    selector.select_row(12)
    original = selector.selection.original
    page.take.click()
    taken = wait_for_drawing(shown, qtbot)
    assert np.square(taken.original / 255.0 - original / 255.0).mean() < 0.01
    draw(page.pad, ONE)
    assert not np.array_equal(wait_for_drawing(shown, qtbot).original, taken.original)


def test_without_centring_the_pad_is_the_whole_image(shown, qtbot):
    page = page_of(shown)
    draw(page.pad, [(0.1, 0.1), (0.2, 0.3)])
    wait_for_drawing(shown, qtbot)
    page.boxed.click()
    selection = wait_for_drawing(shown, qtbot, as_frame)
    rows, columns = np.nonzero(selection.original > 20)
    assert rows.max() < 12
    assert columns.max() < 9


def open_own(window, qtbot, path, shape):
    """Images of one's own that fill their frame, with a new network for them."""
    images = np.random.default_rng(0).integers(0, 256, (60, *shape), dtype=np.uint8)
    np.savez(path, images=images, labels=np.arange(60) % 3)
    window.workspace.open_data(str(path))

    def is_open():
        frame = window.workspace.run.frame
        is_there = window.workspace.subject.shape == shape and frame is not None and frame.model is not None
        return is_there and window.workspace.selector.selection is not None

    qtbot.waitUntil(is_open)


def test_images_of_other_shapes_are_drawn_as_they_are(shown, qtbot, tmp_path):
    page = page_of(shown)
    draw(page.pad, THREE)
    wait_for_drawing(shown, qtbot)
    open_own(shown, qtbot, tmp_path / "square.npz", (20, 20))
    assert not page.boxed.isChecked(), "these images leave no margin"
    assert shown.workspace.selector.selection.row == 0
    assert ink_of(pad_of(shown)).any(), "the drawing is kept where the proportions are"
    page.tools.undo.click()
    page.tools.redo.click()
    draw(page.pad, [(0.1, 0.1)])
    assert wait_for_drawing(shown, qtbot, as_frame).original.shape == (20, 20)
    open_own(shown, qtbot, tmp_path / "wide.npz", (16, 24))
    assert page.pad.sheet.shape == (176, 264)
    assert not ink_of(pad_of(shown)).any()
    draw(page.pad, THREE)
    assert wait_for_drawing(shown, qtbot, as_frame).original.shape == (16, 24)


def test_a_pad_and_its_page_have_room_in_a_low_and_narrow_panel(shown, qtbot):
    shown.resize(1024, 680)
    qtbot.waitUntil(lambda: shown.height() == 680)
    page = page_of(shown)
    for widget in (page.pad, page.seen, page.paste, page.tools):
        right = widget.mapTo(page, QPoint(widget.width(), 0)).x()
        assert right <= page.area.viewport().width(), widget


def test_leaving_the_page_gives_no_button_the_focus_that_the_pad_had(shown, qtbot):
    shown.activateWindow()
    shown.decoder.draw.pad.setFocus()
    qtbot.waitUntil(lambda: shown.focusWidget() is shown.decoder.draw.pad)
    shown.decoder.modes.choose("code")
    assert not isinstance(shown.focusWidget(), QAbstractButton)
    z = shown.workspace.selector.selection.z
    QTest.keyClick(shown.focusWidget() or shown, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: shown.workspace.run.is_running)
    shown.workspace.run.pause()
    assert np.array_equal(shown.workspace.selector.selection.z, z)
