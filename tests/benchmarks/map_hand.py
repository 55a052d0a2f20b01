"""A hand over the map with the decode key held."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from latentlab.gui.main_window import MainWindow
from tests.benchmarks.hand import Hand

_EDGE = 30  # pixels at the borders of the map that the hand keeps from


class MapHand(Hand):
    """Moves over the map of a window."""

    def __init__(self, window: MainWindow) -> None:
        canvas = window.map.scatter.canvas
        super().__init__(window, canvas.viewport())
        self._canvas = canvas
        self._place = QPointF()  # where the mouse was sent
        self._before: object = None  # the selection when it was sent

    def hover(self, moves: int) -> list[float]:
        """Make so many moves with D held; returns the milliseconds from each to its digit on the screen."""
        QTest.keyPress(self._canvas, Qt.Key.Key_D)
        times = self.move(self._path(moves))
        QTest.keyRelease(self._canvas, Qt.Key.Key_D)
        return times

    def _path(self, moves: int) -> list[QPointF]:
        """A curve over the whole map, across the points and between them."""
        size = self._canvas.viewport().size()
        turns = np.linspace(0, 40, moves)
        xs = size.width() / 2 + (size.width() / 2 - _EDGE) * np.sin(1.7 * turns)
        ys = size.height() / 2 + (size.height() / 2 - _EDGE) * np.cos(turns)
        return [QPointF(round(x), round(y)) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]

    def _remember(self, place: QPointF) -> None:
        self._place, self._before = place, self._window.workspace.selector.selection

    def _is_new_digit(self) -> bool:
        selection = self._window.workspace.selector.selection
        if selection is None or selection is self._before or selection.place is None:
            return False
        return bool(np.allclose(selection.place, self._canvas.place_of(self._place)))
