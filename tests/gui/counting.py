"""Events that are counted, and what a job says of them."""

from collections.abc import Generator
from dataclasses import dataclass, field
from threading import Event, current_thread

from latentlab.gui.job import Job, JobSlot

PATIENCE_MS = 20_000


@dataclass
class Counted:
    number: int


@dataclass
class Other:
    number: int


@dataclass
class Counting:
    """A generator of counted events that notes what becomes of it."""

    limit: int = 10**9
    asked: int = 0
    sent: list[object] = field(default_factory=list)
    threads: set[object] = field(default_factory=set)
    is_closed: bool = False
    may_go_on: Event = field(default_factory=Event)

    def events(self) -> Generator[Counted, object, None]:
        try:
            while self.asked < self.limit:
                self.threads.add(current_thread())
                self.asked += 1
                self.sent.append((yield Counted(self.asked)))
        finally:
            self.is_closed = True
            self.threads.add(current_thread())

    def failing_events(self, error: Exception) -> Generator[Counted, object, None]:
        yield from self.events()
        raise error

    def held_events(self) -> Generator[Counted, object, None]:
        """Each one waits to be let through."""
        for event in self.events():
            self.may_go_on.wait(PATIENCE_MS / 1000)
            self.may_go_on.clear()
            yield event


class Payload:
    """Something heavy that an event carries."""


class Notes:
    """What a job or a slot has said."""

    def __init__(self, source: Job | JobSlot) -> None:
        self.said: list[object] = []
        source.done.connect(self.note_done)
        source.failed.connect(self.said.append)

    def note_done(self) -> None:
        self.said.append("done")


def run_to_the_end(qtbot, job: Job) -> Notes:
    notes = Notes(job)
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
        job.start()
    return notes


def wait_until_paused(qtbot, job: Job, counting: Counting) -> int:
    """How many events were asked for when the gate has closed itself behind the last one."""
    qtbot.waitUntil(lambda: not job.gate._open, timeout=PATIENCE_MS)
    return counting.asked
