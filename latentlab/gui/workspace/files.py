"""Opens data and sessions and saves them, one at a time, off the GUI thread."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.opening import Opened, open_data, open_session
from latentlab.gui.workspace.saving import Saved


class Files(QObject):
    """Reads and writes what a run begins with and ends in; nothing changes where that fails."""

    opened = Signal(object)  # Opened
    saved = Signal(object)  # Saved
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slot = JobSlot(self)
        self._slot.failed.connect(self.failed)
        self._slot.done.connect(self._on_done)

    def open_data(self, name: str, data_root: Path | None) -> None:
        """Read a data set by its name."""
        self.start(Job(open_data(name, data_root), parent=self))

    def open_session(self, path: Path, data_root: Path | None) -> None:
        """Read a `.latentlab` file."""
        self.start(Job(open_session(path, data_root), parent=self))

    def start(self, job: Job) -> None:
        """Do a job that ends in an `Opened` or a `Saved`, in place of what is under way."""
        self._slot.start(job)

    def stop(self) -> None:
        """Give up what is under way."""
        self._slot.clear()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread; only for the closing window."""
        return self._slot.wait(milliseconds)

    def _on_done(self) -> None:
        job = self._slot.job
        if job is None:
            return
        opened, saved = job.take(Opened), job.take(Saved)
        if opened is not None:
            self.opened.emit(opened)
        if saved is not None:
            self.saved.emit(saved)
