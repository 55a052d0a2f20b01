"""A hand that draws on a pad by real events of the mouse at places from 0 to 1, and what comes of it."""

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from latentlab.data.drawn import as_digit
from latentlab.gui.main_window import MainWindow
from latentlab.gui.widgets.drawing_pad import DrawingPad
from latentlab.gui.workspace.selection import Selection

Place = tuple[float, float]
LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton


def arc(x: float, y: float, across: float, down: float, start: float, end: float) -> list[Place]:
    """Part of an ellipse about (x, y), from one angle to another, clockwise from the right."""
    count = max(3, round(4 * abs(end - start)))
    return [(x + across * np.cos(t), y + down * np.sin(t)) for t in np.linspace(start, end, count)]


def line(*corners: Place) -> list[Place]:
    """Straight from corner to corner, seen at a few places between."""
    along = np.linspace(0, len(corners) - 1, 6 * (len(corners) - 1) + 1)
    xs, ys = zip(*corners, strict=True)
    at = np.arange(len(corners))
    return list(zip(np.interp(along, at, xs).tolist(), np.interp(along, at, ys).tolist(), strict=True))


ONE = line((0.56, 0.15), (0.46, 0.85))
THREE = arc(0.5, 0.32, 0.2, 0.15, -2.6, 1.5) + arc(0.48, 0.66, 0.24, 0.19, -1.4, 2.4)
DIGITS: dict[int, list[list[Place]]] = {  # strokes
    0: [arc(0.5, 0.5, 0.2, 0.32, -1.8, 4.6)],
    1: [ONE],
    2: [arc(0.48, 0.32, 0.2, 0.17, -3.0, 0.6) + line((0.6, 0.45), (0.28, 0.82), (0.74, 0.8))],
    3: [THREE],
    4: [line((0.38, 0.18), (0.26, 0.55), (0.72, 0.55)), line((0.64, 0.2), (0.58, 0.85))],
    5: [
        line((0.36, 0.18), (0.33, 0.45)) + arc(0.46, 0.63, 0.22, 0.2, -1.9, 2.5),
        line((0.36, 0.18), (0.7, 0.18)),
    ],
    6: [[*line((0.62, 0.16), (0.4, 0.4)), *arc(0.48, 0.64, 0.17, 0.19, -3.3, 2.9)]],
    7: [line((0.28, 0.22), (0.72, 0.2), (0.44, 0.84))],
    8: [arc(0.5, 0.33, 0.15, 0.15, -0.6, -4.9) + arc(0.49, 0.66, 0.18, 0.18, -1.5, 4.8)],
    9: [arc(0.48, 0.36, 0.17, 0.17, -0.2, -6.3), line((0.65, 0.3), (0.58, 0.84))],
}


def draw(
    pad: DrawingPad, places: Sequence[Place], button: Qt.MouseButton = LEFT, lets_go: bool = True
) -> None:
    """One stroke of the mouse through places of the pad."""
    send(pad, QEvent.Type.MouseButtonPress, places[0], button)
    for place in places[1:]:
        send(pad, QEvent.Type.MouseMove, place, button)
    if lets_go:
        send(pad, QEvent.Type.MouseButtonRelease, places[-1], button)


def send(pad: DrawingPad, kind: QEvent.Type, place: Place, button: Qt.MouseButton = LEFT) -> None:
    """A press, a move or a release."""
    at = QPointF(place[0] * pad.width(), place[1] * pad.height())
    held = NONE if kind == QEvent.Type.MouseButtonRelease else button
    changed = NONE if kind == QEvent.Type.MouseMove else button
    event = QMouseEvent(kind, at, pad.mapToGlobal(at), changed, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(pad, event)


def pad_of(window: MainWindow) -> DrawingPad:
    return window.decoder.draw.pad


def ink_of(pad: DrawingPad) -> np.ndarray:
    """What is drawn, a stroke under way included: (H, W) uint8."""
    return pad.sheet.drawn.ink


def wait_for_drawing(
    window: MainWindow, qtbot: QtBot, as_image: Callable[..., np.ndarray] = as_digit
) -> Selection:
    """The selection, once it is of what is on the pad."""
    selector, shape = window.workspace.selector, window.workspace.subject.shape

    def is_selected() -> bool:
        selection, image = selector.selection, as_image(ink_of(pad_of(window)) / 255, shape)
        return selection.origin is not None and np.array_equal(selection.original, image)

    qtbot.waitUntil(is_selected)
    return selector.selection
