"""A hand on a slider: real mouse events at times of its own, each timed until its digit is painted."""

import threading
from time import perf_counter, sleep

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest

from latentlab.gui.main_window import MainWindow
from latentlab.gui.widgets.slider_row import SliderRow
from tests.benchmarks.digit_on_screen import check_digit
from tests.benchmarks.real_window import expect

_PAUSE_S = (0.020, 0.060)  # between a painted digit and the next move: out of step with every clock
_STRIDE = 37  # pixels from one move to the next
_EDGE = 20  # pixels at both ends of the slider that the hand keeps from


class SliderHand(QObject):
    """Drags the first slider of the window's decoder.

    The moves are posted from another thread, as if an X server sent them: one that comes while the window
    is busy waits, and the wait counts.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._row = min(window.decoder.sliders.findChildren(SliderRow), key=lambda row: row.dimension)
        self._times_ms: list[float] = []
        self._sent_at = 0.0
        self._number_before: float | None = None  # of the slider; None while no move is pending
        self._is_painted = False  # the digit of the pending move
        self._error: Exception | None = None
        self._next = threading.Event()
        for watched in (window, window.decoder.digit):
            watched.installEventFilter(self)

    def drag(self, moves: int) -> list[float]:
        """Make so many moves; returns the milliseconds from each to its digit on the screen."""
        slider = self._row.slider
        QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=slider.rect().center())
        mover = threading.Thread(target=self._move, args=(self._path(moves),))
        mover.start()
        expect(lambda: len(self._times_ms) == moves, "a digit for every move of the slider")
        mover.join()
        if self._error is not None:
            raise self._error
        QTest.mouseRelease(slider, Qt.MouseButton.LeftButton)
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
        self._number_before, self._is_painted = None, False
        self._times_ms.append(took_ms)
        try:
            check_digit(self._window)
        except RuntimeError as error:  # Qt would swallow it here
            self._error = error
        self._next.set()

    def _path(self, moves: int) -> list[tuple[QPointF, QPointF]]:
        """Places of the mouse on the slider, and on the whole screen."""
        slider = self._row.slider
        middle = slider.height() // 2
        xs = [_EDGE + (move * _STRIDE) % (slider.width() - 2 * _EDGE) for move in range(1, moves + 1)]
        return [(QPointF(x, middle), QPointF(slider.mapToGlobal(QPoint(x, middle)))) for x in xs]

    def _move(self, path: list[tuple[QPointF, QPointF]]) -> None:
        rng = np.random.default_rng(0)
        none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
        for place, far in path:
            sleep(float(rng.uniform(*_PAUSE_S)))
            event = QMouseEvent(QEvent.Type.MouseMove, place, far, none, left, Qt.KeyboardModifier.NoModifier)
            self._next.clear()
            self._sent_at = perf_counter()
            self._number_before = self._row.slider.number
            QCoreApplication.postEvent(self._row.slider, event)
            self._next.wait()

    def _is_new_digit(self) -> bool:
        """Whether the digit to be painted is that of the pending move, and not one that training brought."""
        number, selection = self._row.slider.number, self._window.workspace.selector.selection
        if self._number_before is None or number == self._number_before or selection is None:
            return False
        return bool(selection.z[self._row.dimension] == np.float32(number))
