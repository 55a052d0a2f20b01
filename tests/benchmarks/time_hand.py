"""A hand on the timeline: real mouse moves, each timed until its digit and its map are painted."""

import threading
from time import perf_counter, sleep

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from latentlab.gui.main_window import MainWindow
from tests.benchmarks.digit_on_screen import check_digit
from tests.benchmarks.real_window import expect

_PAUSE_S = (0.020, 0.060)  # between a painted epoch and the next move: out of step with every clock


class TimeHand(QObject):
    """Drags the handle from one kept epoch to another.

    The moves are posted from another thread, as if an X server sent them: one that comes while the window
    is busy waits, and the wait counts.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._track = window.timeline.track
        self.digits_ms: list[float] = []
        self.maps_ms: list[float] = []
        self._sent_at = 0.0
        self._wanted: int | None = None  # step of the pending move
        self._is_digit_painted = self._is_map_painted = False
        self._error: Exception | None = None
        self._next = threading.Event()
        self._watched = (window.decoder.digit, window.map.scatter.canvas.viewport())
        for watched in (window, *self._watched):
            watched.installEventFilter(self)

    def drag(self, moves: int) -> None:
        """Make so many moves, each to another kept epoch."""
        QTest.mousePress(self._track, Qt.MouseButton.LeftButton, pos=self._place(0))
        mover = threading.Thread(target=self._move, args=(self._path(moves),))
        mover.start()
        expect(lambda: len(self.maps_ms) == moves, "a map for every move of the handle")
        mover.join()
        if self._error is not None:
            raise self._error
        QTest.mouseRelease(self._track, Qt.MouseButton.LeftButton, pos=self._place(0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See the paints of digit and map; paint the window here, to know when the screen was given them."""
        if watched is self._window and event.type() == QEvent.Type.UpdateRequest:
            self._window.event(event)
            self._note()
            return True
        if watched is not self._window and event.type() == QEvent.Type.Paint and self._is_there():
            if watched is self._watched[0]:
                self._is_digit_painted = True
            elif self._has_map_followed():
                self._is_map_painted = True
        return False

    def _note(self) -> None:
        took_ms = 1e3 * (perf_counter() - self._sent_at)
        if self._is_digit_painted and len(self.digits_ms) == len(self.maps_ms):
            self.digits_ms.append(took_ms)
        if self._is_map_painted and len(self.digits_ms) > len(self.maps_ms):
            self._wanted, self._is_digit_painted, self._is_map_painted = None, False, False
            self.maps_ms.append(took_ms)
            try:
                check_digit(self._window)
            except RuntimeError as error:  # Qt would swallow it here
                self._error = error
            self._next.set()

    def _is_there(self) -> bool:
        at = self._window.workspace.travel.at
        return self._wanted is not None and at is not None and at.step == self._wanted

    def _has_map_followed(self) -> bool:
        workspace = self._window.workspace
        shown = workspace.travel.shown
        is_of_it = shown is not None and shown.step == self._wanted and workspace.map.shows(shown.latents)
        return is_of_it and not self._window.map.scatter.is_gliding

    def _place(self, tick: int) -> QPoint:
        epoch = self._track.marks.ticks[tick]
        return QPoint(round(self._track.place_of(epoch)), self._track.height() // 2)

    def _path(self, moves: int) -> list[tuple[QPointF, QPointF, int]]:
        """Places of the mouse on the track and on the screen, and the step of each."""
        steps, path, before = self._window.workspace.travel.moments.steps, [], 0
        for move in range(1, moves + 1):
            tick = (7 * move) % len(steps)
            tick = tick if tick != before else (tick + 1) % len(steps)
            before = tick
            place = self._place(tick)
            path.append((QPointF(place), QPointF(self._track.mapToGlobal(place)), steps[tick]))
        return path

    def _move(self, path: list[tuple[QPointF, QPointF, int]]) -> None:
        rng = np.random.default_rng(0)
        none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
        for place, far, step in path:
            sleep(float(rng.uniform(*_PAUSE_S)))
            event = QMouseEvent(QEvent.Type.MouseMove, place, far, none, left, Qt.KeyboardModifier.NoModifier)
            self._next.clear()
            self._sent_at = perf_counter()
            self._wanted = step
            QCoreApplication.postEvent(self._track, event)
            self._next.wait(10.0)
