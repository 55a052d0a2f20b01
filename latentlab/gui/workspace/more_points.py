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
        self._is_asked = False  # for other points, since it trained the last time
        self._run = run
        self._slot = JobSlot(self)
        self._slot.done.connect(self._on_done)
        self._slot.failed.connect(self.failed)

    def ask(self, count: int, subject: Subject | None) -> None:
        """Show so many points while nothing trains, from now on."""
        self.most, self._is_asked = count, True
        self.follow(subject)

    def complete(self, subject: Subject | None) -> None:
        """A run that is over shows all points that it may, not only those of the preview."""
        run = self._run
        if not run.is_running and (run.is_finished or run.is_astray):  # else a frame of all is on its way
            self._refresh(subject)

    def follow(self, subject: Subject | None) -> None:
        """A run that paused as points were asked for ends on a frame of as many as before."""
        if self._run.is_running:
            self._is_asked = False  # its next pause knows of them
        elif self._is_asked:
            self._refresh(subject)

    def _refresh(self, subject: Subject | None) -> None:
        """Encode again with the weights on the screen, where other points than those are due."""
        frame = self._run.frame
        if subject is None or subject.images is None or frame is None or frame.model is None:
            return
        if len(frame.latents) != min(self.most, len(subject.order)):
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
