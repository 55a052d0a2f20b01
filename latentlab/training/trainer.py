"""The training loop, as an iterator of events: split, data, model, loss, optimizer, loop."""

from collections.abc import Generator
from time import perf_counter

import numpy as np
import torch

from latentlab.data.image_set import ImageSet
from latentlab.data.split import Split
from latentlab.errors import ConfigError, DivergedError
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import reconstruction_error
from latentlab.training.camera import Camera
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import Event, Finished
from latentlab.training.log import Past
from latentlab.training.run import TrainingRun
from latentlab.training.stacked import begin_fine_tuning, end_fine_tuning, learn_classes, pretrain, tell_lost


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
    others as the controls want them. `past` is a run to continue from the weights in `model`; with its memory
    it goes on as if it had never stopped. The weights best on validation are kept; they alone meet the test
    images, once, at the end.
    Same arguments, same numbers: the order of the images depends only on the seed and the epoch, and frames
    never touch a random state. Sets the torch threads of the thread that iterates.
    Raises DivergedError where loss or weights explode, after a frame of the last good weights and `Rescued`
    with them. A run broken off within an epoch goes on with the batches of it that are left.
    """
    _check_classes(config, images)
    torch.set_num_threads(config.threads)
    run = TrainingRun(model, images, split, config, past or Past())
    run.steer(controls)
    yield from tell_lost(run)
    camera = Camera(model, images, sample) if sample is not None else None
    if camera:
        run.steer((yield run.frame(camera)))
    try:
        yield from _learn(run, camera)
    except DivergedError:
        rescued = run.rescued()
        if camera:
            yield run.frame_of(rescued, camera)
        yield rescued
        raise
    finally:
        device = run.place.device.name
        run.place.use("cpu")  # the network is the caller's
    if camera:
        run.steer((yield run.frame(camera, run.best_model)))
    test_mse = float(reconstruction_error(run.best_model, images.flat[split.test]).mean())
    yield Finished(
        run.losses.since(0),
        tuple(run.epochs),
        run.best_epoch,
        test_mse,
        run.best_model,
        device,
        run.losses.terms,
    )


def _learn(run: TrainingRun, camera: Camera | None) -> Generator[Event, Controls | None, None]:
    stacked = run.config.pretraining
    if stacked and not run.losses.count:
        yield from pretrain(run, camera)
    if stacked and not run.is_over:
        run.guard.begin_anew()
        run.steer((yield begin_fine_tuning(run)))
    while not run.is_over:
        yield from _learn_one_epoch(run, camera)
        run.steer((yield run.epoch_ended(camera)))
        yield from tell_lost(run)
    if stacked:
        run.steer((yield end_fine_tuning(run)))
        if run.config.model.classes:
            yield from learn_classes(run)


def _learn_one_epoch(run: TrainingRun, camera: Camera | None) -> Generator[Event, Controls | None, None]:
    run.begin_epoch()
    for batch in run.batches_left():
        seconds_before = perf_counter()
        step = run.learn(batch)
        run.seconds += perf_counter() - seconds_before
        run.steer((yield step))
        if run.place.lost:
            yield from tell_lost(run)
        if camera and camera.is_due(run.controls):
            run.steer((yield run.frame(camera)))
    run.end_epoch()


def _check_classes(config: TrainingConfig, images: ImageSet) -> None:
    if config.model.classes not in (0, len(images.classes)):
        raise ConfigError(
            "A classifier must tell the {expected} classes of {name} apart, got a network with {got}.",
            expected=len(images.classes),
            name=images.name,
            got=config.model.classes,
        )
