"""The codes of kept checkpoints for as many points as the map shows, encoded in the background."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Checkpoint

_MOST_BYTES = 32 * 2**20
_CLOCK_MS = 8  # somebody is dragging


@dataclass(frozen=True, slots=True, eq=False)
class _Encoded:
    """All that a job has encoded so far, by step."""

    codes: Mapping[int, np.ndarray]  # (N, k) float32 each


class TravelCodes(QObject):
    """Encodes the checkpoint that is asked for first, and then, where there is time, the others around it."""

    encoded = Signal(int)  # step
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes: dict[int, np.ndarray] = {}  # by step, the one that was used last at the end
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._collect)
        self._jobs.failed.connect(self.failed)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._collect)

    def of(self, checkpoint: Checkpoint, rows: int) -> np.ndarray | None:
        """The codes of so many points, None where they have yet to be encoded."""
        kept = checkpoint.latents
        if kept is not None and len(kept) >= rows:
            return kept[:rows]
        codes = self._codes.pop(checkpoint.step, None)
        if codes is None:
            return None
        self._codes[checkpoint.step] = codes
        return codes[:rows] if len(codes) >= rows else None

    def encode(self, subject: Subject, checkpoints: Sequence[Checkpoint], rows: int) -> None:
        """Encode these, one after the other, unless they are known; what is under way is given up."""
        missing = [one for one in checkpoints if self.of(one, rows) is None]
        room = _MOST_BYTES // max(1, 4 * rows * (checkpoints[0].model.latent if checkpoints else 1))
        if missing and subject.images is not None:
            self._jobs.start(Job(_encodings(subject, missing[: max(1, room)], rows), parent=self))
            self._clock.start()

    def forget(self) -> None:
        """Another run."""
        self.stop()
        self._codes.clear()

    def stop(self) -> None:
        """Encode nothing more."""
        self._clock.stop()
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self._clock.stop()
        return self._jobs.wait(milliseconds)

    def _collect(self) -> None:
        job = self._jobs.job
        encoded = job.take(_Encoded) if job is not None else None
        if job is None or job.is_over:
            self._clock.stop()
        if encoded is None:
            return
        fresh = [step for step in encoded.codes if self._codes.get(step) is not encoded.codes[step]]
        self._codes.update(encoded.codes)
        self._make_room()
        for step in fresh:
            self.encoded.emit(step)

    def _make_room(self) -> None:
        total = sum(codes.nbytes for codes in self._codes.values())
        for step in list(self._codes)[:-1]:
            if total <= _MOST_BYTES:
                return
            total -= self._codes.pop(step).nbytes


def _encodings(
    subject: Subject, checkpoints: Sequence[Checkpoint], rows: int
) -> Generator[_Encoded, None, None]:
    from latentlab.models.coding import encode_images

    assert subject.images is not None
    images = subject.images.flat[subject.order[:rows]]  # (rows, pixels) uint8
    codes: dict[int, np.ndarray] = {}
    for checkpoint in checkpoints:
        codes[checkpoint.step] = encode_images(checkpoint.model, images)
        yield _Encoded(dict(codes))
