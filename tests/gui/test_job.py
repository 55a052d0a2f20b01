"""A job delivers the newest of everything, ends when told to, and says how it ended exactly once."""

import gc
import weakref
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtCore import QObject, QThread

from latentlab.gui.gate import Gate
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


class Notes:
    """What a job or a slot has said."""

    def __init__(self, source: Job | JobSlot) -> None:
        self.said: list[object] = []
        source.done.connect(self.note_done)
        source.failed.connect(self.said.append)

    def note_done(self) -> None:
        self.said.append("done")


@pytest.fixture
def make_job(qtbot) -> Iterator[Callable[..., Job]]:
    """Jobs that are over when the test is."""
    jobs: list[Job] = []

    def make(events: Generator[object, object, None], gate: Gate | None = None) -> Job:
        jobs.append(Job(events, gate))
        return jobs[-1]

    yield make
    for job in jobs:
        job.stop()
        assert job.wait(PATIENCE_MS)


def run_to_the_end(qtbot, job: Job) -> Notes:
    notes = Notes(job)
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
        job.start()
    return notes


def wait_until_paused(qtbot, job: Job, counting: Counting) -> int:
    """How many events were asked for when the gate has closed itself behind the last one."""
    qtbot.waitUntil(lambda: not job.gate._open, timeout=PATIENCE_MS)
    return counting.asked


def test_a_job_works_on_a_thread_of_its_own(qtbot, make_job) -> None:
    counting = Counting(limit=3)
    run_to_the_end(qtbot, make_job(counting.events()))
    assert len(counting.threads) == 1
    assert main_thread() not in counting.threads


def test_the_newest_event_is_there_after_the_end_and_is_served_once(qtbot, make_job) -> None:
    job = make_job(Counting(limit=500).events())
    assert job.take(Counted) is None
    notes = run_to_the_end(qtbot, job)
    assert notes.said == ["done"]
    assert job.is_over
    assert not job.is_running
    assert job.take(Counted) == Counted(500)
    assert job.take(Counted) is None


def test_each_type_of_event_has_its_own_box(qtbot, make_job) -> None:
    def events() -> Generator[object, object, None]:
        yield Other(1)
        yield Counted(1)
        yield Counted(2)

    job = make_job(events())
    run_to_the_end(qtbot, job)
    assert (job.take(Other), job.take(Counted), job.take(str)) == (Other(1), Counted(2), None)


def test_what_was_delivered_before_a_failure_can_still_be_taken(qtbot, make_job) -> None:
    error = ValueError("the fourth is missing")
    job = make_job(Counting(limit=3).failing_events(error))
    notes = run_to_the_end(qtbot, job)
    assert notes.said == [error], "the exception itself, once, and no done after it"
    assert notes.said[0] is error
    assert job.is_over
    assert job.take(Counted) == Counted(3)


def test_a_failure_before_the_first_event_is_told_as_well(qtbot, make_job) -> None:
    error = RuntimeError("no beginning")
    assert run_to_the_end(qtbot, make_job(Counting(limit=0).failing_events(error))).said == [error]


def test_an_iterator_that_fails_while_it_is_closed_is_told_as_a_failure(qtbot, make_job) -> None:
    error = OSError("could not tidy up")

    def events() -> Generator[object, object, None]:
        try:
            while True:
                yield Counted(1)
        finally:
            raise error

    job = make_job(events())
    notes = Notes(job)
    job.start()
    qtbot.waitUntil(lambda: job.take(Counted) is not None, timeout=PATIENCE_MS)
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
        job.stop()
    assert notes.said == [error]


def test_a_job_without_events_is_done(qtbot, make_job) -> None:
    assert run_to_the_end(qtbot, make_job(Counting(limit=0).events())).said == ["done"]


# Stopping


def test_a_stopped_job_ends_closes_its_iterator_on_its_own_thread_and_asks_no_more(qtbot, make_job) -> None:
    counting = Counting()
    job = make_job(counting.events())
    notes = Notes(job)
    job.start()
    qtbot.waitUntil(lambda: counting.asked > 3, timeout=PATIENCE_MS)
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
        job.stop()
    asked = counting.asked
    assert counting.is_closed
    assert len(counting.threads) == 1
    assert main_thread() not in counting.threads
    assert notes.said == ["done"]
    assert counting.asked == asked


