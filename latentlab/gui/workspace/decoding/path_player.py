"""Moves the selection along a path by itself."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_TICK_MS = 33  # thirty codes a second: a training beside it keeps its time
_WAY_S = 4.0  # from end to end, at the usual speed
ROUNDS = ("once", "again", "back")


class PathPlayer(QObject):
    """Goes by the clock: a slow machine shows fewer places, not a slower film."""

    playing_changed = Signal(bool)

    def __init__(
        self, go_to: Callable[[float], None], position: Callable[[], float], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._go_to, self._position = go_to, position
        self._speed = 1.0
        self._rounds = "once"
        self._forward = 1
        self._at = 0.0
        self._ticked_at = 0.0
        self._clock = QTimer(self, interval=_TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._clock.timeout.connect(self._tick)

    @property
    def is_playing(self) -> bool:
        """Whether the selection moves."""
        return self._clock.isActive()

    def toggle(self, plays: bool) -> None:
        """Play from where the selection is, from the beginning where that is the end; or hold."""
        if not plays:
            self.stop()
            return
        self._at, self._forward = self._position(), 1
        if self._at >= 1.0:
            self._at = 0.0
        self._ticked_at = perf_counter()
        self._clock.start()
        self.playing_changed.emit(True)

    def set_speed(self, speed: float) -> None:
        """So many times the usual speed."""
        self._speed = speed

    def set_rounds(self, rounds: str) -> None:
        """What comes at the end of the path: nothing ("once"), the path "again", or the way "back"."""
        self._rounds = rounds

    def stop(self) -> None:
        """Stay where the selection is."""
        if self.is_playing:
            self._clock.stop()
            self.playing_changed.emit(False)

    def _tick(self) -> None:
        now = perf_counter()
        self.advance(now - self._ticked_at)
        self._ticked_at = now

    def advance(self, seconds: float) -> None:
        """Go on by so much time."""
        at = self._at + self._forward * self._speed * min(seconds, _WAY_S) / _WAY_S
        if self._rounds == "again":
            at %= 1.0
        elif self._rounds == "back" and not 0.0 <= at <= 1.0:
            self._forward = -self._forward
            at = 2.0 - at if at > 1.0 else -at
        self._at = min(1.0, max(0.0, at))
        self._go_to(self._at)
        if self._rounds == "once" and self._at >= 1.0:
            self.stop()
