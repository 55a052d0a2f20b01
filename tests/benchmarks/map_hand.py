"""A hand over the map with the decode key held: real mouse events, each timed until its digit is painted."""

import threading
from time import perf_counter, sleep

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from latentlab.gui.main_window import MainWindow
from tests.benchmarks.digit_on_screen import check_digit
from tests.benchmarks.real_window import expect

_PAUSE_S = (0.020, 0.060)  # between a painted digit and the next move: out of step with every clock
_EDGE = 30  # pixels at the borders of the map that the hand keeps from


class MapHand(QObject):
    """Moves over the map of a window.

    The moves are posted from another thread, as if an X server sent them: one that comes while the window
    is busy waits, and the wait counts.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._canvas = window.map.scatter.canvas
        self._times_ms: list[float] = []
        self._sent_at = 0.0
        self._pending: QPointF | None = None  # where the mouse was sent; None while no digit is awaited
        self._before: object = None  # the selection when it was sent
        self._is_painted = False
        self._error: Exception | None = None
        self._next = threading.Event()
        for watched in (window, window.decoder.digit):
            watched.installEventFilter(self)

    def hover(self, moves: int) -> list[float]:
        """Make so many moves with D held; returns the milliseconds from each to its digit on the screen."""
        QTest.keyPress(self._canvas, Qt.Key.Key_D)
        mover = threading.Thread(target=self._move, args=(self._path(moves),))
        mover.start()
        expect(lambda: len(self._times_ms) == moves, "a digit for every move of the mouse")
        mover.join()
        QTest.keyRelease(self._canvas, Qt.Key.Key_D)
        for watched in (self._window, self._window.decoder.digit):
            watched.removeEventFilter(self)
        if self._error is not None:
            raise self._error
        return self._times_ms

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the digit's paint, and paint the window here, to know when the screen was given all of it."""
        if watched is self._window and event.type() == QEvent.Type.UpdateRequest:
            self._window.event(event)
            if self._is_painted:
                self._note(1e3 * (perf_counter() - self._sent_at))
            return True
        if watched is not self._window and event.type() == QEvent.Type.Paint and self._is_new_digit():
            self._is_painted = True
        return False

    def _note(self, took_ms: float) -> None:
        self._pending, self._is_painted = None, False
        self._times_ms.append(took_ms)
        try:
            check_digit(self._window)
        except RuntimeError as error:  # Qt would swallow it here
            self._error = error
        self._next.set()

    def _path(self, moves: int) -> list[QPointF]:
        """A curve over the whole map, across the points and between them."""
        size = self._canvas.viewport().size()
        turns = np.linspace(0, 40, moves)
        xs = size.width() / 2 + (size.width() / 2 - _EDGE) * np.sin(1.7 * turns)
        ys = size.height() / 2 + (size.height() / 2 - _EDGE) * np.cos(turns)
        return [QPointF(round(x), round(y)) for x, y in zip(xs.tolist(), ys.tolist(), strict=True)]

    def _move(self, path: list[QPointF]) -> None:
        rng = np.random.default_rng(0)
        none, no_keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        viewport = self._canvas.viewport()
        corner = QPointF(viewport.mapToGlobal(viewport.rect().topLeft()))
        for pixel in path:
            sleep(float(rng.uniform(*_PAUSE_S)))
            event = QMouseEvent(QEvent.Type.MouseMove, pixel, corner + pixel, none, none, no_keys)
            self._next.clear()
            self._before = self._window.workspace.selector.selection
            self._sent_at = perf_counter()
            self._pending = pixel
            QCoreApplication.postEvent(viewport, event)
            self._next.wait()

    def _is_new_digit(self) -> bool:
        """Whether the digit to be painted is that of the pending move, and not one that the map brought."""
        selection = self._window.workspace.selector.selection
        if self._pending is None or selection is None or selection is self._before:
            return False
        return selection.place is not None and bool(
            np.allclose(selection.place, self._canvas.place_of(self._pending))
        )
