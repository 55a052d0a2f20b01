"""How much each pixel of the decoded image wavers with the selected code, by the decoder's slope."""

from collections.abc import Generator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.decoding.follower import Follower
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.around import local_spread
from latentlab.training.events import Frame

Waver = Literal["spread", "step"]
_BETWEEN_MS = 40  # two beginnings while a hand moves


@dataclass(frozen=True, slots=True, eq=False)
class PixelSpread:
    """How much each pixel wavers with a code z (k,), (height, width), where z wavers by `by`."""

    z: np.ndarray
    pixels: np.ndarray
    by: Waver


class Slope(Follower):
    """Computed for the newest code as soon as the last one is done: none waits in a queue.

    The code wavers as those of the images around it do, a variational one as its encoder says, or by a step
    of 1 in every dimension.
    """

    changed = Signal(object)  # PixelSpread

    def __init__(self, selector: Selector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selector = selector
        self._subject: Subject | None = None
        self._frame: Frame | None = None
        self._by: Waver | None = None  # None while nobody looks
        self._is_stale = False
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self.failed)
        self._later = QTimer(self, singleShot=True, interval=_BETWEEN_MS)
        self._later.timeout.connect(self._start)
        selector.changed.connect(self._ask)

    def watch(self, by: Waver | None) -> None:
        """What somebody looks at, None where nobody does."""
        self._by = by
        if by is None:
            self._later.stop()
        self._ask()

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights, other images, or the epoch that is looked back on."""
        self._subject, self._frame = subject, frame
        self._ask()

    def stop(self) -> None:
        """End what runs, and begin no more."""
        self.watch(None)
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self.stop()
        return self._jobs.wait(milliseconds)

    def _ask(self, *_changed: object) -> None:
        if self._by is not None:
            self._is_stale = True
            if not self._later.isActive():
                self._later.start()

    def _start(self) -> None:
        job, selection = self._jobs.job, self._selector.selection
        subject, frame, by = self._subject, self._frame, self._by
        if job is not None and not job.is_over:
            return  # it begins again when that is done
        if selection is None or subject is None or frame is None or by is None:
            return
        if frame.model is None or len(selection.z) != frame.latents.shape[1]:
            return
        self._is_stale = False
        self._jobs.start(Job(_events(subject, frame, selection.z, selection.image, by), parent=self))

    def _on_done(self) -> None:
        found = self._jobs.job.take(PixelSpread) if self._jobs.job else None
        if found is not None and found.by == self._by:
            self.changed.emit(found)
        if self._is_stale:
            self._ask()


def _events(
    subject: Subject, frame: Frame, z: np.ndarray, image: np.ndarray | None, by: Waver
) -> Generator[PixelSpread, None, None]:
    from latentlab.models.slope import encoders_spread, pixel_spread

    assert frame.model is not None
    spread: np.ndarray | None = np.ones(len(z)) if by == "step" else None
    if spread is None and image is not None:
        spread = encoders_spread(frame.model, image.astype(np.float32).reshape(-1))
    if spread is None:
        spread = local_spread(frame.latents, z)
    yield PixelSpread(z, pixel_spread(frame.model, z, spread).reshape(subject.shape), by)
