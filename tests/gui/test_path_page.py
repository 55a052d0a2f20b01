"""A path is chosen, shown, played and followed in the window as a student would do it."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from latentlab.gui.main_window import MainWindow
from latentlab.gui.workspace.decoding.path import STEPS, CodePath
from latentlab.gui.workspace.decoding.path_film import PICTURES
from latentlab.latent.walks.path import linear_path
from latentlab.models.coding import decode_codes
from tests.gui.mouse import drag

PATIENCE_MS = 60_000
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot, window) -> MainWindow:
    """With the page of paths in view."""
    window.resize(1440, 1000)
    window.show()
    qtbot.waitExposed(window)
    window.decoder.modes.choose("path")
    qtbot.waitUntil(lambda: window.workspace.map.layout is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not window.map.scatter.is_gliding, timeout=PATIENCE_MS)
    return window


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
    qtbot.waitUntil(lambda: len(window.decoder.path.film.strips) >= 3, timeout=PATIENCE_MS)


def test_ends_are_picked_on_the_map_and_the_film_lies_between_them(qtbot, window, path):
    page = window.decoder.path
    picked = []
    for slot, row in ((0, 3), (1, 40)):
        QTest.mouseClick(page.ends[slot].pick, LEFT)
        assert path.picking == slot
        assert page.ends[slot].letter in window.map._hint.text()
        picked.append(_click_point(window, row))
        assert path.picking == -1
        assert not page.ends[slot].pick.isChecked()
    codes = window.workspace.run.frame.latents[picked]
    np.testing.assert_allclose(path.codes, linear_path(codes, STEPS + 1), atol=1e-6)
    qtbot.waitUntil(lambda: len(page.film.strips) >= 3, timeout=PATIENCE_MS)
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
    place = window.workspace.selector.selection.place
    assert window.map.scatter.cursor_place == pytest.approx(tuple(place), abs=1e-3)
    off_line = window.map.field.path.places - place
    assert np.hypot(*off_line.T).min() < 0.02 * np.ptp(window.map.field.path.places, axis=0).max()
