"""Keeps what simpler methods reach measured on the images of the run."""

from PySide6.QtCore import QObject, Signal

from latentlab.data.image_set import ImageSet
from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.reference import Reference, measure_reference


class Yardstick(QObject):
    """Measures once for the images and the split of a seed, in the background.

    One at a time: a measurement is one call of seconds that hears no stop, and seeds may change sooner.
    """

    changed = Signal(object)  # Reference | None: not known yet, or not to be known
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reference: Reference | None = None
        self._wanted: tuple[ImageSet, int] | None = None  # what is to be measured next
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self.failed)

    def measure(self, images: ImageSet | None, seed: int, can_measure: bool) -> None:
        """Tell of what is known of these images, and find it out where it can be."""
        if self._reference is not None and images is not None and self._reference.fits(images, seed):
            self.changed.emit(self._reference)
            return
        self.changed.emit(None)
        self._wanted = (images, seed) if images is not None and can_measure else None
        self._begin()

    def stop(self) -> None:
        """Measure nothing more."""
        self._wanted = None
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        return self._jobs.wait(milliseconds)

    def _begin(self) -> None:
        under_way = self._jobs.job
        if self._wanted is None or (under_way is not None and not under_way.has_ended):
            return
        wanted, self._wanted = self._wanted, None
        job = Job(measure_reference(*wanted), parent=self)
        job.ended.connect(self._begin)
        self._jobs.start(job)

    def _on_done(self) -> None:
        job = self._jobs.job
        self._reference = job.take(Reference) if job else None
        if self._wanted is None:  # else it is of a seed that is shown no more
            self.changed.emit(self._reference)
