"""Travel through the kept epochs of the run, while its training goes on."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from latentlab.gui.workspace.hand import Hand
from latentlab.gui.workspace.kept_epochs import kept_history
from latentlab.gui.workspace.run import Run
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.travel_codes import TravelCodes
from latentlab.training.events import Checkpoint, EpochEnded, EpochResult, Frame
from latentlab.training.history import KEPT_CODES, History

_SOON_MS = 600  # after the last kept epoch: the handle is being dragged, and points must not trail behind it
_GLIDE_MS = 250


@dataclass(frozen=True, slots=True, eq=False)
class Moments:
    """What there is to travel to, and where the student is."""

    steps: tuple[int, ...]  # of the checkpoints, rising
    ticks: tuple[float, ...]  # the same in epochs
    batches: int  # of an epoch
    epochs: tuple[EpochResult, ...]  # of the run so far
    best_epoch: int | None
    now: float  # epoch of the weights that are shown when nobody travels
    learnt: float  # epochs that the run has learnt
    at: float | None  # epoch that the student travelled to, None for now
    step: int | None  # the same, in batches
    remembers: bool  # the optimizer's memory of it is kept, so that a run can go on as if never stopped


class Travel(QObject):
    """Stands between the run and all that shows it: passes on its newest frame, or that of a kept epoch."""

    frame_changed = Signal(object)  # Frame: what is to be shown
    weights_changed = Signal(object, object)  # Subject, Frame without codes: they have yet to be encoded
    moments_changed = Signal(object)  # Moments
    branching = Signal(object, object)  # Subject, TrainingConfig: another run begins, the old one is kept
    history_changed = Signal(object)  # History: that of the present run is another one
    hurried = Signal(object)  # for how many ms points glide to each kept epoch; None where nobody travels
    failed = Signal(object)  # the exception

    def __init__(self, run: Run, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.history = History(1)
        self.hand = Hand(self)  # on the timeline
        self._run = run
        self._at: Checkpoint | None = None
        self._subject: Subject | None = None
        self._shown: Frame | None = None
        self._went_at = QElapsedTimer()
        self._codes = TravelCodes(self)
        self._codes.encoded.connect(self._on_encoded)
        self._codes.failed.connect(self.failed)
        run.began.connect(self.begin)
        run.frame_changed.connect(self._on_frame)
        run.epoch_ended.connect(self._on_epoch_ended)

    # What it is

    @property
    def at(self) -> Checkpoint | None:
        """The kept epoch that is shown, None for now."""
        return self._at

    @property
    def shown(self) -> Frame | None:
        """The frame that is shown; while codes are encoded, the one before."""
        return self._shown

    @property
    def moments(self) -> Moments:
        """What there is to travel to, and where the student is."""
        now, at, history = self._run.frame, self._at, self.history
        best, checkpoints = history.best, history.checkpoints
        epochs = now.epochs if now is not None else ()
        step = now.step if now is not None else 0
        return Moments(
            tuple(one.step for one in checkpoints),
            tuple(one.epoch for one in checkpoints),
            history.batches,
            epochs,
            round(best.epoch) if best is not None else None,
            now.epoch if now is not None else 0.0,
            step / history.batches,
            at.epoch if at is not None else None,
            at.step if at is not None else None,
            at is not None and history.memory(at) is not None,
        )

    # What a student can intend

    def go(self, step: float, glide_ms: int | None = None) -> None:
        """Show the kept epoch whose step is nearest; points glide there unless another comes at once."""
        checkpoint = self.history.nearest(step)
        if checkpoint is None or self._subject is None or self._run.frame is None:
            return
        if self._at is not None and self._at.step == checkpoint.step:
            return
        self._at = checkpoint
        if glide_ms is None:
            self.hand.move()  # a film has none
        is_dragging = self._went_at.isValid() and not self._went_at.hasExpired(_SOON_MS)
        self._went_at.start()
        self.hurried.emit(glide_ms if glide_ms is not None else 0 if is_dragging else _GLIDE_MS)
        self._show()
        self.moments_changed.emit(self.moments)

    def return_to_now(self) -> None:
        """Show the newest frame of the run again, and each that comes."""
        if self._at is None:
            return
        self._at = None
        self._codes.stop()
        self.hurried.emit(None)
        if self._run.frame is not None:
            self._pass_on(self._run.frame)
        self.moments_changed.emit(self.moments)

    def branch(self) -> None:
        """Let a new run go on from the kept epoch that is shown; what came after is no part of it."""
        at, now, shown, subject = self._at, self._run.frame, self._shown, self._subject
        if at is None or now is None or shown is None or subject is None or subject.images is None:
            return
        if at.epoch >= self._run.config.epochs:
            return  # nothing is left to be learnt
        self.branching.emit(subject, self._run.config)
        past = self.history.past(at, now)
        frame = replace(self.history.frame(at, now), latents=shown.latents)
        self._set_history(self.history.until(at.step))
        self._at = None
        self._codes.forget()
        self.hurried.emit(None)
        self._run.go_on_from(frame, past)

    # What it follows

    def begin(self, subject: Subject) -> None:
        """Another run, without a history; the old one is not touched any more."""
        self._subject, self._at, self._shown = subject, None, None
        self._codes.forget()
        self.hurried.emit(None)
        self._set_history(History(self._run.batches_per_epoch))
        self.moments_changed.emit(self.moments)

    def take_up(self, history: History | None) -> None:
        """The run that is shown was kept, and this is its history."""
        if history is not None:
            self._set_history(history)
            self.moments_changed.emit(self.moments)

    def stop(self) -> None:
        """Encode nothing more."""
        self._codes.stop()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        return self._codes.wait(milliseconds)

    # How it works

    def _on_frame(self, frame: Frame) -> None:
        self._take_from_file(frame)
        self.history.follow(frame)
        if self._at is None:
            self._pass_on(frame)
        self.moments_changed.emit(self.moments)

    def _take_from_file(self, frame: Frame) -> None:
        """A session is shown, and its network is there: so are the epochs that came with it."""
        session = self._subject.session if self._subject is not None else None
        if session is None or session.kept is None or frame.model is None or self.history.checkpoints:
            return
        if frame.step == len(session.losses):
            self._set_history(kept_history(session, session.kept, frame.model))

    def _on_epoch_ended(self, ended: EpochEnded) -> None:
        self.history.end_epoch(ended)
        self.moments_changed.emit(self.moments)

    def _on_encoded(self, step: int) -> None:
        if self._at is not None and self._at.step == step:
            self._show()

    def _show(self) -> None:
        """Show the kept epoch: its weights at once, its codes as soon as they are known."""
        at, now, subject = self._at, self._run.frame, self._subject
        assert at is not None
        assert now is not None
        assert subject is not None
        frame = self.history.frame(at, now)
        rows = min(KEPT_CODES, len(now.latents))
        codes = self._codes.of(at, rows)
        if codes is None and subject.images is None and len(frame.latents):
            codes = frame.latents  # fewer points than now, but all that there are
        if codes is not None:
            self._pass_on(replace(frame, latents=codes))
        else:
            self.weights_changed.emit(subject, frame)
        self._codes.encode(subject, [at] if self._run.is_running else self._from(at), rows)

    def _from(self, at: Checkpoint) -> list[Checkpoint]:
        """All checkpoints, the nearest to one first."""
        return sorted(self.history.checkpoints, key=lambda one: abs(one.step - at.step))

    def _set_history(self, history: History) -> None:
        self.history = history
        self.history_changed.emit(history)

    def _pass_on(self, frame: Frame) -> None:
        self._shown = frame
        self.frame_changed.emit(frame)
