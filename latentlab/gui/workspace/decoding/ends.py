"""What a path can begin and end at: a sample, the mean of some, or a code chosen freely."""

from dataclasses import dataclass, replace

import numpy as np

from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Frame


@dataclass(frozen=True, slots=True, eq=False)
class End:
    """A code, and what it is the code of, so that it can follow newer weights."""

    z: np.ndarray  # (k,) float32
    row: int | None = None  # of the map, where it is a sample
    rows: np.ndarray | None = None  # (n,) of the map, where it is the mean of samples

    def renewed(self, subject: Subject, frame: Frame) -> "End | None":
        """The same by the weights of `frame`; None where that cannot be told any more."""
        z: np.ndarray | None = self.z
        if self.row is not None:
            z = code_of_row(subject, frame, self.row)
        elif self.rows is not None:
            z = mean_code(frame, self.rows)
        if z is None or len(z) != frame.latents.shape[1]:
            return None
        return replace(self, z=z)


def code_of_row(subject: Subject, frame: Frame, row: int) -> np.ndarray | None:
    """The code (k,) of a row of the map, be it on this frame or not."""
    if row < len(frame.latents):
        code: np.ndarray = frame.latents[row]
        return code
    original = subject.original(row)
    if original is None or frame.model is None:
        return None
    from latentlab.models.coding import encode_images

    return encode_images(frame.model, original.reshape(1, -1))[0]


def mean_code(frame: Frame, rows: np.ndarray) -> np.ndarray | None:
    """The mean code (k,) of those rows (n,) that this frame has; None without any."""
    there = rows[rows < len(frame.latents)]
    if len(there) == 0:
        return None
    return np.asarray(frame.latents[there].mean(axis=0, dtype=np.float64), np.float32)
