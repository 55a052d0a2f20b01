"""Makes at once what takes no longer than to begin a thread, as far as the newest one tells."""

from collections.abc import Generator
from dataclasses import dataclass
from time import thread_time
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class Made(Generic[T]):
    """What was made, and the time of the processor that it took: a busy machine makes nothing dearer."""

    value: T
    cost_ms: float


class Quick(Generic[T]):
    """Knows what the newest one cost.

    A thread has to be begun and to get its turn, which takes longer than a small network.
    """

    def __init__(self, limit_ms: float) -> None:
        self._limit_ms = limit_ms
        self.cost_ms: float | None = None  # of the newest, None where nothing is known: not at once then

    @property
    def is_cheap(self) -> bool:
        """Whether the next is to be made at once."""
        return self.cost_ms is not None and self.cost_ms <= self._limit_ms

    def forget(self) -> None:
        """The next is of another kind."""
        self.cost_ms = None

    def take(self, made: Made[T] | None) -> T | None:
        """What was made, whose cost is remembered; None where it came to nothing."""
        self.cost_ms = made.cost_ms if made is not None else None
        return made.value if made is not None else None

    def make(self, events: Generator[object, None, None] | None) -> T | None:
        """Make it on this thread, of what `timed` gave; None where there is nothing to make it of."""
        made = [event for event in events or () if isinstance(event, Made)]
        return self.take(made[-1] if made else None)


def timed(stage: Generator[object, None, T | None]) -> Generator[object, None, None]:
    """Passes on what a stage yields; what it returns comes last, as `Made`, if it is anything."""
    began = thread_time()
    value = yield from stage
    if value is not None:
        yield Made(value, 1e3 * (thread_time() - began))
