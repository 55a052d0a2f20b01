"""Stacked training: each layer learns to mend by itself, then the whole, then a classifier on the code."""

import copy
from collections.abc import Callable, Generator
from dataclasses import replace
from functools import partial

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from latentlab.models.coding import encode_images
from latentlab.models.corruption import corrupt, corrupt_hidden
from latentlab.training.camera import Camera
from latentlab.training.config import Controls
from latentlab.training.device import Device
from latentlab.training.events import Event, Stage, Step
from latentlab.training.run import TrainingRun

_STAGE_STREAM = 2**41  # a stage draws orders and noise of its own
_CLASSIFIER_RATE = 10.0  # times the run's: it is a single layer on a code of a few numbers
_FINE_TUNING, _CLASSIFIER = "fine-tuning", "classifier"

Events = Generator[Event, Controls | None, None]


def pretrain(run: TrainingRun, camera: Camera | None) -> Events:
    """Teach the layers of a dense network one after the other, from the image to the code.

    Each learns with its mirror to rebuild what the layers before it make of the clean images, from a spoilt
    version. Source: Vincent et al. 2010, "Stacked Denoising Autoencoders", section 3.5.
    """
    for layer in range(_layers(run)):
        pair = _Pair(run, layer)
        pupil = _Pupil(run, pair.parameters, pair.loss, run.controls.learning_rate)
        yield from _learn_stage(run, f"layer {layer + 1}", layer + 1, pupil, camera)


def begin_fine_tuning(run: TrainingRun) -> Stage:
    """The event of the stage in which the whole network learns, with what the layers made of it till then."""
    before = run.place.do(run.validation_loss)
    return _stage(run, _FINE_TUNING, _layers(run) + 1, 0, run.config.epochs, before=before)


def end_fine_tuning(run: TrainingRun) -> Stage:
    """The event of its end, with what became of the best weights."""
    number = _layers(run) + 1
    before = next((one.before for one in run.stages if one.number == number), None)
    if not run.epochs:
        return _stage(run, _FINE_TUNING, number, 0, run.config.epochs, before=before)
    loss = run.epochs[-1].train
    return _stage(run, _FINE_TUNING, number, run.epoch, run.epoch, loss, before, run.lowest)


def learn_classes(run: TrainingRun) -> Events:
    """Teach the classifier of the best network to tell the classes of its codes; nothing else is changed."""
    assert run.labels is not None
    labels = run.labels
    codes = torch.from_numpy(encode_images(run.best_model, run.place.images))  # (N, k)
    head = copy.deepcopy(run.best_model.classifier)
    assert head is not None
    head.requires_grad_(True)
    rate = min(1.0, _CLASSIFIER_RATE * run.controls.learning_rate)

    def loss(batch: Tensor, generator: torch.Generator) -> Tensor:
        return F.cross_entropy(head(codes[batch]), labels[batch])

    pupil = _Pupil(run, lambda: list(head.parameters()), loss, rate)
    yield from _learn_stage(run, _CLASSIFIER, _count(run), pupil, None)
    for model in (run.best_model, run.model):
        assert model.classifier is not None
        model.classifier.load_state_dict(head.state_dict())


def tell_lost(run: TrainingRun) -> Events:
    """The event of a device that has failed since the last time, where one has."""
    lost, run.place.lost = run.place.lost, None
    if lost is not None:
        run.steer((yield lost))


class _Pair:
    """A layer and its mirror, which learn together, above the layers that have learnt."""

    def __init__(self, run: TrainingRun, layer: int) -> None:
        encoder, decoder = run.model.encoder, run.model.decoder
        assert isinstance(encoder, nn.Sequential)
        assert isinstance(decoder, nn.Sequential)
        place = 2 * layer  # every second module is an activation
        mirror = len(list(decoder)) - place
        self._run = run
        self._is_first = layer == 0
        self._below, self._there = encoder[:place], encoder[place : place + 2]
        self._back = decoder[mirror - 2 : mirror]

    def parameters(self) -> list[nn.Parameter]:
        return [*self._there.parameters(), *self._back.parameters()]

    def loss(self, batch: Tensor, generator: torch.Generator) -> Tensor:
        """The mean squared error of what is mended."""
        x, noise = self._run.inputs(batch), self._run.loss.noise
        if self._is_first:
            spoilt = corrupt(x, noise, self._run.loss.shape, generator)
        else:
            with torch.no_grad():
                x = self._below(x)  # (B, width)
            spoilt = corrupt_hidden(x, noise, generator)
        return F.mse_loss(self._back(self._there(spoilt)), x)


class _Pupil:
    """What learns in a stage: some weights, by a loss of their own."""

    def __init__(
        self,
        run: TrainingRun,
        parameters: Callable[[], list[nn.Parameter]],
        loss: Callable[[Tensor, torch.Generator], Tensor],
        rate: float,
    ) -> None:
        self._run = run
        self._parameters = parameters
        self._loss = loss
        self._rate = rate
        self._device: Device | None = None  # that the optimizer is made for

    def learn(self, batch: Tensor, generator: torch.Generator) -> float:
        """One step on the images that the batch names; the loss before it."""
        run = self._run
        if self._device != run.place.device:  # also where the one before has failed
            self._device, weights = run.place.device, self._parameters()
            self._optimizer = torch.optim.Adam(weights, lr=self._rate, fused=weights[0].device.type == "cpu")
        loss = self._loss(batch, generator)
        self._optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        value = loss.item()
        run.guard.watch(value, run.losses.count, run.epoch, run.controls.learning_rate)
        self._optimizer.step()
        return value


def _learn_stage(run: TrainingRun, name: str, number: int, pupil: _Pupil, camera: Camera | None) -> Events:
    epochs = run.config.pretraining
    run.guard.begin_anew()
    run.steer((yield _stage(run, name, number, 0, epochs)))
    for epoch in range(1, epochs + 1):
        stream = _STAGE_STREAM + 1_000_003 * (number * epochs + epoch)
        generator, total = run.generator(stream), 0.0
        for batch in run.batches(stream + 1):
            value = run.place.do(partial(pupil.learn, batch, generator))
            total += value * len(batch)
            pace = run.pace.add(len(batch))
            run.steer((yield Step(run.losses.count, run.epoch + 1, value, pace, {}, name)))
            yield from tell_lost(run)
            if camera and camera.is_due(run.controls):
                run.steer((yield run.frame(camera)))
        run.steer((yield _stage(run, name, number, epoch, epochs, total / len(run.train))))


def _stage(
    run: TrainingRun,
    name: str,
    number: int,
    epoch: int,
    epochs: int,
    loss: float | None = None,
    before: float | None = None,
    validation: float | None = None,
) -> Stage:
    """The event; the run remembers the last one of each stage."""
    over = tuple(stage for stage in run.stages if stage.number < number)
    stage = Stage(name, number, _count(run), epoch, epochs, loss, _layers(run), before, validation, over)
    run.stages = (*over, replace(stage, over=()))
    return stage


def _layers(run: TrainingRun) -> int:
    return len(run.config.model.hidden) + 1


def _count(run: TrainingRun) -> int:
    """Stages in all: the layers, the whole and, where there is one, the classifier."""
    return _layers(run) + 1 + bool(run.config.model.classes)
