"""Ends everything that has threads of its own, within so much time in all."""

from collections.abc import Sequence
from time import perf_counter
from typing import Protocol


class Part(Protocol):
    """What has threads of its own."""

    def stop(self) -> None: ...

    def wait(self, milliseconds: int) -> bool: ...


def end_all(parts: Sequence[Part], milliseconds: int) -> bool:
    """Tell all to end, then wait for them; returns whether every thread is over."""
    for part in parts:
        part.stop()
    until = perf_counter() + milliseconds / 1e3
    ended = [part.wait(max(1, round(1e3 * (until - perf_counter())))) for part in parts]
    return all(ended)
