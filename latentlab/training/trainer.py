"""The training loop, as an iterator of events: split, data, model, loss, optimizer, loop."""

import math
from collections.abc import Generator, Iterator
from time import perf_counter

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import mse_loss

from latentlab.data.image_set import ImageSet
from latentlab.data.split import Split
from latentlab.errors import ConfigError
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import as_inputs, frozen_copy, reconstruction_error
from latentlab.training.camera import Camera
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import EpochEnded, EpochResult, Event, Finished, Frame, Step
from latentlab.training.log import Losses, Past


def train(
    model: Autoencoder,
    images: ImageSet,
    split: Split,
    config: TrainingConfig,
    sample: np.ndarray | None = None,
    past: Past | None = None,
    controls: Controls | None = None,
) -> Generator[Event, Controls | None, None]:
    """Train `model` in place up to `config.epochs`, yielding what happened.

    The caller steers by `controls` and by sending newer ones, and stops by asking for no more. With a
    `sample` of image indices frames are yielded: one before the first batch, one as the last event but one,
    others as the controls want them. `past` is a run to continue, of whose weights only those in `model` are
    at hand. The weights best on validation are kept; they alone meet the test images, once, at the end.
    Same arguments, same numbers: the order of the images depends only on the seed and the epoch, and frames
    never touch a random state. Sets the torch threads of the thread that iterates.
    Raises ConfigError when the loss stops being a number.
    """
    torch.set_num_threads(config.threads)
    run = _Run(model, images, split, config, past or Past())
    run.steer(controls)
    camera = Camera(model, images, sample) if sample is not None else None
    if camera:
        run.steer((yield run.frame(camera)))
    while run.epoch < (run.controls.epochs or config.epochs):
        yield from _learn_one_epoch(run, camera)
        run.steer((yield EpochEnded(tuple(run.epochs), run.best_epoch)))
    if camera:
        run.steer((yield run.frame(camera, run.best_model)))
    test_mse = float(reconstruction_error(run.best_model, images.flat[split.test]).mean())
    yield Finished(run.losses.since(0), tuple(run.epochs), run.best_epoch, test_mse, run.best_model)


def _learn_one_epoch(run: "_Run", camera: Camera | None) -> Generator[Event, Controls | None, None]:
    run.begin_epoch()
    for batch in run.batches():
        seconds_before = perf_counter()
        loss = run.learn(batch)
        run.seconds += perf_counter() - seconds_before
        run.steer((yield Step(run.losses.count, run.epoch + 1, loss, run.rate.add(len(batch)))))
        if camera and camera.is_due(run.controls):
            run.steer((yield run.frame(camera)))
    run.end_epoch()


class _Run:
    """All that changes while a network is trained."""

    def __init__(
        self, model: Autoencoder, images: ImageSet, split: Split, config: TrainingConfig, past: Past
    ) -> None:
        self.model = model
        self.config = config
        self.pixels = torch.from_numpy(images.flat)  # (N, pixels) uint8, shared with `images`
        self.train = torch.from_numpy(split.train)
        self.validation = images.flat[split.validation]
        self.optimizer = torch.optim.Adam(model.parameters(), lr=config.learning_rate, fused=True)
        self.controls = Controls(learning_rate=config.learning_rate)
        self.losses = Losses(past.losses)
        self.epochs = list(past.epochs)
        self.lowest = self.validation_loss() if past.epochs else math.inf
        self.best_epoch = past.epoch_of(self.lowest)
        self.best_model = frozen_copy(model)
        self.rate = _Rate()
        self.seconds = 0.0
        self.learnt = 0  # images of the present epoch
        self.loss_sum = 0.0  # over these images

    @property
    def epoch(self) -> int:
        """Whole epochs learnt so far."""
        return len(self.epochs)

    def steer(self, controls: Controls | None) -> None:
        if controls is None:
            return
        if controls.learning_rate != self.controls.learning_rate:
            for group in self.optimizer.param_groups:
                group["lr"] = controls.learning_rate
        self.controls = controls

    def batches(self) -> Iterator[Tensor]:
        """Image indices in an order that belongs to seed and epoch alone."""
        generator = torch.Generator().manual_seed(self.config.seed * 1_000_003 + self.epoch)
        order = self.train[torch.randperm(len(self.train), generator=generator)]
        return iter(torch.split(order, self.config.batch_size))

    def learn(self, batch: Tensor) -> float:
        x = as_inputs(self.pixels[batch])  # (B, pixels)
        loss = mse_loss(self.model(x), x)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.optimizer.step()
        value = loss.item()
        self._require_finite(value, self.losses.count + 1)
        self.losses.append(value)
        self.learnt += len(batch)
        self.loss_sum += value * len(batch)
        return value

    def begin_epoch(self) -> None:
        self.seconds = 0.0
        self.learnt = 0
        self.loss_sum = 0.0

    def end_epoch(self) -> None:
        """Measure the validation loss; keep the weights where it is the lowest so far."""
        validation = self.validation_loss()
        self._require_finite(validation, self.losses.count)
        train = self.loss_sum / self.learnt
        self.epochs.append(EpochResult(self.epoch + 1, train, validation, self.seconds))
        self.learnt = 0
        if validation < self.lowest:
            self.lowest = validation
            self.best_epoch = self.epoch
            self.best_model = frozen_copy(self.model)

    def validation_loss(self) -> float:
        return float(reconstruction_error(self.model, self.validation).mean())

    def _require_finite(self, loss: float, step: int) -> None:
        if not math.isfinite(loss):
            raise ConfigError(
                "The loss must stay a number, but became {loss} at step {step}, with a learning rate of "
                "{rate:g}. Rewind and try a smaller learning rate.",
                loss=loss,
                step=step,
                rate=self.controls.learning_rate,
            )

    def frame(self, camera: Camera, model: Autoencoder | None = None) -> Frame:
        epoch = self.best_epoch if model else self.epoch + self.learnt / len(self.train)
        return camera.shoot(self.controls, epoch, self.losses.since(0), tuple(self.epochs), model)


_LONG_PAUSE_S = 2.5  # no pace is as slow: the run was paused, which is no part of its speed


class _Rate:
    """Images a second, over about the last second of training."""

    def __init__(self) -> None:
        self._since = self._last = perf_counter()
        self._images = 0
        self._value = 0.0

    def add(self, images: int) -> float:
        now = perf_counter()
        if now - self._last > _LONG_PAUSE_S:
            self._since, self._images = now, 0
        else:
            self._images += images
        self._last = now
        elapsed = now - self._since
        if elapsed >= (1.0 if self._value else 0.2):
            self._value = self._images / elapsed
            self._since, self._images = now, 0
        return self._value
