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
        if self._run.is_finished or self._run.is_astray:  # else a frame of all points is on its way
            self.follow(subject)

    def follow(self, subject: Subject | None) -> None:
        """A frame at rest shows as many points as it may, though they were asked for after it was."""
        frame = self._run.frame
        if subject is None or subject.images is None or frame is None or frame.model is None:
            return
        if not self._run.is_running and len(frame.latents) != min(self.most, len(subject.order)):
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
