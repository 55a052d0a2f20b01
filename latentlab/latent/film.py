"""A film of a training: places of the same points on a map, epoch by epoch."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True, eq=False)
class FilmFrame:
    """The map as it was on the screen after so many batches.

    The last frame of a finished run shows the weights of the best epoch, which may be an earlier one.
    """

    step: int  # batches learnt
    epoch: float  # of the weights that are shown
    points: np.ndarray  # (M, 2) float32, read-only
    loss: float  # mean over the last few batches, NaN before the first


@dataclass(frozen=True, slots=True, eq=False)
class Film:
    """Frames of one map of one run, in order; all show the same first M points of the sample."""

    method: str
    frames: tuple[FilmFrame, ...]

    @property
    def steps(self) -> np.ndarray:
        """(F,) int64, rising."""
        return np.array([frame.step for frame in self.frames], np.int64)

    @property
    def epochs(self) -> np.ndarray:
        """(F,) float64."""
        return np.array([frame.epoch for frame in self.frames])

    @property
    def losses(self) -> np.ndarray:
        """(F,) float64."""
        return np.array([frame.loss for frame in self.frames])

    @property
    def points(self) -> np.ndarray:
        """(F, M, 2) float32, of the points that every frame has."""
        count = min((len(frame.points) for frame in self.frames), default=0)
        if not self.frames:
            return np.zeros((0, 0, 2), np.float32)
        return np.stack([frame.points[:count] for frame in self.frames])

    def trails(self, rows: np.ndarray) -> np.ndarray:
        """Where the points of `rows` (R,) were: (F, R, 2) float32, NaN for rows that were not filmed."""
        trails = np.full((len(self.frames), len(rows), 2), np.nan, np.float32)
        for number, frame in enumerate(self.frames):
            known = rows < len(frame.points)
            trails[number, known] = frame.points[rows[known]]
        return trails
