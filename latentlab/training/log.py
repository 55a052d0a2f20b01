"""What a run has lived through so far: every loss, every epoch, the best one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from latentlab.training.events import EpochResult
from latentlab.training.memory import Memory

if TYPE_CHECKING:
    from latentlab.models.autoencoder import Autoencoder


@dataclass(frozen=True, slots=True, eq=False)
class Past:
    """The part of a run that is already over, when one goes on from kept weights.

    Without its `memory` the optimizer begins afresh. `best` are the epoch and the network that did best on
    validation till then; without them the weights that the run goes on from are taken for the best.
    """

    losses: np.ndarray = field(default_factory=lambda: np.empty(0, np.float32))  # (step,)
    epochs: tuple[EpochResult, ...] = ()
    memory: Memory | None = None
    best: tuple[int, Autoencoder] | None = None

    @property
    def best_epoch(self) -> int:
        """The epoch with the lowest validation loss; 0 before the first."""
        return min(self.epochs, key=lambda result: result.validation).epoch if self.epochs else 0

    def epoch_of(self, validation: float) -> int:
        """The epoch whose validation loss is nearest, the last of equals; 0 before the first."""
        nearest = min(self.epochs[::-1], key=lambda result: abs(result.validation - validation), default=None)
        return nearest.epoch if nearest else 0


class Losses:
    """The loss of every batch; grows by doubling, so that a frame can carry all of them as a view."""

    def __init__(self, past: np.ndarray) -> None:
        self._buffer = np.empty(max(1_024, 2 * len(past)), np.float32)
        self._buffer[: len(past)] = past
        self.count = len(past)

    def append(self, loss: float) -> None:
        """Add one loss; views handed out before stay as they are."""
        if self.count == len(self._buffer):
            self._buffer = np.concatenate([self._buffer, np.empty_like(self._buffer)])
        self._buffer[self.count] = loss
        self.count += 1

    def since(self, start: int) -> np.ndarray:
        """The losses from `start` on: (count - start,) float32, read-only."""
        view = self._buffer[start : self.count]
        view.flags.writeable = False
        return view
