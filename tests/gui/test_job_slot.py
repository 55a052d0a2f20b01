"""A slot holds one job at a time; the one it replaces says nothing more and is forgotten."""

import gc
import weakref
from collections.abc import Generator, Iterator

import pytest
from PySide6.QtCore import QObject, QThread

from latentlab.gui.job import Job, JobSlot
from tests.gui.counting import PATIENCE_MS, Counting, Notes, Payload


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
