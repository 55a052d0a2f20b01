"""Makes previews of files and writes them, on threads of their own."""

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.atomic import write_whole
from latentlab.export.steps import Making, Preview
from latentlab.gui.job import Job, JobSlot
from latentlab.latent.preparing import Preparing

_CLOCK_MS = 80


@dataclass(frozen=True, slots=True)
class Written:
    """A file is on the disk."""

    path: Path
    size: int  # bytes


class Exporter(QObject):
    """One preview and one file at a time; a newer wish replaces the older."""

    previewed = Signal(object)  # Preview
    progressed = Signal(object)  # Preparing, of the file that is written
    written = Signal(object)  # Written
    preview_failed = Signal(object)  # the exception
    failed = Signal(object)  # the exception; nothing was written

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._previews, self._files = JobSlot(self), JobSlot(self)
        self._previews.done.connect(self._on_preview)
        self._previews.failed.connect(self.preview_failed)
        self._files.done.connect(self._on_file)
        self._files.failed.connect(self._on_failed)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._tell_progress)

    @property
    def is_writing(self) -> bool:
        """Whether a file is being made."""
        return self._clock.isActive()

    def preview(self, events: Generator[Preparing | Preview, None, None]) -> None:
        """Find out what the file will be."""
        self._previews.start(Job(events, parent=self))

    def write(self, path: Path, making: Making) -> None:
        """Make the file and write it, whole or not at all."""
        self._files.start(Job(_write(path, making), parent=self))
        self._clock.start()

    def cancel(self) -> None:
        """Give up the file that is being made; what was at its place stays."""
        self._files.clear()
        self._clock.stop()

    def stop(self) -> None:
        """End everything."""
        self.cancel()
        self._previews.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the threads; only for the closing window."""
        self.stop()
        ended = [slot.wait(milliseconds) for slot in (self._previews, self._files)]
        return all(ended)

    def _tell_progress(self) -> None:
        progress = self._files.job.take(Preparing) if self._files.job else None
        if progress is not None:
            self.progressed.emit(progress)

    def _on_preview(self) -> None:
        made = self._previews.job.take(Preview) if self._previews.job else None
        if made is not None:
            self.previewed.emit(made)

    def _on_file(self) -> None:
        self._clock.stop()
        written = self._files.job.take(Written) if self._files.job else None
        if written is not None:
            self.written.emit(written)

    def _on_failed(self, error: object) -> None:
        self._clock.stop()
        self.failed.emit(error)


def _write(path: Path, making: Making) -> Generator[Preparing | Written, None, None]:
    content = yield from making
    write_whole(path, content)
    yield Written(path, len(content))
