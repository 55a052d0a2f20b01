"""A hand with a mouse: real events at times of its own, each timed until its digit is painted."""

import threading
from abc import abstractmethod
from collections.abc import Sequence
from time import perf_counter, sleep

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

from latentlab.gui.main_window import MainWindow
from tests.benchmarks.digit_on_screen import check_digit
from tests.benchmarks.real_window import expect

_PAUSE_S = (0.020, 0.060)  # between a painted digit and the next move: out of step with every clock


class Hand(QObject):
    """Moves the mouse over a widget of the window.

    The moves are posted from another thread, as if an X server sent them: one that comes while the window
    is busy waits, and the wait counts.
    """

    button = Qt.MouseButton.NoButton  # held while it moves

    def __init__(self, window: MainWindow, under: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._under = under
        self._times_ms: list[float] = []
        self._sent_at = 0.0
        self._is_pending = False  # a move whose digit is awaited
        self._is_painted = False  # its digit
        self._error: Exception | None = None
        self._next = threading.Event()

    def move(self, path: Sequence[QPointF]) -> list[float]:
        """Visit these places of the widget; returns the milliseconds from each to its digit on the screen."""
        watched = (self._window, self._window.decoder.digit)
        for widget in watched:
            widget.installEventFilter(self)
        mover = threading.Thread(target=self._move, args=(path, self._under.mapToGlobal(QPoint(0, 0))))
        mover.start()
        expect(lambda: len(self._times_ms) == len(path), "a digit for every move of the mouse")
        mover.join()
        for widget in watched:
            widget.removeEventFilter(self)
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
        if watched is not self._window and event.type() == QEvent.Type.Paint:
            self._is_painted = self._is_painted or (self._is_pending and self._is_new_digit())
        return False

    @abstractmethod
    def _remember(self, place: QPointF) -> None:
        """Keep what tells the digit of a move to this place from those that come by themselves."""

    @abstractmethod
    def _is_new_digit(self) -> bool:
        """Whether the digit to be painted is that of the pending move, and not one that came by itself."""

    def _note(self, took_ms: float) -> None:
        self._is_pending = self._is_painted = False
        self._times_ms.append(took_ms)
        try:
            check_digit(self._window)
        except RuntimeError as error:  # Qt would swallow it here
            self._error = error
        self._next.set()

    def _move(self, path: Sequence[QPointF], corner: QPoint) -> None:
        rng = np.random.default_rng(0)
        none, no_keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        for place in path:
            sleep(float(rng.uniform(*_PAUSE_S)))
            far = QPointF(corner) + place
            event = QMouseEvent(QEvent.Type.MouseMove, place, far, none, self.button, no_keys)
            self._next.clear()
            self._remember(place)
            self._sent_at = perf_counter()
            self._is_pending = True
            QCoreApplication.postEvent(self._under, event)
            self._next.wait()
