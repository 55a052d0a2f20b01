"""Encodes as many images as the map may show, once nothing trains."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.encoding import encode_again
from latentlab.gui.workspace.run import Run
from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Frame


class MorePoints(QObject):
    """Replaces the preview of a run by all points, or by fewer."""

    failed = Signal(object)  # the exception

    def __init__(self, run: Run, most: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.most = most  # points on the map while nothing trains
        self._run = run
        self._slot = JobSlot(self)
        self._slot.done.connect(self._on_done)
        self._slot.failed.connect(self.failed)

    def complete(self, subject: Subject | None) -> None:
        """A run that is over shows all points that it may, not only those of the preview."""
        frame, run = self._run.frame, self._run
        if frame is None or subject is None or not (run.is_finished or run.is_astray):
            return
        if len(frame.latents) < min(self.most, len(subject.order)):
            self.refresh(subject)

    def refresh(self, subject: Subject) -> None:
        """Encode again, with the weights on the screen."""
        frame = self._run.frame
        if frame is not None and not self._run.is_running:
            self._slot.start(Job(encode_again(subject, frame, self.most), parent=self))

    def stop(self) -> None:
        """Give up what is under way."""
        self._slot.clear()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread; only for the closing window."""
        return self._slot.wait(milliseconds)

    def _on_done(self) -> None:
        encoded = self._slot.job.take(Frame) if self._slot.job else None
        frame = self._run.frame
        if encoded is None or frame is None or self._run.is_running:
            return
        if frame.model is encoded.model:  # else another network has come meanwhile
            self._run.show_frame(replace(frame, latents=encoded.latents))
