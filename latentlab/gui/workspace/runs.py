"""The runs of this window: each is kept when another takes its place."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.encoding import encode_again
from latentlab.gui.workspace.kept_run import KeptRun
from latentlab.gui.workspace.subject import Subject
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Finished, Frame
from latentlab.training.history import History
from latentlab.training.verdict.verdict import Verdict

MOST_RUNS = 40
MOST_BYTES = 300_000_000
ASIDE_BYTES = 24_000_000  # of the kept epochs of an old run, where room is short


class Runs(QObject):
    """Keeps a bounded number of runs, the present one among them, and one of them pinned beside it."""

    changed = Signal()  # a run came, went, got another name or learnt another epoch
    followed = Signal()  # the present run has another frame
    dropped = Signal(object)  # KeptRun: an old one, for which there was no room any more
    pinned_changed = Signal(object)  # KeptRun | None
    pinned_codes_changed = Signal(object)  # np.ndarray (N, k) of the pinned run, for as many points as shown
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.present: KeptRun | None = None
        self.pinned: KeptRun | None = None
        self._others: dict[int, KeptRun] = {}
        self._count = 0
        self._subject: Subject | None = None
        self._points = 0  # that the map of the present run shows
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_codes)
        self._jobs.failed.connect(self.failed)

    @property
    def all(self) -> tuple[KeptRun, ...]:
        """Every run, the newest first; the present one only where it has learnt something."""
        runs = dict(self._others)
        if self.present is not None and self.present.frame.step:
            runs[self.present.number] = self.present
        return tuple(runs[number] for number in sorted(runs, reverse=True))

    def beside(self, run: KeptRun) -> tuple[KeptRun, ...]:
        """The other runs of the same images: the pinned one first, then the newest."""
        name, pinned = run.subject.name, self.pinned.number if self.pinned is not None else None
        others = [one for one in self.all if one.number != run.number and one.subject.name == name]
        return tuple(sorted(others, key=lambda one: one.number != pinned))

    def run(self, number: int) -> KeptRun:
        """The run of a number. Raises KeyError where there is none."""
        if self.present is not None and self.present.number == number:
            return self.present
        return self._others[number]

    @property
    def unsaved(self) -> int:
        """How many runs but the present one are in no file."""
        return sum(run.is_unsaved for run in self._others.values())

    # What a student can intend

    def rename(self, number: int, name: str) -> None:
        """Call a run by another name; an empty one brings its own back."""
        named = replace(self.run(number), name=name.strip())
        self._put(named)
        if self._is_pinned(number):
            self.pinned_changed.emit(named)
        self.changed.emit()

    def remove(self, number: int) -> None:
        """Forget a run that is not the present one."""
        self._drop(number)
        self.changed.emit()

    def pin(self, number: int | None) -> None:
        """Put a run beside the present one; None puts it away."""
        self._jobs.clear()
        self.pinned = None if number is None else self.run(number)
        self.pinned_changed.emit(self.pinned)
        self._encode_pinned()
        self.changed.emit()

    # What it follows

    def begin(self, subject: Subject, config: TrainingConfig, number: int | None = None) -> None:
        """Another run is the present one: a new one, or that of a number, which was kept."""
        self._keep_present()
        self._subject = subject
        again = self._others.pop(number, None) if number is not None else None
        if again is None:
            self._count += 1
            number = self._count
        empty = Frame(
            0, 0.0, np.zeros(0, np.float32), (), np.zeros((0, config.model.latent), np.float32), None
        )
        self.present = again or KeptRun(number or self._count, subject, config, empty)
        if self.pinned is not None and not self.pinned.is_beside(self.present):
            self.pin(None)
        self.changed.emit()

    def begin_again(self, config: TrainingConfig) -> None:
        """Another run on the same images is the present one."""
        if self._subject is not None:
            self.begin(self._subject, config)

    def follow(self, config: TrainingConfig, frame: Frame) -> None:
        """The present run learnt on."""
        present = self.present
        if present is None:
            return
        has_begun = bool(frame.step) and not present.frame.step
        has_more_epochs = len(frame.epochs) != len(present.frame.epochs)
        finished, tested, verdict = present.finished, present.test_mse, present.verdict
        if frame.step > present.frame.step:  # it learns on: the test was of older weights
            finished = tested = verdict = None
        self.present = replace(
            present, config=config, frame=frame, finished=finished, test_mse=tested, verdict=verdict
        )
        if len(frame.latents) != self._points:
            self._points = len(frame.latents)
            self._encode_pinned()
        self.followed.emit()
        if has_begun or has_more_epochs or tested != present.test_mse:
            self.changed.emit()

    def finish(self, finished: Finished) -> None:
        """The present run met the test images."""
        if self.present is not None:
            self.present = replace(self.present, finished=finished, test_mse=finished.test_mse)
            self.changed.emit()

    def judge(self, number: int, verdict: Verdict) -> None:
        """All test images told of the run of this number."""
        self._put(replace(self.run(number), verdict=verdict))
        self.changed.emit()

    def keep_history(self, history: History) -> None:
        """The kept epochs of the present run."""
        if self.present is not None:
            self.present = replace(self.present, history=history)

    def came_from_file(self, step: int, test_mse: float | None) -> None:
        """The present run was saved after so many steps, with its test error where it had one."""
        if self.present is not None:
            self.present = replace(self.present, saved_step=step, test_mse=test_mse)
            self.changed.emit()

    def saved(self, number: int, step: int) -> bool:
        """A run is in a file as it was after so many steps; returns whether it is the present one."""
        if self.present is not None and self.present.number == number:
            self.present = replace(self.present, saved_step=step)
            return True
        if number in self._others:
            self._others[number] = replace(self._others[number], saved_step=step)
        return False

    def stop(self) -> None:
        """Encode nothing more."""
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread; only for the closing window."""
        return self._jobs.wait(milliseconds)

    # How it works

    def _put(self, run: KeptRun) -> None:
        """Know a run as it is by now, wherever it stands."""
        if self.present is not None and self.present.number == run.number:
            self.present = run
        else:
            self._others[run.number] = run
        if self._is_pinned(run.number):
            self.pinned = run

    def _keep_present(self) -> None:
        if self.present is None or not self.present.frame.step or self.present.frame.model is None:
            return
        self._others[self.present.number] = self.present
        self._thin_histories()
        may_go = [number for number in sorted(self._others)[:-1] if not self._is_pinned(number)]
        while may_go and (len(self._others) > MOST_RUNS or self._bytes() > MOST_BYTES):
            self.dropped.emit(self._others[may_go[0]])
            self._drop(may_go.pop(0))

    def _thin_histories(self) -> None:
        """Rather than lose a run, keep fewer epochs of the old ones."""
        for number in sorted(self._others):
            history = self._others[number].history
            if history is not None and self._bytes() > MOST_BYTES:
                history.shrink(ASIDE_BYTES)

    def _bytes(self) -> int:
        return sum(run.bytes_held for run in self._others.values())

    def _is_pinned(self, number: int) -> bool:
        return self.pinned is not None and self.pinned.number == number

    def _drop(self, number: int) -> None:
        if self._is_pinned(number):
            self.pin(None)
        del self._others[number]

    def _encode_pinned(self) -> None:
        """Give the pinned run as many points as the present one shows."""
        pinned, present = self.pinned, self.present
        if pinned is None or present is None:
            return
        count = self._points
        if len(pinned.frame.latents) >= count:
            self.pinned_codes_changed.emit(pinned.frame.latents[:count])
        elif pinned.subject.images is not None and pinned.frame.model is not None:
            self._jobs.start(Job(encode_again(pinned.subject, pinned.frame, count), parent=self))

    def _on_codes(self) -> None:
        frame = self._jobs.job.take(Frame) if self._jobs.job else None
        if frame is not None and self.pinned is not None:
            self.pinned_codes_changed.emit(frame.latents[: self._points])
