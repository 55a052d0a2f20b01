"""A job delivers the newest of everything, ends when told to, and says how it ended exactly once."""

import gc
import weakref
from collections.abc import Callable, Generator, Iterator
from threading import Event, main_thread
from time import perf_counter, thread_time

import pytest
from PySide6.QtCore import QTimer

from latentlab.gui.gate import Gate
from latentlab.gui.job import Job
from tests.gui.counting import (
    PATIENCE_MS,
    Counted,
    Counting,
    Notes,
    Other,
    Payload,
    run_to_the_end,
    wait_until_paused,
)


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


def test_a_job_counts_the_time_that_it_works_and_not_what_it_waits(qtbot, make_job) -> None:
    go_on = Event()

    def events() -> Generator[object, object, None]:
        began = thread_time()
        while thread_time() - began < 0.02:
            yield Counted(1)
        assert go_on.wait(PATIENCE_MS / 1e3)
        yield Counted(2)

    job = make_job(events())
    began = perf_counter()
    QTimer.singleShot(500, go_on.set)
    run_to_the_end(qtbot, job)
    assert 0.02 <= job.worked_s < perf_counter() - began - 0.2


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
