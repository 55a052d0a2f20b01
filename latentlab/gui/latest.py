"""A one-item mailbox: the newest value wins, the reader empties it."""

from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """Carries what keeps changing from a worker to the window's clock, without locks and without a queue."""

    def __init__(self) -> None:
        self._slot: deque[T] = deque(maxlen=1)

    def put(self, value: T) -> None:
        """Leave `value`, over whatever was not taken."""
        self._slot.append(value)

    def take(self) -> T | None:
        """The newest value, or None where it was taken already."""
        try:
            return self._slot.pop()
        except IndexError:
            return None
