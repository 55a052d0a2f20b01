"""One projection at a time on its thread, its newest layout fetched by a clock."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.gate import Gate
from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.hand import Look, at_once
from latentlab.gui.workspace.map_job import MapJob
from latentlab.latent.maps.layout import Layout
from latentlab.latent.preparing import Preparing

_CLOCK_MS = 33
_HURRIED_MS = 4  # somebody drags, and waits for each layout
_AT_ONCE = 400_000  # values of codes: their one layout takes 1 to 3 ms, a turn of the worker 10
_GIVING_WAY_S = 0.15  # between two layouts while a hand moves, which would wait for each


class MapRun(QObject):
    """Starts, steers and stops the projection that is asked for last."""

    layout_came = Signal(object)  # Layout
    preparing_came = Signal(object)  # Preparing
    running_changed = Signal(bool)
    missed = Signal()  # it ended before it heard of the newest codes
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.began_with: MapJob | None = None  # what the newest run was given
        self._newest: Layout | None = None
        self._is_hurried = False
        self.gives_way = False  # to a hand: layouts come less often, and are taken when it tells
        self.let_look: Callable[[Look], None] = at_once  # when it is its turn
        self._interval_s = 0.0  # at least between two layouts
        self._was_running = False
        self._jobs = JobSlot(self)
        self._jobs.failed.connect(self._on_failed)
        self._jobs.done.connect(self._on_done)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._tick)

    @property
    def is_running(self) -> bool:
        """Whether the layout still moves."""
        job = self._jobs.job
        return job is not None and not job.is_over and job.gate.is_open

    @property
    def is_over(self) -> bool:
        """Whether there is nothing to steer any more."""
        job = self._jobs.job
        return job is None or job.is_over

    @property
    def is_waiting(self) -> bool:
        """Whether its layout has come, and it waits to be steered."""
        job = self._jobs.job
        return job is not None and not job.is_over and job.gate.is_waiting

    def start(self, job: MapJob, waits_for_codes: bool) -> None:
        """Replace what runs; waits_for_codes: after a layout it waits until it is steered."""
        gate = Gate(ticks=Layout)
        gate.set_interval(self._least_interval_s)
        if waits_for_codes:
            gate.close_after(Layout)
        self.began_with, self._newest = job, None
        self._jobs.start(Job(job.layouts(), gate, self))
        self._clock.start()
        self._tell()

    def steer(self, codes: np.ndarray, for_one_layout: bool) -> None:
        """Let it go on with these codes (N, k), and then wait where one layout is all there is."""
        job = self._jobs.job
        if job is None:
            return
        if for_one_layout and self._is_hurried and self.is_waiting and codes.size <= _AT_ONCE:
            job.take(Layout)  # of older codes; no other is under way
            self._make_at_once(codes)
            return
        job.steer(codes)
        if for_one_layout:
            job.gate.close_after(Layout)
            self._clock.start()

    def pause(self) -> None:
        """Hold it before its next event."""
        if self._jobs.job is not None:
            self._jobs.job.gate.close()
        self._tell()

    def go_on(self) -> None:
        """Let it run after a pause."""
        if self._jobs.job is not None:
            self._clock.start()
            self._jobs.job.gate.open()
        self._tell()

    def hurry(self, is_hurried: bool) -> None:
        """Fetch a layout as soon as it is there; make it here where it is the only one and soon made."""
        self._is_hurried = is_hurried
        self._clock.setInterval(_HURRIED_MS if is_hurried else _CLOCK_MS)

    def set_interval(self, seconds: float) -> None:
        """Let at least so many seconds pass between two layouts."""
        self._interval_s = seconds
        self._set_pace()

    def give_way(self, to_a_hand: bool) -> None:
        """Bring few layouts while a hand moves what a digit follows, and those when it lets us `look`."""
        self.gives_way = to_a_hand
        self._set_pace()

    def look(self) -> bool:
        """Take a layout if there is one; returns whether there was."""
        return self._clock.isActive() and self._collect()

    def stop(self) -> None:
        """End what runs, and hear no more of it."""
        self._jobs.clear()
        self._tell()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self._clock.stop()
        return self._jobs.wait(milliseconds)

    @property
    def _least_interval_s(self) -> float:
        return max(self._interval_s, _GIVING_WAY_S) if self.gives_way else self._interval_s

    def _set_pace(self) -> None:
        if self._jobs.job is not None:
            self._jobs.job.gate.set_interval(self._least_interval_s)

    def _tick(self) -> None:
        if self._is_hurried and not self.gives_way:
            self._collect()
        elif not self.gives_way:
            self.let_look(self.look)

    def _collect(self) -> bool:
        job = self._jobs.job
        if job is None:
            self._clock.stop()
            return False
        is_waiting = job.gate.is_waiting  # asked before the mail is fetched: what comes later is not missed
        layout = job.take(Layout)
        preparing = job.take(Preparing)
        if layout is not None:
            self._bring(layout)
        elif preparing is not None:
            self.preparing_came.emit(preparing)
        if job.is_over or is_waiting:
            self._clock.stop()
        self._tell()
        return layout is not None

    def _make_at_once(self, codes: np.ndarray) -> None:
        assert self.began_with is not None
        reference = self._newest.points if self._newest is not None else self.began_with.reference
        try:
            self._bring(replace(self.began_with, codes=codes, reference=reference).layout())
        except LatentLabError as error:
            self.failed.emit(error)

    def _bring(self, layout: Layout) -> None:
        self._newest = layout
        self.layout_came.emit(layout)

    def _tell(self) -> None:
        if self.is_running != self._was_running:
            self._was_running = self.is_running
            self.running_changed.emit(self._was_running)

    def _on_failed(self, error: object) -> None:
        self._collect()
        self.failed.emit(error)

    def _on_done(self) -> None:
        self._collect()
        job = self._jobs.job
        if job is not None and job.take_unheard() is not None:
            self.missed.emit()
