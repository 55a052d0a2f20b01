"""A hand that draws on the pad of the decoder."""

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtTest import QTest

from latentlab.data.drawn import as_digit
from latentlab.gui.main_window import MainWindow
from latentlab.models.coding import encode_images
from tests.benchmarks.hand import Hand

_TURNS = 6  # over the pad in one stroke


class PadHand(Hand):
    """Draws one long line over the pad of a window, whose page is seen."""

    button = Qt.MouseButton.LeftButton

    def __init__(self, window: MainWindow) -> None:
        self._pad = window.decoder.draw.pad
        super().__init__(window, self._pad)
        self._map = window.map.scatter.canvas.viewport()
        self._before: object = None  # the selection when the pending move was sent

    def draw(self, moves: int) -> list[float]:
        """Make so many moves; returns the milliseconds from each to map and digit on the screen."""
        path = self._path(moves)
        self._pad.clear()
        QTest.mousePress(self._pad, self.button, pos=path[0].toPoint())
        self._map.installEventFilter(self)
        times = self.move(path[1:])
        self._map.removeEventFilter(self)
        QTest.mouseRelease(self._pad, self.button)
        return times

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the paint of the map with the cursor in its new place: the digit comes before that."""
        if event.type() != QEvent.Type.Paint:
            return super().eventFilter(watched, event)
        if watched is self._map:
            self._is_painted = self._is_painted or (self._is_pending and self._is_new_digit())
        return False

    def _path(self, moves: int) -> list[QPointF]:
        """A line to and fro that grows downwards, so that every move changes what is drawn."""
        turns = np.linspace(0, _TURNS, moves + 1)
        xs = self._pad.width() * (0.5 + 0.35 * np.sin(2 * np.pi * turns))
        ys = self._pad.height() * (0.1 + 0.8 * turns / _TURNS)
        return [QPointF(x, y) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]

    def _remember(self, place: QPointF) -> None:
        self._before = self._window.workspace.selector.selection

    def _is_new_digit(self) -> bool:
        """Whether it is decoded from what is drawn by now, and the cursor stands at its code's place."""
        selection = self._window.workspace.selector.selection
        if selection is None or selection is self._before or selection.original is None:
            return False
        if selection.place is None or self._window.map.scatter.cursor_place != tuple(
            selection.place.tolist()
        ):
            return False
        return bool(np.array_equal(selection.original, as_digit(self._pad.sheet.drawn.ink / 255)))


def check_place(window: MainWindow) -> None:
    """Raise RuntimeError unless the map's cursor stands where the code of what is drawn lies on the plane."""
    workspace = window.workspace
    frame, layout = workspace.run.frame, workspace.map.layout
    image = as_digit(window.decoder.draw.pad.sheet.drawn.ink / 255)
    if frame is None or frame.model is None or layout is None or layout.plane is None:
        raise RuntimeError("expected a PCA map and a network")
    z = encode_images(frame.model, image.reshape(1, -1))[0]
    place = (z - layout.plane.centre) @ layout.plane.axes
    seen = window.map.scatter.cursor_place
    if seen is None or not np.allclose(seen, place, rtol=1e-3, atol=1e-3):
        raise RuntimeError(f"expected the cursor at {place}, got {seen}")
