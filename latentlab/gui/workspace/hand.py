"""Whether a hand moves what a digit follows, and when there is time for all else."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, Qt, QTimer, Signal

_REST_MS = 120  # without a move, after which the hand rests
_TURN_MS = 33  # from one turn to the next: a digit is looked at, not what changes around it
_FRAME_MS = 16  # the same while the hand rests: what takes its turn, and the painting of it, fill a frame


Look = Callable[[], bool]  # does what is due, and returns whether there was anything


def at_once(look: Look) -> None:
    """What needs no turns, as nothing else changes the picture."""
    look()


class Turns:
    """Lets the next one look that has anything to do."""

    def __init__(self, *looks: Look) -> None:
        self._looks = deque(looks)

    def add(self, *looks: Look) -> None:
        """Let these take turns, too."""
        self._looks.extend(looks)

    def look(self) -> bool:
        """Returns whether any had something to do."""
        for _ in range(len(self._looks)):
            self._looks.rotate(-1)
            if self._looks[-1]():
                return True
        return False


class Hand(QObject):
    """Told of each move; while it moves, all that is not the digit gives way.

    A move waits for whatever the window's thread is at: a layout or a frame is 5 to 15 ms of work in one go.
    So these are taken in turn, and only after a digit was painted, when the next move is yet to come.
    Nor do they come all at once while the hand rests: each has a frame of the window for itself.
    """

    moving_changed = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._turns = Turns()
        self._looked_at = QElapsedTimer()
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._on_rest)
        self._idle = QTimer(self, singleShot=True, interval=0)  # fires once all that is due was painted
        self._idle.timeout.connect(self._on_idle)
        self._waiting: deque[Look] = deque()  # for their turns, while the hand rests
        self._went_on_at = QElapsedTimer()
        self._is_looking = False  # one of them, at this moment
        self._next = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._next.timeout.connect(self._go_on)

    @property
    def is_moving(self) -> bool:
        """Whether it moved a moment ago."""
        return self._rest.isActive()

    def take_turns(self, *looks: Look) -> None:
        """Let these, too, look one after the other while the hand moves."""
        self._turns.add(*looks)

    def let_look(self, look: Look) -> None:
        """Let one look that has something to do: at once, or in the next frame that is free."""
        if look not in self._waiting:
            self._waiting.append(look)
        if not (self._next.isActive() or self._is_looking):
            self._go_on()

    def move(self) -> None:
        """It moves; to be told before the digit is decoded."""
        began = not self.is_moving
        self._rest.start()
        self._idle.start()
        if began:
            self.moving_changed.emit(True)

    def _on_idle(self) -> None:
        is_early = self._looked_at.isValid() and not self._looked_at.hasExpired(_TURN_MS)
        if not is_early and self._turns.look():
            self._looked_at.start()

    def _on_rest(self) -> None:
        self._idle.stop()
        self.moving_changed.emit(False)
        self._go_on()

    def _go_on(self) -> None:
        """Those that wait look one after the other, until one has changed what is to be painted."""
        while self._waiting and not self.is_moving:
            left = _FRAME_MS - self._went_on_at.elapsed() if self._went_on_at.isValid() else 0
            if left > 0:
                self._next.start(left)
                return
            self._is_looking = True
            try:
                had_to_do = self._waiting.popleft()()
            finally:
                self._is_looking = False
            if had_to_do:
                self._went_on_at.start()


class Errand(QTimer):
    """A single shot that lets a moving hand go first, and takes its turn."""

    due = Signal()

    def __init__(self, hand: Hand, parent: QObject) -> None:
        super().__init__(parent, singleShot=True)
        self._hand = hand
        self._is_waiting = False  # for its turn
        self.timeout.connect(self._on_timeout)
        hand.take_turns(self._look)

    def ask(self, milliseconds: int) -> None:
        """It is due in so long; not later than was asked before."""
        if not self.isActive() or self.remainingTime() > milliseconds:
            self.start(milliseconds)

    def stop(self) -> None:
        """It is not wanted any more."""
        self._is_waiting = False
        super().stop()

    def _look(self) -> bool:
        was_awaited = self.isActive() or self._is_waiting
        if was_awaited:
            self.stop()
            self.due.emit()
        return was_awaited

    def _on_timeout(self) -> None:
        self._is_waiting = True
        self._hand.let_look(self._look)
