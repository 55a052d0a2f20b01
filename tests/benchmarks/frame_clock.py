"""A 60 Hz clock on the window's thread that paints the map and notes when."""

from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

_INTERVAL_MS = 16  # Qt's timers count whole milliseconds


class FrameClock(QObject):
    """Paints `widget` at every tick, so that a tick is late when anything else held the window up."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._painted_at: list[float] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_INTERVAL_MS)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin afresh."""
        self._painted_at.clear()
        self._timer.start()

    def stop(self) -> None:
        """Paint no more."""
        self._timer.stop()

    @property
    def intervals_ms(self) -> list[float]:
        """Milliseconds from each painted frame to the next."""
        intervals: list[float] = (1e3 * np.diff(self._painted_at)).tolist()
        return intervals

    def _tick(self) -> None:
        self._widget.repaint()
        self._painted_at.append(perf_counter())
