"""What held-out images say of the present run, kept up with its training."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.comparisons import Comparisons
from latentlab.gui.workspace.kept_run import KeptRun
from latentlab.gui.workspace.known_pca import KnownPca
from latentlab.gui.workspace.run import Run
from latentlab.gui.workspace.runs import Runs
from latentlab.gui.workspace.travel import Travel
from latentlab.latent.preparing import Preparing
from latentlab.training.verdict.exam import NOISE_KINDS, Part
from latentlab.training.verdict.verdict import Verdict

AT_THE_END = 0
EVERY_EPOCH = 1
PACES = (AT_THE_END, EVERY_EPOCH, 5, 20)  # epochs between two verdicts

_CLOCK_MS = 100
_RESTED_MS = 300  # a run that stands still for so long is judged by all images
GLANCE_IMAGES = 1_500  # of each part, while a network trains
_GLANCE_SHARE = 0.03  # of one core's time, at the most, while a network trains
_LEAST_PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a verdict is about; equal where it would say the same."""

    run: int
    step: int
    part: Part
    noise: str
    is_glance: bool


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """A verdict, and of which moment of which run it is."""

    verdict: Verdict
    run: KeptRun
    is_glance: bool
    seconds: float  # that it took, PCA left out


class RunVerdict(QObject):
    """While a network trains, now and then a glance at validation images; all of them where it rests.

    The test images are asked only when the run is over. Nothing is computed that nobody looks at.
    """

    changed = Signal(object)  # Told | None: nothing is known of the present run
    preparing_changed = Signal(object)  # Preparing | None
    refused = Signal(object)  # the LatentLabError that says why there is no verdict
    failed = Signal(object)  # the exception

    def __init__(self, run: Run, runs: Runs, travel: Travel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.told: Told | None = None
        self._pca = KnownPca()
        self.comparisons = Comparisons(self._pca, self)
        self._runs, self._travel = runs, travel
        self.pace, self.noise = EVERY_EPOCH, NOISE_KINDS[0]
        self._run: KeptRun | None = None
        self._is_watched = self._is_training = False
        self._known: _Wanted | None = None  # what the last verdict, or the one under way, is about
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self._on_failed)
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self._tell_stage)
        self._calm = QTimer(self, singleShot=True, interval=_RESTED_MS)
        self._calm.timeout.connect(self._refresh)
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._refresh)
        self.comparisons.failed.connect(self.failed)
        run.running_changed.connect(self.spare)
        runs.changed.connect(self.follow)
        runs.followed.connect(self.follow)
        travel.frame_changed.connect(self.follow)

    # What a student can intend

    def watch(self, is_watched: bool) -> None:
        """Whether somebody looks at the verdict."""
        self._is_watched = is_watched
        if is_watched:
            self._refresh()
        else:
            self._drop_job()

    def choose_pace(self, epochs: int) -> None:
        """Judge again after so many epochs, or with `AT_THE_END` only when the run is over."""
        self.pace = epochs
        self._refresh()

    def choose_noise(self, kind: str) -> None:
        """Spoil the images by another kind of noise."""
        self.noise = kind
        self._drop_job()
        self._refresh()

    # What it follows

    def follow(self) -> None:
        """The present run learnt on, was tested, or is another one."""
        before, run = self._run, self._run_on_screen
        self._run = run
        self.comparisons.follow(run, self._runs.beside(run) if run is not None else ())
        if before is None or run is None or before.number != run.number:
            self._drop_job()
            self._known = None
            self._tell(None)
        if self._is_training:
            self._refresh()
        else:
            self._calm.start()

    def spare(self, is_training: bool) -> None:
        """Leave most of the processor to a network in training; when it rests, look closely."""
        self._is_training = is_training
        self._calm.start()

    def stop(self) -> None:
        """Compute nothing more."""
        self._is_watched = False
        for timer in (self._clock, self._calm, self._pause):
            timer.stop()
        self._jobs.clear()
        self.comparisons.stop()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the threads; only for the closing window."""
        self.stop()
        until = perf_counter() + milliseconds / 1e3
        ended = self._jobs.wait(milliseconds)
        return self.comparisons.wait(max(1, round(1e3 * (until - perf_counter())))) and ended

    # How it works

    def _refresh(self) -> None:
        wanted = self._wanted()
        if wanted is None or wanted == self._known or not self._is_watched:
            return
        if self._jobs.job is not None and (wanted.is_glance or wanted.step == self._step_under_way):
            return  # else what takes long would never come to its end
        if wanted.is_glance and not self._is_due(wanted):
            return
        assert self._run is not None
        self._known = wanted
        self._jobs.start(Job(_verdict(self._run, wanted, self._pca), parent=self))
        self._clock.start()

    @property
    def _run_on_screen(self) -> KeptRun | None:
        """The present run, or it as it was at the epoch travelled to, which no test image has met."""
        run, past = self._runs.present, self._travel.shown
        if run is None or past is None or self._travel.at is None:
            return run
        return replace(run, frame=past, finished=None, test_mse=None)

    def _wanted(self) -> _Wanted | None:
        run = self._run
        if run is None or run.subject.images is None or run.frame.model is None:
            return None
        is_over = run.test_mse is not None
        if self.pace == AT_THE_END and not is_over:
            return None
        is_glance = self._is_training and not is_over
        return _Wanted(run.number, run.frame.step, "test" if is_over else "validation", self.noise, is_glance)

    def _is_due(self, wanted: _Wanted) -> bool:
        """Whether enough epochs went by since the last verdict of this run, and enough time."""
        if self._pause.isActive():
            return False
        if self.told is None or self.told.verdict.noise_kind != wanted.noise:
            return True
        assert self._run is not None
        learnt, then = self._run.frame.epoch, self.told.run.frame.epoch
        return learnt < then or int(learnt) // self.pace != int(then) // self.pace

    @property
    def _step_under_way(self) -> int | None:
        same = self._known is not None and not self._known.is_glance
        return self._known.step if same and self._known is not None else None

    def _tell_stage(self) -> None:
        stage = self._jobs.job.take(Preparing) if self._jobs.job else None
        if stage is not None:
            self.preparing_changed.emit(stage)

    def _on_done(self) -> None:
        told = self._jobs.job.take(Told) if self._jobs.job else None
        self._end()
        if told is not None:
            if self._is_training:
                self._pause.start(round(1e3 * max(_LEAST_PAUSE_S, told.seconds / _GLANCE_SHARE)))
            self._tell(told)
            self._keep(told)
        self._refresh()

    def _keep(self, told: Told) -> None:
        """What all test images say stays with the run, so that runs can be compared by it."""
        run = self._runs.present
        if told.verdict.part == "test" and run is not None and run.number == told.run.number:
            self._runs.judge(run.number, told.verdict)

    def _on_failed(self, error: object) -> None:
        self._end()
        self._tell(None)
        if isinstance(error, LatentLabError):
            self.refused.emit(error)  # a network gone astray is told of elsewhere, and loudly
        else:
            self.failed.emit(error)

    def _drop_job(self) -> None:
        """What was under way is not known after all."""
        if self._jobs.job is not None:
            self._known = None
            self._end()

    def _end(self) -> None:
        self._jobs.clear()
        self._clock.stop()
        self.preparing_changed.emit(None)

    def _tell(self, told: Told | None) -> None:
        if told is not self.told:
            self.told = told
            self.changed.emit(told)


def _verdict(run: KeptRun, wanted: _Wanted, known: KnownPca) -> Generator[Preparing | Told, None, None]:
    """The verdict as a job; what needs torch is imported on its thread."""
    from latentlab.data.split import split_images
    from latentlab.training.verdict.exam import Exam
    from latentlab.training.verdict.examine import examine

    images, seed = run.subject.images, run.config.seed
    model = run.finished.model if run.finished is not None else run.frame.model
    assert images is not None
    assert model is not None
    split = split_images(images, seed)
    pca = yield from known.of(images, seed, split)
    most = GLANCE_IMAGES if wanted.is_glance else None
    exam = Exam(model, images, split, run.config, wanted.part, wanted.noise, most)
    began_at = perf_counter()
    verdict = yield from examine(exam, pca)
    yield Told(verdict, run, wanted.is_glance, perf_counter() - began_at)
