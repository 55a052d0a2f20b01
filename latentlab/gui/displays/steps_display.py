"""Keeps the strip of the six steps at where the run is."""

from PySide6.QtCore import QObject

from latentlab.gui.calm import Calm
from latentlab.gui.progress import RunProgress
from latentlab.gui.step_stories import Told, stories
from latentlab.gui.widgets.steps_strip import LOOP, STEPS, StepsStrip
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.workspace import Workspace
from latentlab.training.events import Frame, Stage

_DATA_DONE = STEPS.index("model")
_PAUSE_MS = 300  # between two sayings while a network trains


class StepsDisplay(QObject):
    """One slot for each thing that the workspace tells of how far the run is."""

    def __init__(self, workspace: Workspace, strip: StepsStrip, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._strip = strip
        self._progress: RunProgress | None = None
        self._stage: Stage | None = None
        self.calm = Calm(self._say, _PAUSE_MS, self)

    def show_again(self) -> None:
        """Other images, other choices, another run, or the test of this one."""
        self.calm.ask(hurries=True)

    def show_frame(self, frame: Frame) -> None:
        """The run has come to other weights."""
        self.calm.ask(hurries=not self._workspace.run.is_running)

    def show_progress(self, progress: RunProgress) -> None:
        """Say how far the loop is."""
        self._progress = progress
        self.calm.ask()

    def show_stage(self, stage: Stage | None) -> None:
        """A stage of stacked training is told; None where there is none."""
        self._stage = stage
        self.calm.ask(hurries=True)

    def _say(self) -> None:
        self._strip.show_done(self._done())
        self._strip.show_loop(self._share())
        subject = self._workspace.subject
        if subject is not None:
            self._strip.show_stories(stories(self._told(subject)))

    def _done(self) -> int:
        subject, run = self._workspace.subject, self._workspace.run
        if subject is None or subject.images is None:
            return 0
        if self._test_mse() is not None:
            return len(STEPS)
        if run.frame is None or run.frame.model is None:
            return _DATA_DONE
        return LOOP

    def _test_mse(self) -> float | None:
        present = self._workspace.runs.present
        return None if present is None else present.test_mse

    def _share(self) -> float:
        """Of the loop; in a stage of pretraining, of this stage."""
        stage, progress = self._stage, self._progress
        if stage is not None and stage.before is None and stage.epoch < stage.epochs:
            return stage.epoch / stage.epochs
        return 0.0 if progress is None else progress.epoch / max(1, progress.epochs)

    def _told(self, subject: Subject) -> Told:
        run = self._workspace.run
        epochs = run.frame.epochs if run.frame is not None else ()
        return Told(
            run.config,
            subject.name,
            subject.images,
            subject.parts,
            subject.shape,
            self._progress,
            min(epochs, key=lambda result: result.validation, default=None),
            self._test_mse(),
        )
