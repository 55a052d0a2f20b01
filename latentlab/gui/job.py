"""Runs any event iterator of the core on a QThread."""

import os
import sys
import threading
from collections.abc import Generator
from contextlib import closing, suppress
from time import perf_counter, thread_time
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QThread, Signal

from latentlab.gui.gate import Gate
from latentlab.gui.latest import Latest

E = TypeVar("E")
# Of workers, above the window's: the lowest. Measured with both cores at work: the window's thread waits
# 0.6 ms for a core while it decodes a digit; at 5 it waits 1.4 ms, and p95 of the whole is 2 to 4 ms longer.
# Nor is the training slower by it: it is interrupted less often amid what the others wait for.
_NICENESS = 19


class _Runner(QObject):
    """Lives on the worker's thread and asks the iterator for one event after the other."""

    failed = Signal(object)
    done = Signal()

    def __init__(self, events: Generator[object, Any, None], gate: Gate) -> None:
        super().__init__()
        self._events = events
        self._gate = gate
        self.mail: dict[type, Latest[Any]] = {}
        self.controls: Latest[object] = Latest()
        self.worked_s = 0.0

    def run(self) -> None:
        """Iterate to the end, to the first error or until told to stop."""
        _yield_to_the_window()
        began = thread_time()
        try:
            with closing(self._events):
                self._iterate()
        except Exception as error:
            self.failed.emit(error)
        else:
            self.worked_s = thread_time() - began
            self.done.emit()
        finally:
            QThread.currentThread().quit()

    def _iterate(self) -> None:
        controls = None  # the first value cannot be sent into a new generator
        self._gate.ask()
        while not self._gate.is_stopped:
            try:
                event = self._events.send(controls)
            except StopIteration:
                return
            self._gate.hold(event)
            self.mail.setdefault(type(event), Latest()).put(event)
            self._gate.wait(event)
            self._gate.ask()  # first: who steers and then closes gets an event by these controls
            controls = self.controls.take()


def _yield_to_the_window() -> None:
    """Lower this thread's priority where the system has one for each thread, so that drawing goes first."""
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)


class Job(QObject):
    """One run of an iterator on its own thread.

    What keeps changing is fetched with `take`, newest first served; `failed` or `done` come once, at the end.
    """

    failed = Signal(object)  # the exception
    done = Signal()
    ended = Signal()  # the thread is over, after everything else

    def __init__(
        self, events: Generator[object, Any, None], gate: Gate | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.gate = gate or Gate()
        self._thread = QThread()
        self._runner = _Runner(events, self.gate)
        self._runner.moveToThread(self._thread)
        self._thread.started.connect(self._runner.run)
        self._runner.failed.connect(self._on_failed)
        self._runner.done.connect(self._on_done)
        self._thread.finished.connect(self._on_finished)
        self.is_over = False  # it has said how it ended
        self.has_ended = False  # its thread is gone, too

    @property
    def is_running(self) -> bool:
        """Whether the thread lives, be it at work or waiting."""
        return self._thread.isRunning()

    @property
    def worked_s(self) -> float:
        """The time of the processor that it took, once it is done: less than passed where others work."""
        return self._runner.worked_s

    def start(self) -> None:
        """Begin to iterate, on a thread of its own."""
        self._thread.start()

    def steer(self, controls: object) -> None:
        """Send `controls` with the next request for an event."""
        self._runner.controls.put(controls)

    def take_unheard(self) -> object | None:
        """Controls that no request has taken along, as the iterator had ended; None where there are none."""
        return self._runner.controls.take()

    def take(self, event: type[E]) -> E | None:
        """The newest event of this type, once; None where there is none."""
        box = self._runner.mail.get(event)
        return box.take() if box else None

    def stop(self) -> None:
        """Tell the worker to end after its present event; does not wait for it."""
        self.gate.stop()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end; only for the closing window."""
        return self._thread.wait(milliseconds)

    def _on_failed(self, error: object) -> None:
        self.is_over = True
        self.failed.emit(error)

    def _on_done(self) -> None:
        self.is_over = True
        self.done.emit()

    def _on_finished(self) -> None:
        self._thread.wait()  # it says so a moment before it is gone
        self.has_ended = True
        self.ended.emit()


class JobSlot(QObject):
    """A place where one job runs at a time: a new one replaces the old, which retires till it ends."""

    failed = Signal(object)
    done = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.job: Job | None = None
        self._retired: list[Job] = []

    def start(self, job: Job) -> Job:
        """Replace what runs here by `job`."""
        self.clear()
        self.job = job
        job.failed.connect(self.failed)
        job.done.connect(self.done)
        job.start()
        return job

    def clear(self) -> None:
        """Tell the present job to end, and hear no more of it."""
        job, self.job = self.job, None
        if job is None:
            return
        job.failed.disconnect(self.failed)
        job.done.disconnect(self.done)
        job.stop()
        self._retired.append(job)
        job.ended.connect(self._forget_ended)
        self._forget_ended()  # it may have ended before

    def wait(self, milliseconds: int) -> bool:
        """Stop everything that ever ran here and wait for it; only for the closing window."""
        self.clear()
        until = perf_counter() + milliseconds / 1e3
        ended = [job.wait(max(1, round(1e3 * (until - perf_counter())))) for job in self._retired]
        return all(ended)

    def _forget_ended(self) -> None:
        ended = [job for job in self._retired if job.has_ended]
        self._retired = [job for job in self._retired if not job.has_ended]
        for job in ended:
            job.deleteLater()  # its parent would keep it, and all that it made, as long as the window
