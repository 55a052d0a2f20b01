"""The selected image is disturbed as the sliders say, and the map tells how far its code moves."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from latentlab.data.disturbance import Disturbance, disturbed
from latentlab.models.coding import encode_images
from tests.gui.conftest import PATIENCE_MS
from tests.gui.decoder_pages import show_page
from tests.gui.pad import ONE, THREE, draw
from tests.gui.training import learning, paused

ROW = 12


@pytest.fixture
def shown(window, qtbot):
    """The window, visible, its decoder on the page to draw on, a sample loaded."""
    show_page(window, qtbot, "draw")
    window.workspace.selector.select_row(ROW)
    return window


def section_of(window):
    return window.decoder.draw.disturb


def move(window, **values):
    """Move sliders to values in their own steps."""
    for name, value in values.items():
        section_of(window).sliders[name].setValue(value)


def selection_of(window):
    return window.workspace.selector.selection


def code_of(window, image):
    return encode_images(window.workspace.run.frame.model, image.reshape(1, -1))[0]


def ghost_of(window):
    return window.map.field.ghost.place


def test_a_sample_is_disturbed_encoded_and_rebuilt(shown):
    original = shown.workspace.subject.original(ROW)
    move(shown, turn=40, right=10)
    expected = disturbed(original, Disturbance(turn=40, right=0.1))
    selection = selection_of(shown)
    np.testing.assert_array_equal(selection.original, expected)
    np.testing.assert_allclose(selection.z, code_of(shown, expected), atol=1e-5)
    assert shown.decoder.title.whole_text.endswith(", disturbed")


def test_the_undisturbed_code_stays_marked_on_the_map_and_the_distance_is_told(shown, qtbot):
    place = shown.workspace.map.layout.points[ROW]
    assert ghost_of(shown) is None
    move(shown, down=20)
    np.testing.assert_allclose(ghost_of(shown), place)
    assert ghost_of(shown) != pytest.approx(shown.map.scatter.cursor_place)
    away = np.linalg.norm(selection_of(shown).z - code_of(shown, shown.workspace.subject.original(ROW)))
    told = section_of(shown).moved
    qtbot.waitUntil(lambda: "usual distance" in told.text(), timeout=PATIENCE_MS)
    assert f"{away:.3g}" in told.text()
    codes = shown.workspace.run.frame.latents.astype(float)
    some = codes[::25]
    far = np.linalg.norm(some[:, None] - codes[None], axis=2)
    far[far < 1e-6] = np.inf
    steps = float(told.text().partition(": ")[2].partition(" times")[0])
    assert steps == pytest.approx(away / np.median(far.min(axis=1)), rel=0.1)


def test_all_sliders_back_is_the_sample_itself_again(shown):
    move(shown, noise=30, turn=-90, scale=150, cover=40, cover_x=0)
    assert selection_of(shown).row is None
    section_of(shown).reset.click()
    assert selection_of(shown).row == ROW
    assert ghost_of(shown) is None
    assert all(slider.value() == slider._neutral for slider in section_of(shown).sliders.values())
    assert not section_of(shown).reset.isEnabled()


def test_a_double_click_takes_one_slider_back(shown):
    move(shown, turn=90, noise=20)
    slider = section_of(shown).sliders["turn"]
    QTest.mouseDClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(5, slider.height() // 2))
    expected = disturbed(shown.workspace.subject.original(ROW), Disturbance(noise=0.2))
    np.testing.assert_array_equal(selection_of(shown).original, expected)


def test_noise_is_the_same_until_other_noise_is_asked_for(shown):
    section = section_of(shown)
    assert not section.new_noise.isEnabled()
    move(shown, noise=40)
    first = selection_of(shown).original
    move(shown, noise=10)
    move(shown, noise=40)
    np.testing.assert_array_equal(selection_of(shown).original, first)
    section.new_noise.click()
    assert not np.array_equal(selection_of(shown).original, first)


def test_a_cover_can_be_led_over_the_image(shown):
    section = section_of(shown)
    assert not section.sliders["cover_x"].isVisible()
    move(shown, cover=50)
    middle = selection_of(shown).original
    assert section.sliders["cover_x"].isVisible()
    move(shown, cover_x=0, cover_y=100)
    original = shown.workspace.subject.original(ROW)
    assert (middle[7:21, 7:21] == 0).all()
    corner = selection_of(shown).original
    assert (corner[14:, :14] == 0).all()
    np.testing.assert_array_equal(corner[:14], original[:14])


def test_another_sample_or_a_slider_of_the_code_begins_undisturbed(shown):
    move(shown, turn=40)
    shown.workspace.selector.select_row(30)
    assert selection_of(shown).row == 30
    assert section_of(shown).sliders["turn"].value() == 0
    assert ghost_of(shown) is None
    move(shown, turn=40)
    shown.workspace.selector.select(selection_of(shown).z + 1)
    assert selection_of(shown).original is None
    assert not section_of(shown).sliders["turn"].isEnabled()
    assert "Draw a digit or click" in section_of(shown).moved.text()
    shown.workspace.selector.select_row(3)
    assert section_of(shown).sliders["turn"].isEnabled()


def test_a_drawing_after_a_free_code_can_be_disturbed(shown, qtbot):
    shown.workspace.selector.select(selection_of(shown).z + 1)
    assert not section_of(shown).sliders["turn"].isEnabled()
    draw(shown.decoder.draw.pad, ONE)
    qtbot.waitUntil(lambda: section_of(shown).sliders["turn"].isEnabled(), timeout=PATIENCE_MS)
    move(shown, turn=45)
    assert selection_of(shown).origin.is_disturbed


def test_a_sample_that_the_map_shows_no_more_is_undisturbed_all_the_same(shown, monkeypatch):
    move(shown, turn=40)
    selector = shown.workspace.selector
    monkeypatch.setattr(selector, "select_row", lambda row: None)  # as with fewer points while training
    section_of(shown).reset.click()
    np.testing.assert_array_equal(selection_of(shown).original, shown.workspace.subject.original(ROW))
    assert shown.decoder.title.whole_text.startswith("“")
    assert not shown.decoder.title.whole_text.endswith("disturbed")


def test_a_drawing_stays_disturbed_while_it_is_drawn_on(shown, qtbot):
    pad = shown.decoder.draw.pad
    draw(pad, ONE)
    qtbot.waitUntil(lambda: selection_of(shown).origin is not None, timeout=PATIENCE_MS)
    move(shown, turn=45)
    first = selection_of(shown).original
    draw(pad, THREE)
    qtbot.waitUntil(lambda: not np.array_equal(selection_of(shown).original, first), timeout=PATIENCE_MS)
    assert selection_of(shown).origin.is_disturbed
    assert section_of(shown).sliders["turn"].value() == 45
    assert shown.decoder.title.whole_text == "Drawn by hand, disturbed"
    shown.decoder.draw.take.click()
    qtbot.waitUntil(lambda: selection_of(shown).origin.is_disturbed is False, timeout=PATIENCE_MS)
    assert section_of(shown).sliders["turn"].value() == 0, "what is taken over is disturbed already"


def test_the_mark_follows_the_weights_while_the_network_trains(shown, qtbot):
    workspace = shown.workspace
    learning(workspace, qtbot)
    workspace.selector.select_row(ROW)
    move(shown, turn=40)
    image, places = selection_of(shown).original, []
    for _ in range(4):
        with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
            pass
        np.testing.assert_array_equal(selection_of(shown).original, image)
        places.append(ghost_of(shown))
    assert places[0] != places[-1]
    paused(workspace, qtbot)
    qtbot.waitUntil(
        lambda: ghost_of(shown) == pytest.approx(tuple(workspace.map.layout.points[ROW]), rel=1e-3, abs=1e-3),
        timeout=PATIENCE_MS,
    )
