"""Lets the window live until something is so; for pictures and proofs, never for the student."""

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QEventLoop, QTimer

_GLANCE_MS = 10


def wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    """Handle events until `is_so`, at most so long; returns whether it came true."""
    loop = QEventLoop()
    until = perf_counter() + seconds
    clock = QTimer()
    clock.setInterval(_GLANCE_MS)

    came_true = False

    def glance() -> None:
        nonlocal came_true
        came_true = is_so()
        if came_true or perf_counter() >= until:
            clock.stop()
            loop.quit()

    clock.timeout.connect(glance)
    clock.start()
    loop.exec()
    clock.timeout.disconnect(glance)  # else the two would hold each other, and the loop, for ever
    return came_true


def let_live(seconds: float) -> None:
    """Handle events for so long."""
    wait_until(lambda: False, seconds)
