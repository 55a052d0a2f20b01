"""How far long work has come: a bar on a terminal, plain lines in a pipe."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

_LINE_EVERY_S = 2.0


class Progress(Protocol):
    """Where a command tells how far it is."""

    def stage(self, what: str, done: float, total: float) -> None:
        """So much of `what` is done."""

    def line(self, text: str) -> None:
        """Something that stays on the screen."""


@contextmanager
def progress() -> Iterator[Progress]:
    """A bar where somebody watches, lines where a file or a program reads."""
    if not sys.stdout.isatty():
        yield _Lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as RichProgress

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with RichProgress(*columns, console=Console(highlight=False, markup=False), transient=True) as bars:
        yield _Bar(bars)


class _Bar:
    """One bar, which starts anew with each stage."""

    def __init__(self, bars: "object") -> None:
        from rich.progress import Progress as RichProgress

        assert isinstance(bars, RichProgress)
        self._bars = bars
        self._task = bars.add_task("", total=None)
        self._what = ""

    def stage(self, what: str, done: float, total: float) -> None:
        if what != self._what:
            self._what = what
            self._bars.reset(self._task, description=what, total=total)
        self._bars.update(self._task, completed=done, total=total)

    def line(self, text: str) -> None:
        self._bars.console.print(text)


class _Lines:
    """Plain lines: one where a stage is announced, then one every two seconds."""

    def __init__(self) -> None:
        self._what = ""
        self._last = time.perf_counter()

    def stage(self, what: str, done: float, total: float) -> None:
        announced = done == 0 and what != self._what
        self._what = what
        if announced or time.perf_counter() - self._last >= _LINE_EVERY_S:
            self.line(f"{what}: {done:,g} of {total:,g}")

    def line(self, text: str) -> None:
        self._last = time.perf_counter()
        print(text, flush=True)