@pytest.mark.parametrize(
    "halt",
    [
        pytest.param(lambda gate: gate.close(), id="closed"),
        pytest.param(lambda gate: gate.close_after(Counted, 3), id="closed after three"),
        pytest.param(lambda gate: gate.set_interval(3_600), id="slowed to one an hour"),
    ],
)
def test_stopping_wakes_a_job_that_waits(qtbot, make_job, halt: Callable[[Gate], None]) -> None:
    counting = Counting()
    gate = Gate(ticks=Counted)
    halt(gate)
    job = make_job(counting.events(), gate)
    job.start()
    qtbot.waitUntil(lambda: counting.asked > 0, timeout=PATIENCE_MS)
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
        job.stop()
    assert counting.is_closed
    assert counting.asked <= 3


def test_a_job_that_was_stopped_before_its_start_asks_for_nothing(qtbot, make_job) -> None:
    counting = Counting()
    job = make_job(counting.events())
    job.stop()
    run_to_the_end(qtbot, job)
    assert counting.asked == 0


def test_the_thread_can_be_waited_for_without_an_event_loop(qtbot, make_job) -> None:
    """As the closing window does."""
    job = make_job(Counting().events())
    job.start()
    job.stop()
    assert job.wait(PATIENCE_MS)
    assert not job.is_running


# Steering


def test_controls_are_sent_once_with_the_next_request(qtbot, make_job) -> None:
    counting = Counting()
    gate = Gate()
    gate.close_after(Counted)
    job = make_job(counting.events(), gate)
    job.start()
    for step, wish in enumerate(["a", None, "b", "c", None], 1):
        assert wait_until_paused(qtbot, job, counting) == step
        if wish:
            job.steer(wish)
        gate.close_after(Counted)
    wait_until_paused(qtbot, job, counting)
    assert counting.sent == ["a", None, "b", "c", None]


def test_of_two_wishes_the_newer_is_sent(qtbot, make_job) -> None:
    counting = Counting(limit=3)
    gate = Gate()
    gate.close_after(Counted)
    job = make_job(counting.events(), gate)
    job.start()
    wait_until_paused(qtbot, job, counting)
    job.steer("old")
    job.steer("new")
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
        gate.open()
    assert counting.sent == ["new", None, None]


def test_a_wish_from_before_the_start_is_sent_with_the_second_request(qtbot, make_job) -> None:
    """The first request cannot carry one."""
    counting = Counting(limit=3)
    job = make_job(counting.events())
    job.steer("early")
    run_to_the_end(qtbot, job)
    assert counting.sent == ["early", None, None]


def test_steering_and_then_closing_ends_with_an_event_by_that_wish(qtbot, make_job) -> None:
    """Even when another one was under way: a pause shows all points, not the preview that was being drawn."""
    heard: list[object] = []
    under_way, may_go_on = Event(), Event()

    def events() -> Generator[Counted, object, None]:
        wish: object = "preview"
        while True:
            heard.append(wish)
            under_way.set()
            may_go_on.wait(PATIENCE_MS / 1000)
            wish = (yield Counted(len(heard))) or wish

    job = make_job(events())
    job.start()
    assert under_way.wait(PATIENCE_MS / 1000)
    job.steer("all points")
    job.gate.close_after(Counted)
    may_go_on.set()
    qtbot.waitUntil(lambda: not job.gate._open, timeout=PATIENCE_MS)
    assert heard == ["preview", "all points"]
    assert job.take(Counted) == Counted(2)


# Pausing and stepping


@pytest.mark.parametrize("times", [1, 2, 25])
def test_a_job_waits_after_exactly_so_many_events(qtbot, make_job, times: int) -> None:
    counting = Counting()
    gate = Gate()
    gate.close_after(Counted, times)
    job = make_job(counting.events(), gate)
    job.start()
    assert wait_until_paused(qtbot, job, counting) == times
    assert job.take(Counted) == Counted(times)
    assert not gate.is_open


def test_stepping_so_many_times_gives_so_many_events(qtbot, make_job) -> None:
    counting = Counting()
    gate = Gate()
    gate.close_after(Counted)
    job = make_job(counting.events(), gate)
    job.start()
    for step in range(1, 31):
        assert wait_until_paused(qtbot, job, counting) == step
        assert job.take(Counted) == Counted(step)
        gate.close_after(Counted)
    wait_until_paused(qtbot, job, counting)


def test_ten_thousand_fast_events_do_not_pile_up(qtbot, make_job) -> None:
    """The window is free in between: nothing of them waits in its queue, and only the newest is kept."""
    alive: weakref.WeakSet[Payload] = weakref.WeakSet()

    def events() -> Generator[object, object, None]:
        for _ in range(10_000):
            payload = Payload()
            alive.add(payload)
            yield payload
            del payload

    job = make_job(events())
    job.start()
    assert job.wait(PATIENCE_MS), "the worker needs no help of the window"
    gc.collect()
    assert len(alive) == 1
    notes = Notes(job)
    qtbot.waitUntil(lambda: job.is_over, timeout=PATIENCE_MS)
    assert notes.said == ["done"]


