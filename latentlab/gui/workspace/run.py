"""The training run on its thread: play, pause, step, rewind, and how fast."""

from collections.abc import Callable
from dataclasses import replace
from math import ceil

from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.errors import DivergedError
from latentlab.gui.gate import Gate
from latentlab.gui.job import Job, JobSlot
from latentlab.gui.pace import WATCH, Load, Pace
from latentlab.gui.progress import RunProgress
from latentlab.gui.workspace.hand import Look, at_once
from latentlab.gui.workspace.run_events import run_events
from latentlab.gui.workspace.subject import Subject
from latentlab.training.changes import Asked, changes_between, noted
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import DeviceLost, EpochEnded, Finished, Frame, Stage, Step
from latentlab.training.log import Past

PREVIEW = 2_000  # points that move while a network trains
_WATCH = Controls(frame_every_s=1 / 15, frame_share=0.5, preview=PREVIEW)
_FULL_SPEED = Controls(frame_every_s=0.5, frame_share=0.04, preview=PREVIEW)
_CLOCK_MS = 33
_GIVING_WAY_S = 0.2  # between two frames while a hand moves, which would wait for each
_GIVING_WAY_STEP_S = 0.01  # and between two steps, where the picture comes first


class Run(QObject):
    """One network in training; all it ever shows is the newest frame."""

    frame_changed = Signal(object)  # Frame
    began = Signal(object)  # Subject: another run is to be shown, or the same one from its start
    restarted = Signal(object)  # TrainingConfig: a finished run is about to begin anew, and is still there
    epoch_ended = Signal(object)  # EpochEnded
    progressed = Signal(object)  # RunProgress
    stage_changed = Signal(object)  # Stage | None: of stacked training; None where there is none
    device_lost = Signal(object)  # DeviceLost
    finished = Signal(object)  # Finished
    running_changed = Signal(bool)
    load_changed = Signal(object)  # Load
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.config = TrainingConfig()
        self.frame: Frame | None = None
        self.threads: int | None = None  # that every training here uses; None for as many as its run records
        self._subject: Subject | None = None
        self._past: Past | None = None  # what a run goes on from, besides its frame
        self._points = PREVIEW
        self._pace = WATCH
        self._gives_way = False  # to a hand
        self.let_look: Callable[[Look], None] = at_once  # when it is its turn
        self._rate = 0.0
        self._load = Load.NONE
        self._was_tested = False  # the best weights met the test images: the run is over
        self.is_astray = False  # it had to stop, and shows the last weights that were good
        self._jobs = JobSlot(self)
        self._jobs.failed.connect(self._on_failed)
        self._jobs.done.connect(self._on_done)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._tick)

    # What it is

    @property
    def is_running(self) -> bool:
        """Whether it trains at this moment."""
        job = self._jobs.job
        return job is not None and not self._is_over() and job.gate.is_open

    @property
    def is_finished(self) -> bool:
        """Whether every epoch that was asked for is learnt."""
        return self.frame is not None and len(self.frame.epochs) >= self.config.epochs

    # What a student can intend

    def show(self, subject: Subject, config: TrainingConfig, frame: Frame | None, points: int) -> None:
        """Take over a subject with a trained `frame`, or with the initial weights of `config`."""
        self._jobs.clear()
        self._subject, self.config, self._points = subject, config, points
        self._past = None
        self.began.emit(subject)
        self._set_frame(frame)
        self._tell()

    def rewind(self, config: TrainingConfig | None = None) -> None:
        """Back to the initial weights, the same ones, or those of another `config`; shows them and waits."""
        self.config = config or self.config
        self._begin_anew()
        self._start(frames=1)
        self._tell()

    def play(self) -> None:
        """Train on; from the initial weights where every epoch is learnt already."""
        self._restart_where_over()
        job = self._living_job()
        self._steer(self._controls())
        job.gate.set_interval(self._interval_s())
        job.gate.open()
        self._tell()

    def go_on_from(self, frame: Frame, past: Past) -> None:
        """Train on from an earlier frame of this run, of which `past` is what was over by then."""
        self._jobs.clear()
        self._was_tested = False
        self._set_frame(frame)
        self._past = past
        self.play()

    def pause(self) -> None:
        """Stop after the present batch, with a frame of all points."""
        job = self._jobs.job
        if job is not None and self.is_running:
            self._steer(self._still())
            job.gate.close_after(Frame)
        self._tell()

    def step(self) -> None:
        """Learn one batch, show it, and wait."""
        self._restart_where_over()
        job = self._jobs.job
        if job is None or job.is_over:
            self._start(frames=2)  # the first one shows where it starts
        else:
            job.steer(self._still())
            job.gate.close_after(Frame)
        self._tell()

    def set_learning_rate(self, rate: float) -> None:
        """Change the learning rate; a running network goes on with it at the next batch."""
        self._ask(replace(self.config, learning_rate=rate))

    def take(self, config: TrainingConfig) -> None:
        """Go on with other weights of terms or other noise, from the next batch on."""
        self._ask(replace(self.config, objective=config.objective, noise=config.noise))

    def set_epochs(self, epochs: int) -> None:
        """Change how many epochs there will be in all."""
        self.config = replace(self.config, epochs=epochs)
        self._steer(self._controls() if self.is_running else self._still())
        self._tell_progress()

    def set_device(self, name: str) -> None:
        """Go on elsewhere, from the next batch on, with the same weights."""
        self._ask(replace(self.config, device=name))

    def set_pace(self, pace: Pace) -> None:
        """Change how fast it goes, at once; a pace of single steps pauses."""
        self._pace = pace
        if pace.steps_per_second == 0.0:
            self.pause()
        elif self.is_running and self._jobs.job is not None:
            self._steer(self._controls())
            self._jobs.job.gate.set_interval(self._interval_s())
        self._tell()

    def show_frame(self, frame: Frame) -> None:
        """Show another frame of the same run."""
        self._set_frame(frame)

    def set_points(self, points: int) -> None:
        """Change how many points a still frame shows."""
        self._points = points

    def give_way(self, to_a_hand: bool) -> None:
        """Take few frames while a hand moves what a digit follows, and those when it lets us `look`."""
        self._gives_way = to_a_hand
        if self.is_running and self._jobs.job is not None:
            self._steer(self._controls())
            self._jobs.job.gate.set_interval(self._interval_s())

    def look(self) -> bool:
        """Take a frame if there is one; returns whether there was."""
        return self._clock.isActive() and self._collect()

    def stop(self) -> None:
        """Throw the run away; the last frame stays."""
        self._jobs.clear()
        self._tell()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self._clock.stop()
        return self._jobs.wait(milliseconds)

    # How it works

    def _is_over(self) -> bool:
        """Whether no job will bring another frame; its thread may still be on its way out."""
        return self._jobs.job is None or self._jobs.job.is_over or self._was_tested

    def _living_job(self) -> Job:
        job = self._jobs.job
        return self._start() if job is None or self._is_over() else job

    def _start(self, frames: int = 0) -> Job:
        """Begin to train; wait after so many frames, with 0 go on."""
        assert self._subject is not None
        self._was_tested = self.is_astray = False
        if self.threads is not None:
            self.config = replace(self.config, threads=self.threads)
        past, self._past = self._past, None
        events = run_events(self._subject, self.config, self.frame, past, self._still())
        gate = Gate(ticks=Step)
        if frames:
            gate.close_after(Frame, frames)
        job = Job(events, gate, self)
        self._clock.start()
        return self._jobs.start(job)

    def _ask(self, config: TrainingConfig) -> None:
        """Change what the run is steered by; where no job is there to note it, the frame does."""
        before, self.config = self.config, config
        self._steer(self._controls() if self.is_running else self._still())
        if self.frame is not None and self._is_over():
            found = changes_between(self.frame.step, Asked.of(before), Asked.of(config))
            self.frame = replace(self.frame, changes=noted(self.frame.changes, found))

    def _steer(self, controls: Controls) -> None:
        if self._jobs.job is not None:
            self._jobs.job.steer(controls)

    def _controls(self) -> Controls:
        base = _FULL_SPEED if self._pace.full_speed else _WATCH
        config = self.config
        return replace(
            base,
            frame_every_s=max(base.frame_every_s, _GIVING_WAY_S if self._gives_way else 0.0),
            learning_rate=config.learning_rate,
            epochs=config.epochs,
            objective=config.objective,
            noise=config.noise,
            device=config.device,
        )

    def _still(self) -> Controls:
        return replace(self._controls(), frame_every_s=0.0, frame_share=1.0, preview=self._points)

    def _interval_s(self) -> float:
        least = _GIVING_WAY_STEP_S if self._gives_way and not self._pace.full_speed else 0.0
        return max(least, 1 / self._pace.steps_per_second) if self._pace.steps_per_second else least

    def _tick(self) -> None:
        if not self._gives_way:
            self.let_look(self.look)

    def _collect(self) -> bool:
        job = self._jobs.job
        if job is None:
            self._clock.stop()
            return False
        step = job.take(Step)
        if step is not None:
            self._rate = step.images_per_second
            self._tell_progress(step)
        self._tell_news(job)
        finished = job.take(Finished)  # before the frame: the last one came earlier, and is there by now
        ended, frame = job.take(EpochEnded), job.take(Frame)
        # The older first: a frame of before the epoch's end would seem to be the run begun anew.
        is_frame_older = ended and frame and frame.step < len(ended.epochs) * self.batches_per_epoch
        if ended is not None and not is_frame_older:
            self.epoch_ended.emit(ended)
        if frame is not None:
            self._set_frame(frame)
        if ended is not None and is_frame_older:
            self.epoch_ended.emit(ended)
        if finished is not None:
            self._was_tested = True
            self.finished.emit(finished)
        if job.is_over:
            self._clock.stop()
        self._tell()
        return frame is not None

    def _tell_news(self, job: Job) -> None:
        stage, lost = job.take(Stage), job.take(DeviceLost)
        if stage is not None:
            self.stage_changed.emit(stage)
        if lost is not None:
            self.config = replace(self.config, device="cpu")  # nor is it tried again
            self.device_lost.emit(lost)

    def _restart_where_over(self) -> None:
        if self.is_finished and self._is_over():
            self.restarted.emit(self.config)
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._past = None
        self.stage_changed.emit(None)
        self.began.emit(self._subject)
        self._set_frame(None)

    def _set_frame(self, frame: Frame | None) -> None:
        self.frame = frame
        if frame is not None:
            self.frame_changed.emit(frame)
        self._tell_progress()

    def _tell(self) -> None:
        before, self._load = self._load, self._present_load
        if self._load is before:
            return
        if Load.NONE in (before, self._load):
            self.running_changed.emit(self.is_running)
        self.load_changed.emit(self._load)

    @property
    def _present_load(self) -> Load:
        if not self.is_running:
            return Load.NONE
        return Load.FULL_SPEED if self._pace.full_speed else Load.WATCHED

    def _tell_progress(self, step: Step | None = None) -> None:
        batches = self.batches_per_epoch
        learnt = step.step if step else self.frame.step if self.frame else 0
        left = max(0, self.config.epochs * batches - learnt) * self.config.batch_size
        seconds = left / self._rate if self._rate and self.is_running else None
        self.progressed.emit(RunProgress(learnt / batches, self.config.epochs, self._rate, seconds, learnt))

    @property
    def batches_per_epoch(self) -> int:
        """Number of batches in one epoch."""
        images = self._subject.parts[0] if self._subject else 0
        return max(1, ceil(images / self.config.batch_size))

    def _on_failed(self, error: object) -> None:
        self.is_astray = isinstance(error, DivergedError)
        self._collect()
        self.failed.emit(error)

    def _on_done(self) -> None:
        self._collect()
