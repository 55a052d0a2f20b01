"""Where a worker waits between two events: paused, for a single step, or for its pace."""

from threading import Condition
from time import perf_counter


class Gate:
    """Opened, closed and paced from the window's thread; the worker passes it once an event.

    `ticks` is the type of event that the pace counts.
    """

    def __init__(self, ticks: type | None = None) -> None:
        self._condition = Condition()
        self._ticks = ticks
        self._open = True
        self._closes_after: type | None = None
        self._times = 1
        self._counts = False  # whether the event under way was asked for since then
        self._stopped = False
        self._interval_s = 0.0
        self._due_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the worker runs, or will when its present event is done."""
        return self._open and self._closes_after is None

    @property
    def is_waiting(self) -> bool:
        """Whether the worker waits, or will as soon as it has delivered its present event."""
        return not self._open

    @property
    def is_stopped(self) -> bool:
        """Whether the worker was told to end."""
        return self._stopped

    def open(self) -> None:
        """Let the worker run."""
        self._set(opened=True, closes_after=None)

    def close(self) -> None:
        """Let the worker wait before its next event."""
        self._set(opened=False, closes_after=None)

    def close_after(self, event: type, times: int = 1) -> None:
        """Let the worker run until it has delivered so many events of this type, then wait.

        An event that is under way does not count: it was asked for before, perhaps with other wishes.
        """
        self._set(opened=True, closes_after=event, times=times)

    def stop(self) -> None:
        """Wake the worker for good, so that it ends."""
        with self._condition:
            self._stopped = True
            self._condition.notify_all()

    def set_interval(self, seconds: float) -> None:
        """Let at least so many seconds pass between two ticks; 0 for as fast as it goes."""
        with self._condition:
            self._interval_s = seconds
            self._due_at = perf_counter() + seconds
            self._condition.notify_all()

    def ask(self) -> None:
        """Called by the worker before it reads its wishes and asks for an event."""
        self._counts = True

    def hold(self, event: object) -> None:
        """Called by the worker: keep a tick back until it is due."""
        if self._interval_s == 0.0 or self._ticks is None or not isinstance(event, self._ticks):
            return
        with self._condition:
            while (left := self._due_at - perf_counter()) > 0 and not self._is_hurried():
                self._condition.wait(left)
            self._due_at = perf_counter() + self._interval_s

    def wait(self, event: object) -> None:
        """Called by the worker after it delivered `event`: return when it may ask for the next one."""
        with self._condition:
            if self._counts and self._closes_after is not None and isinstance(event, self._closes_after):
                self._times -= 1
                if self._times == 0:
                    self._open, self._closes_after = False, None
            self._condition.wait_for(lambda: self._open or self._stopped)

    def _is_hurried(self) -> bool:
        return self._stopped or self._closes_after is not None or not self._open or self._interval_s == 0.0

    def _set(self, opened: bool, closes_after: type | None, times: int = 1) -> None:
        with self._condition:
            self._times = times
            self._counts = False
            self._open = opened
            self._closes_after = closes_after
            self._due_at = 0.0
            self._condition.notify_all()
