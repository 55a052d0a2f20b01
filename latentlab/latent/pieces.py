"""Long work as a generator, run to its end where nobody wants to hear how far it is."""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")


def finished(stage: Generator[object, None, T]) -> T:
    """What a stage returns, with its reports left unread."""
    while True:
        try:
            next(stage)
        except StopIteration as stop:
            value: T = stop.value
            return value
