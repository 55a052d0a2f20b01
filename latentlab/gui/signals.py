"""Hears the system's signals to end, which Python alone would notice only at the next stir of the mouse."""

import signal
import socket
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier

_ENDING = ("SIGTERM", "SIGHUP")  # the session ends, the terminal is closed


class EndingSignals(QObject):
    """Calls `end` with the number of the first signal to end; a signal that was ignored stays ignored."""

    def __init__(self, end: Callable[[int], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._end = end
        self._numbers = frozenset(
            number
            for name in _ENDING
            if (number := getattr(signal, name, None)) is not None
            and signal.getsignal(number) == signal.Handlers.SIG_DFL
        )
        self._heard, self._wakes = socket.socketpair()
        for end_of_pair in (self._heard, self._wakes):
            end_of_pair.setblocking(False)
        signal.set_wakeup_fd(self._wakes.fileno(), warn_on_full_buffer=False)
        for number in self._numbers:
            signal.signal(number, _wait_for_the_notifier)
        self._notifier = QSocketNotifier(self._heard.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def stop(self) -> None:
        """Leave signals to themselves again."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for number in self._numbers:
            signal.signal(number, signal.Handlers.SIG_DFL)
        self._heard.close()
        self._wakes.close()

    def _on_signal(self) -> None:
        asked = self._numbers & frozenset(self._heard.recv(64))
        if asked:
            self._end(min(asked))


def _wait_for_the_notifier(number: int, frame: object) -> None:
    """Keeps the signal from ending the process at once; the byte that it wrote is what counts."""
