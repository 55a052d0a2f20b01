"""Finds the lines of equal density of one map on a thread of its own."""

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.latent.contours import Contours, contours


class DensityLines(QObject):
    """Answers one request after the other; a new one replaces the old."""

    found = Signal(object)  # Contours
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self.failed)

    def find(self, points: np.ndarray, labels: np.ndarray, count: int) -> None:
        """Find the lines of points (2, N) of classes (N,) below `count`."""
        self._jobs.start(Job(contours(points, labels, count), parent=self))

    def stop(self) -> None:
        """End what runs."""
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        return self._jobs.wait(milliseconds)

    def _on_done(self) -> None:
        lines = self._jobs.job.take(Contours) if self._jobs.job else None
        self._jobs.clear()
        if lines is not None:
            self.found.emit(lines)
