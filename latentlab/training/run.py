"""All that changes while a network is trained."""

import math
from collections.abc import Iterator
from itertools import islice

import numpy as np
import torch
from torch import Tensor

from latentlab.data.image_set import ImageSet
from latentlab.data.split import Split
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import as_inputs, frozen_copy, reconstruction_error
from latentlab.training.camera import Camera
from latentlab.training.changes import Asked, changes_between, noted
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import EpochEnded, EpochResult, Frame, Rescued, Stage, Step
from latentlab.training.guard import Guard
from latentlab.training.log import Losses, Past
from latentlab.training.loss import Loss, valued
from latentlab.training.memory import Memory, memory_of, recall
from latentlab.training.pace_meter import PaceMeter
from latentlab.training.schedules import rate_share
from latentlab.training.workplace import Workplace

_VALIDATION_BATCH = 1_024
_NOISE_STREAM = 2**40  # far from the seeds that the orders of the images are drawn with


class TrainingRun:
    """A network, what it learns from and how, and what came of it so far."""

    def __init__(
        self, model: Autoencoder, images: ImageSet, split: Split, config: TrainingConfig, past: Past
    ) -> None:
        self.model = model
        self.config = config
        self.train = torch.from_numpy(split.train)
        self.validation = split.validation
        supervised = config.objective.classifier or config.pretraining
        self.labels = torch.from_numpy(images.labels).long() if supervised else None  # (N,)
        self.loss = Loss(images.shape, config.objective, config.noise, config.optimizer != "adamw")
        self.controls = Controls(learning_rate=config.learning_rate)
        self.losses = Losses(past.losses, past.terms)
        self._changes = past.changes
        self.guard = Guard(model, self.losses.count, len(past.epochs))
        self.place = Workplace(model, images.flat, config, self.guard, self.memory)
        self._noise = torch.Generator()
        self.epochs = list(past.epochs)
        self.stages: tuple[Stage, ...] = ()  # how each stage of stacked training stood last
        self.best_model = frozen_copy(model)
        self._past = past
        self.place.use(config.device)
        self.lowest = self.place.do(self.validation_loss) if past.epochs else math.inf
        self.best_epoch = past.epoch_of(self.lowest)
        self._go_on()
        self.pace = PaceMeter()
        self._skipped = self._batches_of_broken_epoch()
        self.begin_epoch()

    @property
    def epoch(self) -> int:
        """Whole epochs learnt so far."""
        return len(self.epochs)

    @property
    def is_over(self) -> bool:
        """Whether every epoch is learnt, or too many were in vain."""
        patience = self.config.patience
        in_vain = patience and self.best_epoch and self.epoch - self.best_epoch >= patience
        return self.epoch >= self._last_epoch or bool(in_vain)

    def steer(self, controls: Controls | None) -> None:
        """Follow what the caller sent; losses of other terms or noise are not compared with earlier ones."""
        if controls is None:
            return
        before = self._asked
        if controls.learning_rate != self.controls.learning_rate:
            self._set_rate(controls.learning_rate)
        if controls.device not in (None, self.controls.device):
            self.place.use(controls.device)
        self.controls = controls
        objective = controls.objective or self.config.objective
        noise = controls.noise or self.config.noise
        if (objective, noise) != (self.loss.objective, self.loss.noise):
            self.loss.objective, self.loss.noise = objective, noise
            self.lowest = math.inf
            self.guard.begin_anew()
            if self.config.optimizer == "adamw":
                self.place.set("weight_decay", objective.weight_decay)
        self._changes = noted(self._changes, changes_between(self.losses.count, before, self._asked))

    def batches(self, stream: int = 0) -> Iterator[Tensor]:
        """Image indices in an order that belongs to seed, epoch and stream alone."""
        order = self.train[torch.randperm(len(self.train), generator=self.generator(stream))]
        return iter(torch.split(order, self.config.batch_size))

    def batches_left(self) -> Iterator[Tensor]:
        """The batches of the present epoch, but for those learnt before a run that goes on was broken off."""
        skipped, self._skipped = self._skipped, 0
        return islice(self.batches(), skipped, None)

    def generator(self, stream: int) -> torch.Generator:
        """Randomness that belongs to seed, epoch and stream alone."""
        return torch.Generator().manual_seed(self.config.seed * 1_000_003 + self.epoch + stream)

    def inputs(self, batch: Tensor) -> Tensor:
        """Clean images (B, pixels) in [0, 1]."""
        return as_inputs(self.place.pixels[batch])

    def learn(self, batch: Tensor) -> Step:
        """One step of the optimizer on the images (B,) that the batch names."""
        return self.place.do(lambda: self._learn(batch))

    def _learn(self, batch: Tensor) -> Step:
        terms = self.loss.terms(self.model, self.inputs(batch), self._labels_of(batch), self._noise)
        self.place.optimizer.zero_grad(set_to_none=True)
        sum_of(terms).backward()  # type: ignore[no-untyped-call]
        values = valued(terms)
        loss = sum(values.values())
        self.guard.watch(loss, self.losses.count, self.epoch, self.controls.learning_rate)
        if self.config.schedule != "constant":
            self._set_rate(self.controls.learning_rate * rate_share(self.config.schedule, self._progress))
        self.place.optimizer.step()
        self.losses.append(loss, values)
        self.learnt += len(batch)
        self._measured += len(batch)
        for name, value in values.items():
            self.sums[name] = self.sums.get(name, 0.0) + value * len(batch)
        return Step(self.losses.count, self.epoch + 1, loss, self.pace.add(len(batch)), values)

    def begin_epoch(self) -> None:
        """Count from nothing."""
        self.seconds = 0.0
        self.learnt = self._skipped * self.config.batch_size  # images of the present epoch
        self._measured = 0  # how many of them since the run began or went on
        self.sums: dict[str, float] = {}  # of each term, over these images
        self._noise = self.generator(_NOISE_STREAM)
        if self._skipped and self._past.memory is not None:
            self._noise.set_state(self._past.memory.noise)

    def end_epoch(self) -> None:
        """Measure the validation loss; keep the weights where it is the lowest so far."""
        validation = self.place.do(self.validation_loss)
        step, rate = self.losses.count, self.controls.learning_rate
        self.guard.require_number(validation, step, rate)
        self.place.do(lambda: self.guard.look(step, self.epoch + 1, rate))
        terms = {name: total / self._measured for name, total in self.sums.items()}
        self.epochs.append(EpochResult(self.epoch + 1, sum(terms.values()), validation, self.seconds, terms))
        self.learnt = 0
        if validation < self.lowest:
            self.lowest = validation
            self.best_epoch = self.epoch
            self.best_model = self.place.do(lambda: frozen_copy(self.model))

    def validation_loss(self) -> float:
        """The loss of the validation images, with the same noise every time."""
        if self.loss.is_plain(self.model) and self.place.device.is_main_memory:
            return float(reconstruction_error(self.model, self.place.pixels[self.validation].numpy()).mean())
        generator = torch.Generator().manual_seed(self.config.seed + _NOISE_STREAM)
        total, count = 0.0, len(self.validation)
        with torch.no_grad():
            for rows in np.split(self.validation, range(_VALIDATION_BATCH, count, _VALIDATION_BATCH)):
                batch = torch.from_numpy(rows)
                terms = self.loss.terms(self.model, self.inputs(batch), self._labels_of(batch), generator)
                total += float(sum_of(terms)) * len(rows)
        return total / count

    def rescued(self) -> Rescued:
        """What the run was when it was last good."""
        step, epochs = self.guard.step, self.guard.epochs
        so_far = self._until(step, tuple(self.epochs[:epochs]))
        return Rescued(step, so_far.losses, so_far.epochs, self.guard.restored(), terms=so_far.terms)

    def frame_of(self, rescued: Rescued, camera: Camera) -> Frame:
        """A picture of that."""
        within = rescued.step - len(rescued.epochs) * self._batches_per_epoch
        epoch = len(rescued.epochs) + max(0, within) / self._batches_per_epoch
        return camera.shoot(self.controls, epoch, self._until(rescued.step, rescued.epochs), rescued.model)

    def frame(self, camera: Camera, model: Autoencoder | None = None) -> Frame:
        """A picture of the network as it is now, or of `model`, which is the best."""
        epoch = self.best_epoch if model else self.epoch + self.learnt / len(self.train)
        remember = None if model else self.memory
        so_far = self._until(self.losses.count, tuple(self.epochs))
        return self.place.do(lambda: camera.shoot(self.controls, epoch, so_far, model, remember))

    def memory(self) -> Memory:
        """What the run remembers besides its weights."""
        return memory_of(self.place.optimizer, self._noise)

    def epoch_ended(self, camera: Camera | None) -> EpochEnded:
        """The event of an epoch that is over."""
        copied = None
        if camera:
            step, epoch = self.losses.count, self.epoch
            copied = self.place.do(lambda: camera.copy(step, epoch, self.memory))
        return EpochEnded(tuple(self.epochs), self.best_epoch, self.best_model, copied)

    def _until(self, step: int, epochs: tuple[EpochResult, ...]) -> Past:
        """What was written down till a step."""
        return Past(
            self.losses.since(0)[:step],
            epochs,
            terms={name: values[:step] for name, values in self.losses.terms.items()},
            changes=tuple(change for change in self._changes if change.step <= step),
        )

    @property
    def _asked(self) -> Asked:
        return Asked(self.controls.learning_rate, self.loss.objective, self.loss.noise)

    def _go_on(self) -> None:
        """Recall what the run remembered before it was broken off, and which weights were the best."""
        past = self._past
        if past.memory is not None:
            recall(past.memory, self.place.optimizer)
        if past.best is not None:
            self.best_epoch, self.best_model = past.best
            self.lowest = past.epochs[self.best_epoch - 1].validation

    def _batches_of_broken_epoch(self) -> int:
        """How many batches of its present epoch a run that goes on has learnt already."""
        learnt = self.losses.count - self.epoch * self._batches_per_epoch
        return learnt if 0 <= learnt < self._batches_per_epoch else 0

    @property
    def _batches_per_epoch(self) -> int:
        return -(-len(self.train) // self.config.batch_size)

    @property
    def _last_epoch(self) -> int:
        return self.controls.epochs or self.config.epochs

    @property
    def _progress(self) -> float:
        return min(1.0, (self.epoch + self.learnt / len(self.train)) / self._last_epoch)

    def _labels_of(self, batch: Tensor) -> Tensor | None:
        if self.labels is None or not self.config.objective.classifier:
            return None
        return self.labels[batch].to(self.place.pixels.device)

    def _set_rate(self, rate: float) -> None:
        self.place.set("lr", rate)


def sum_of(terms: dict[str, Tensor]) -> Tensor:
    """The loss that the terms make; one alone is taken as it is."""
    first, *others = terms.values()
    for term in others:
        first = first + term
    return first
