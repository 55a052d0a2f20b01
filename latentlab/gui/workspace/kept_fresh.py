"""One result of the core, found anew at a calm pace as what it is about changes."""

from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.gui.pace import Load

CALM_MS = 700  # between two results that nobody waits for: training goes first
# Times as long as the last one took, where that is more; 4% and 2% of a training's time.
_RESTS = {Load.NONE: 4, Load.WATCHED: 24, Load.FULL_SPEED: 49}
_GIVING_WAY = 4  # times as long again while a hand moves what a digit follows


class KeptFresh(QObject):
    """Makes a generator when it is asked to, and tells the last event of one type that it yields."""

    changed = Signal(object)  # the result, None where there is none
    failed = Signal(object)  # the exception

    def __init__(
        self,
        make: Callable[[], Generator[object, Any, None] | None],
        result: type,
        parent: QObject | None = None,
        calm_ms: int = CALM_MS,
        lets_finish: bool = False,
    ) -> None:
        """lets_finish: what is under way is worth seeing, be it outdated; the next comes right after it."""
        super().__init__(parent)
        self._make, self._result = make, result
        self._calm_ms, self._lets_finish = calm_ms, lets_finish
        self._took_ms: float | None = None  # of the processor's time; None before the first is there
        self._is_watched = False
        self._is_stale = True
        self._is_waited_for = False
        self._gives_way = False  # to a hand
        self._load = Load.NONE
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self.failed)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._start)

    def watch(self, is_watched: bool) -> None:
        """Nothing is computed that nobody looks at."""
        self._is_watched = is_watched
        if not is_watched:
            self._timer.stop()
        elif self._is_stale:
            self.ask()

    def ask(self, is_waited_for: bool = True) -> None:
        """What it is about changed: by the student, who waits, or by itself, again and again."""
        self._is_stale = True
        if not self._is_watched:
            return
        if is_waited_for:
            self._is_waited_for = True
            self._timer.start(0)
        elif not self._timer.isActive():
            self._timer.start(self._pause_ms)

    def give_way(self, to_a_hand: bool) -> None:
        """Begin less often what nobody waits for, while a hand moves what a digit follows."""
        self._gives_way = to_a_hand
        if self._timer.isActive() and not self._is_waited_for:
            self._timer.start(self._pause_ms)

    def spare(self, load: Load) -> None:
        """Leave nearly all of the processor to a network in training; when it rests, find what is missing."""
        self._load = load
        if self._timer.isActive() and not self._is_waited_for:
            self._timer.start(min(self._timer.remainingTime(), self._pause_ms))
        if load is Load.NONE and self._is_stale:
            self.ask()

    def give_up(self) -> None:
        """It was found elsewhere, just now: what runs or waits would be older."""
        self._timer.stop()
        self._jobs.clear()
        self._is_stale = self._is_waited_for = False

    def stop(self) -> None:
        """End what runs, and begin no more."""
        self.watch(False)
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self.stop()
        return self._jobs.wait(milliseconds)

    @property
    def _pause_ms(self) -> int:
        rest_ms = round(_RESTS[self._load] * (self._took_ms or 0.0))
        return max(self._calm_ms, rest_ms) * (_GIVING_WAY if self._gives_way else 1)

    def _start(self) -> None:
        job = self._jobs.job
        if job is not None and not job.is_over and (self._lets_finish or not self._is_waited_for):
            return  # else what takes long would never come to its end
        self._is_stale = self._is_waited_for = False
        events = self._make()
        if events is None:
            self._jobs.clear()
            self.changed.emit(None)
        else:
            self._jobs.start(Job(events, parent=self))

    def _on_done(self) -> None:
        job = self._jobs.job
        if job is not None:
            # The first imports what all use: the next comes soon, and tells what one really takes.
            self._took_ms = 0.0 if self._took_ms is None else 1e3 * job.worked_s
            self.changed.emit(job.take(self._result))
        if self._is_stale:
            self.ask(self._is_waited_for)
