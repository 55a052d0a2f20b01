"""The checkpoints of one run, thinned to so many bytes however long it is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from latentlab.training.events import Checkpoint, EpochEnded, EpochResult, Frame
from latentlab.training.log import Past
from latentlab.training.memory import Memory
from latentlab.training.thinning import Thinned

if TYPE_CHECKING:
    from latentlab.models.autoencoder import Autoencoder

MOST_CHECKPOINTS = 120
WEIGHTS_BYTES = 150 * 2**20  # of all checkpoints, their codes included
MEMORY_BYTES = 50 * 2**20  # of what optimizers remember, which for Adam is twice the weights
KEPT_CODES = 5_000  # rows
_LEAST = 3  # checkpoints that make a history
_FREE_CODE_BYTES = 256 * 2**10  # of one checkpoint; more are kept only beside weights that take far more


class History:
    """The run's first weights, its newest, its best, and some between at about even distances.

    Where epochs are shorter than these distances, only whole epochs are kept. A network of which not even
    three copies find room has no history.
    """

    def __init__(
        self,
        batches_per_epoch: int,
        weights_bytes: int = WEIGHTS_BYTES,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self._weights_bytes, self._memory_bytes = weights_bytes, memory_bytes
        self._kept: Thinned[Checkpoint] | None = None  # made when the size of a checkpoint is known
        self._memories: dict[int, Memory] = {}  # by step
        self._best: Checkpoint | None = None
        self._batches = max(1, batches_per_epoch)
        self._bytes = 0  # of the weights of one checkpoint
        self._codes_bytes = 0  # that a checkpoint may have for codes

    @property
    def checkpoints(self) -> tuple[Checkpoint, ...]:
        """All that can be travelled to, in the order of their steps."""
        kept = self._kept.items if self._kept is not None else ()
        best = self._best
        if best is None or any(one.step == best.step for one in kept):
            return kept
        return tuple(sorted((*kept, best), key=lambda one: one.step))

    @property
    def batches(self) -> int:
        """Number of batches in an epoch."""
        return self._batches

    @property
    def best(self) -> Checkpoint | None:
        """The checkpoint of the epoch that did best on validation, None before the first."""
        return self._best

    @property
    def nbytes(self) -> int:
        """What the checkpoints take, what optimizers remember included."""
        checkpoints = self.checkpoints
        codes = sum(one.latents.nbytes for one in checkpoints if one.latents is not None)
        return (
            self._bytes * len(checkpoints) + codes + sum(memory.nbytes for memory in self._memories.values())
        )

    def nearest(self, step: float) -> Checkpoint | None:
        """The checkpoint whose step is nearest, None where there is none."""
        checkpoints = self.checkpoints
        steps = [one.step for one in checkpoints]
        after = bisect_left(steps, step)
        near = checkpoints[max(0, after - 1) : after + 1]
        return min(near, key=lambda one: abs(one.step - step), default=None)

    # What comes from the run

    def follow(self, frame: Frame) -> bool:
        """Keep a frame, where it shows the run's own weights; returns whether it was kept."""
        if frame.model is None or abs(frame.epoch * self._batches - frame.step) >= 1:
            return False  # the best weights of a finished run
        latents = frame.latents[:KEPT_CODES]
        return self._take(Checkpoint(frame.step, frame.epoch, frame.model, latents, frame.memory))

    def end_epoch(self, ended: EpochEnded) -> None:
        """Keep the network at the end of an epoch, and the best one so far."""
        if ended.checkpoint is not None:
            self._take(ended.checkpoint)
        number, model = ended.best_epoch, ended.best_model
        is_known = self._best is not None and self._best.model is model
        if number and model is not None and not is_known and self._fits(model):
            self.keep_best(Checkpoint(number * self._batches, number, model))

    def keep_best(self, best: Checkpoint) -> None:
        """These weights are the best on validation so far."""
        self._best = best

    def restore(self, checkpoints: Iterable[Checkpoint]) -> None:
        """Take over what was kept in a file."""
        for checkpoint in checkpoints:
            self._take(checkpoint)

    # What a run can go on from

    def frame(self, at: Checkpoint, now: Frame) -> Frame:
        """All that can be shown of a checkpoint, as far as codes are kept; `now` is a later frame."""
        latents = at.latents
        if latents is None:
            latents = np.zeros((0, now.latents.shape[1]), np.float32)
        epochs = tuple(result for result in now.epochs if result.epoch <= at.epoch)
        return Frame(
            at.step,
            at.epoch,
            now.losses[: at.step],
            epochs,
            latents,
            at.model,
            self.memory(at),
            {name: values[: at.step] for name, values in now.terms.items()},
            tuple(change for change in now.changes if change.step <= at.step),
        )

    def memory(self, at: Checkpoint) -> Memory | None:
        """What the run remembered at a checkpoint, None where that is not kept."""
        return self._memories.get(at.step)

    def past(self, at: Checkpoint, now: Frame) -> Past:
        """The part of the run that was over at a checkpoint; `now` is a later frame."""
        frame = self.frame(at, now)
        best = self._best_until(frame.epochs)
        return Past(frame.losses, frame.epochs, frame.memory, best, frame.terms, frame.changes)

    def until(self, step: int) -> History:
        """The history of a run that branches off at a step; the two share what lies before it."""
        other = History(self._batches, self._weights_bytes, self._memory_bytes)
        other._kept, other._best = self._kept, self._best
        other._bytes, other._codes_bytes = self._bytes, self._codes_bytes
        other._memories = dict(self._memories)
        other._cut(step)
        return other

    def shrink(self, weights_bytes: int) -> None:
        """Be content with so many bytes, and with what no optimizer remembers."""
        self._weights_bytes, self._memory_bytes = min(weights_bytes, self._weights_bytes), 0
        if self._kept is not None:
            thinner: Thinned[Checkpoint] = Thinned(max(_LEAST, self._room()), self._kept.apart)
            for checkpoint in self._kept.items:
                thinner.offer(checkpoint.step, checkpoint)
            self._kept = thinner
        self._forget_memories()

    # How it works

    def _cut(self, step: int) -> None:
        """Forget what came after a step."""
        if self._kept is not None:
            self._kept = self._kept.until(step)
        if self._best is not None and self._best.step > step:
            self._best = None
        self._forget_memories()

    def _take(self, checkpoint: Checkpoint) -> bool:
        if self._kept is None:
            self._make_room(checkpoint)
        if self._kept is None:
            return False
        if len(self._kept) and checkpoint.step < self._kept.items[-1].step:
            self._cut(checkpoint.step)  # the run went astray, or begins anew
        kept = self._kept
        if kept.apart >= self._batches and not float(checkpoint.epoch).is_integer():
            return False
        latents = self._affordable(checkpoint.latents)
        newest = kept.items[-1] if len(kept) else None
        if latents is None and newest is not None and newest.step == checkpoint.step:
            latents = newest.latents
        kept.offer(checkpoint.step, replace(checkpoint, latents=latents, memory=None))
        if checkpoint.memory is not None:
            self._memories[checkpoint.step] = checkpoint.memory
        self._forget_memories()
        return True

    def _make_room(self, first: Checkpoint) -> None:
        """Now that the size of a checkpoint is known, say how many there will be."""
        self._bytes = _weights_bytes(first.model)
        codes = KEPT_CODES * 4 * first.model.latent
        self._codes_bytes = codes if codes <= max(_FREE_CODE_BYTES, self._bytes // 4) else 0
        most = self._room()
        self._kept = Thinned(most) if most >= _LEAST else None

    def _room(self) -> int:
        """For how many checkpoints there is room; the best is beside them."""
        return min(MOST_CHECKPOINTS, self._weights_bytes // (self._bytes + self._codes_bytes) - 1)

    def _fits(self, model: Autoencoder) -> bool:
        return self._kept is not None or _weights_bytes(model) * (_LEAST + 1) <= self._weights_bytes

    def _affordable(self, latents: np.ndarray | None) -> np.ndarray | None:
        if latents is None or latents.nbytes > self._codes_bytes or not len(latents):
            return None
        return latents

    def _forget_memories(self) -> None:
        """Of checkpoints that are gone, and, where there are too many, of every second one."""
        steps = [one.step for one in self._kept.items] if self._kept is not None else []
        known = [step for step in steps if step in self._memories]
        if known:
            most = self._memory_bytes // max(1, self._memories[known[-1]].nbytes)
            while len(known) > most:
                known = known[::-2][::-1] if most else []
        self._memories = {step: self._memories[step] for step in known}

    def _best_until(self, epochs: tuple[EpochResult, ...]) -> tuple[int, Autoencoder] | None:
        """The epoch that did best among these and its network, where that is kept."""
        if not epochs:
            return None
        number = min(epochs, key=lambda result: result.validation).epoch
        found = next((one for one in self.checkpoints if one.epoch == number), None)
        return (number, found.model) if found is not None else None


def _weights_bytes(model: Autoencoder) -> int:
    return sum(int(values.nbytes) for values in model.state_dict().values())
