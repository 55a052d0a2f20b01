"""A digit drawn on the pad is encoded as it is drawn, and disturbed as the sliders say."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from latentlab.data.drawn import as_digit
from latentlab.models.coding import encode_images
from tests.gui.conftest import PATIENCE_MS

LEFT = Qt.MouseButton.LeftButton
THREE = [(0.5 + 0.2 * np.cos(t), 0.32 + 0.15 * np.sin(t)) for t in np.linspace(-2.6, 1.5, 14)] + [
    (0.48 + 0.24 * np.cos(t), 0.66 + 0.19 * np.sin(t)) for t in np.linspace(-1.4, 2.4, 16)
]


@pytest.fixture
def shown(window, qtbot):
    """The window, visible, its decoder on the page to draw on."""
    window.resize(1440, 900)
    window.show()
    qtbot.waitExposed(window)
    window.decoder.modes.choose("draw")
    qtbot.waitUntil(lambda: window.workspace.map.layout is not None, timeout=PATIENCE_MS)
    return window


def send(pad, kind, place, button=LEFT):
    """A mouse event at a place (x, y) of the pad, each from 0 to 1."""
    at = QPointF(place[0] * pad.width(), place[1] * pad.height())
    is_move = kind == QEvent.Type.MouseMove
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else button
    changed = Qt.MouseButton.NoButton if is_move else button
    far = pad.mapToGlobal(at)
    QApplication.sendEvent(pad, QMouseEvent(kind, at, far, changed, held, Qt.KeyboardModifier.NoModifier))


def draw(window, places, button=LEFT):
    pad = window.decoder.draw.pad
    send(pad, QEvent.Type.MouseButtonPress, places[0], button)
    for place in places[1:]:
        send(pad, QEvent.Type.MouseMove, place, button)
    send(pad, QEvent.Type.MouseButtonRelease, places[-1], button)


def wait_for_drawing(window, qtbot):
    """Returns the selection, once it is of what is on the pad."""
    pad, selector = window.decoder.draw.pad, window.workspace.selector

    def is_selected():
        selection = selector.selection
        image = as_digit(pad.sheet.drawn.ink / 255)
        return selection.origin is not None and np.array_equal(selection.original, image)

    qtbot.waitUntil(is_selected, timeout=PATIENCE_MS)
    return selector.selection


def test_a_drawn_digit_is_encoded_decoded_and_placed_on_the_map(shown, qtbot):
    draw(shown, THREE)
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
