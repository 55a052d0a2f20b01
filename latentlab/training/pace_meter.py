"""How many images a second a run learns."""

from time import perf_counter

_LONG_PAUSE_S = 2.5  # no pace is as slow: the run was paused, which is no part of its speed


class PaceMeter:
    """Images a second, over about the last second of training."""

    def __init__(self) -> None:
        self._since = self._last = perf_counter()
        self._images = 0
        self._value = 0.0

    def add(self, images: int) -> float:
        """Count images just learnt; returns the pace, 0 until known."""
        now = perf_counter()
        if now - self._last > _LONG_PAUSE_S:
            self._since, self._images = now, 0
        else:
            self._images += images
        self._last = now
        elapsed = now - self._since
        if elapsed >= (1.0 if self._value else 0.2):
            self._value = self._images / elapsed
            self._since, self._images = now, 0
        return self._value