class Payload:
    """Something heavy that an event carries."""


# A place for one job at a time


@pytest.fixture
def slot(qtbot) -> Iterator[JobSlot]:
    made = JobSlot()
    yield made
    assert made.wait(PATIENCE_MS)


def test_a_slot_passes_on_what_its_job_says(qtbot, slot: JobSlot) -> None:
    notes = Notes(slot)
    error = ValueError("no")
    for events in (Counting(limit=2).events(), Counting(limit=2).failing_events(error)):
        job = Job(events)
        with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
            assert slot.start(job) is job
    assert notes.said == ["done", error]


def test_a_new_job_replaces_the_old_which_says_nothing_more(qtbot, slot: JobSlot) -> None:
    notes = Notes(slot)
    old, new = Counting(), Counting(limit=5)
    first = slot.start(Job(old.events()))
    qtbot.waitUntil(lambda: old.asked > 0, timeout=PATIENCE_MS)
    with qtbot.waitSignal(first.ended, timeout=PATIENCE_MS):
        second = slot.start(Job(new.events()))
    assert slot.job is second
    qtbot.waitUntil(lambda: second.is_over and not second.is_running, timeout=PATIENCE_MS)
    assert old.is_closed
    assert notes.said == ["done"], "only the new one's"


def test_a_job_whose_end_was_already_on_its_way_says_nothing_after_it_was_replaced(
    qtbot, slot: JobSlot
) -> None:
    """Its thread is over, its word is in the window's queue; what it failed at is no longer of interest."""
    notes = Notes(slot)
    first = slot.start(Job(Counting(limit=1).failing_events(ValueError("outdated"))))
    assert first.wait(PATIENCE_MS)
    second = slot.start(Job(Counting(limit=1).events()))
    qtbot.waitUntil(lambda: second.is_over, timeout=PATIENCE_MS)
    assert notes.said == ["done"]


def test_clearing_a_slot_ends_its_job_in_silence(qtbot, slot: JobSlot) -> None:
    notes = Notes(slot)
    counting = Counting()
    job = slot.start(Job(counting.events()))
    qtbot.waitUntil(lambda: counting.asked > 0, timeout=PATIENCE_MS)
    with qtbot.waitSignal(job.ended, timeout=PATIENCE_MS):
        slot.clear()
    assert slot.job is None
    assert counting.is_closed
    assert notes.said == []
    slot.clear()


def test_a_retired_job_is_forgotten_with_all_that_it_made(qtbot, monkeypatch) -> None:
    """Every rewind starts a job; a parent that kept them all would fill the memory with frames."""
    monkeypatch.setattr(
        Job, "start", lambda job: job._thread.start()
    )  # unseen by who keeps all jobs of a test
    parent = QObject()
    slot = JobSlot(parent)
    alive: weakref.WeakSet[Payload] = weakref.WeakSet()

    def events() -> Generator[object, object, None]:
        while True:
            payload = Payload()
            alive.add(payload)
            yield payload

    def replace() -> None:
        job = slot.start(Job(events(), None, parent))
        qtbot.waitUntil(lambda: bool(job._runner.mail), timeout=PATIENCE_MS)

    for _ in range(4):
        replace()
    slot.clear()

    def is_forgotten() -> bool:
        gc.collect()
        return not alive and not parent.findChildren(Job)

    qtbot.waitUntil(is_forgotten, timeout=PATIENCE_MS)
    assert slot.wait(0)


def test_a_slot_waits_for_all_jobs_that_ever_ran_in_it(qtbot, slot: JobSlot) -> None:
    """A job that cannot be stopped in the middle of an event is waited for too, even when it was replaced."""
    slow, quick = Counting(), Counting()
    first = slot.start(Job(slow.held_events()))
    qtbot.waitUntil(lambda: slow.asked > 0, timeout=PATIENCE_MS)
    second = slot.start(Job(quick.events()))
    assert not slot.wait(1), "the first one hangs in its event"
    slow.may_go_on.set()
    assert slot.wait(PATIENCE_MS)
    assert not first.is_running
    assert not second.is_running
    assert slow.is_closed


def test_jobs_leave_no_thread_of_qt(qtbot, slot: JobSlot) -> None:
    """Starting and replacing in quick succession, as an impatient student does."""
    jobs = [slot.start(Job(Counting().events())) for _ in range(20)]
    assert slot.wait(PATIENCE_MS)
    assert not any(job.is_running for job in jobs)
    assert QThread.currentThread().isRunning()
