"""What a run has lived through so far: every loss, every epoch, the best one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from latentlab.training.changes import Change
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
    terms: Mapping[str, np.ndarray] = field(default_factory=dict)  # (step,) float32 each: see `Losses`
    changes: tuple[Change, ...] = ()

    @property
    def best_epoch(self) -> int:
        """The epoch with the lowest validation loss; 0 before the first."""
        return min(self.epochs, key=lambda result: result.validation).epoch if self.epochs else 0

    def epoch_of(self, validation: float) -> int:
        """The epoch whose validation loss is nearest, the last of equals; 0 before the first."""
        nearest = min(self.epochs[::-1], key=lambda result: abs(result.validation - validation), default=None)
        return nearest.epoch if nearest else 0


class Losses:
    """The loss of every batch; grows by doubling, so that a frame can carry all of them as a view.

    Beside it, once there are two or more, what each term added to it, NaN where it was off: a term that is
    alone is the loss itself, and costs nothing.
    """

    def __init__(self, past: np.ndarray, terms: Mapping[str, np.ndarray] | None = None) -> None:
        self.count = len(past)
        self._size = max(1_024, 2 * self.count)
        self._buffer = self._buffer_of(past)
        self._terms = {name: self._buffer_of(values) for name, values in (terms or {}).items()}

    def append(self, loss: float, terms: Mapping[str, float]) -> None:
        """Add one loss and what it is made of; views handed out before stay as they are."""
        if self.count == self._size:
            self._grow()
        self._buffer[self.count] = loss
        if self._terms or len(terms) > 1:
            self._append_terms(terms)
        self.count += 1

    def since(self, start: int) -> np.ndarray:
        """The losses from `start` on: (count - start,) float32, read-only."""
        return _read_only(self._buffer[start : self.count])

    @property
    def terms(self) -> dict[str, np.ndarray]:
        """The terms by their names: (count,) float32 each, read-only; none where one is the whole loss."""
        return {name: _read_only(buffer[: self.count]) for name, buffer in self._terms.items()}

    def _append_terms(self, terms: Mapping[str, float]) -> None:
        for name, value in terms.items():
            if name not in self._terms:
                # Before the second term came, the reconstruction, which is the first, was the loss.
                known = self._buffer[: self.count] if not self._terms else np.empty(0, np.float32)
                self._terms[name] = self._buffer_of(known)
            self._terms[name][self.count] = value

    def _grow(self) -> None:
        self._size *= 2
        self._buffer = self._buffer_of(self._buffer)
        self._terms = {name: self._buffer_of(buffer) for name, buffer in self._terms.items()}

    def _buffer_of(self, values: np.ndarray) -> np.ndarray:
        buffer = np.full(self._size, np.nan, np.float32)
        buffer[: len(values)] = values
        return buffer


def _read_only(view: np.ndarray) -> np.ndarray:
    view.flags.writeable = False
    return view
