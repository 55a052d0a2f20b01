"""A run that goes astray stops with a sentence, its last good weights kept, and can go on from there."""

import math
from collections.abc import Callable

import numpy as np
import pytest
import torch

from latentlab.errors import DivergedError
from latentlab.models.coding import encode_images, trainable_copy
from latentlab.models.config import ModelConfig
from latentlab.models.noise import Noise
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import EpochEnded, Event, Finished, Frame, Rescued, Step
from latentlab.training.guard import Guard
from latentlab.training.log import Past
from latentlab.training.objective import Objective
from latentlab.training.trainer import train
from tests.training.runs import (
    EVERY_STEP,
    IMAGES,
    SAMPLE,
    SPLIT,
    STEPS_PER_EPOCH,
    all_events,
    config,
    network,
    of_type,
    step_losses,
    weights,
)

LINEAR = ModelConfig((256, 256, 256), 8, activation="identity", output="identity")


def gone_astray(
    run: TrainingConfig, steer: Callable[[Event], Controls | None] = lambda _: None, **arguments: object
) -> tuple[list[Event], DivergedError]:
    """Every event of a run up to its error."""
    events: list[Event] = []

    def note(event: Event) -> Controls | None:
        events.append(event)
        return steer(event)

    with pytest.raises(DivergedError) as refused:
        all_events(run, note, **arguments)
    return events, refused.value


def spoilt_after(step: int, model: torch.nn.Module, value: float) -> Callable[[Event], None]:
    def spoil(event: Event) -> None:
        if isinstance(event, Step) and event.step == step:
            with torch.no_grad():
                next(model.parameters()).fill_(value)

    return spoil


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_the_last_good_weights_come_before_the_error(value: float) -> None:
    """They are those of the last epoch that ended well, bit for bit, with the history up to there."""
    run = config(epochs=5)
    model = network(run)
    ended: list[np.ndarray] = []
    spoil = spoilt_after(2 * STEPS_PER_EPOCH + 3, model, value)

    def note(event: Event) -> None:
        if isinstance(event, EpochEnded):
            ended.append(weights(model))
        spoil(event)

    events, error = gone_astray(run, note, model=model, sample=SAMPLE, controls=EVERY_STEP)
    frame, rescued = events[-2:]
    assert isinstance(frame, Frame)
    assert isinstance(rescued, Rescued)
    assert rescued.step == len(rescued.losses) == 2 * STEPS_PER_EPOCH == error.values["good"]
    assert np.array_equal(weights(rescued.model), ended[1])
    assert [result.epoch for result in rescued.epochs] == [1, 2]
    assert (frame.epoch, frame.step, frame.epochs) == (2.0, rescued.step, rescued.epochs)
    assert np.array_equal(frame.latents, encode_images(rescued.model, IMAGES.flat[SAMPLE[:30]]))


def test_within_a_long_epoch_good_weights_are_kept_too() -> None:
    """One image a batch: 400 steps an epoch, so that an epoch would be much to lose."""
    run = config(batch_size=1, learning_rate=1e-3)
    model = network(run)
    events, error = gone_astray(run, spoilt_after(330, model, math.nan), model=model)
    rescued = events[-1]
    assert isinstance(rescued, Rescued)
    assert 250 <= rescued.step <= 330
    assert rescued.epochs == ()
    assert rescued.model.is_finite
    assert str(error).startswith("The loss must stay a number near where it was, but became nan after 330 s")


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"model": LINEAR, "learning_rate": 10}, "The loss must stay a number"),
        ({"learning_rate": 10}, "The weights must stay near their size"),
        ({"learning_rate": 0.5}, "every gradient was 0"),
        (
            {"model": ModelConfig((32,), 3, variational=True), "objective": Objective(beta=1.0)}
            | {"learning_rate": 10},
            "The loss must stay a number",
        ),
        (
            {"model": ModelConfig((32, 16), 4, classes=10), "noise": Noise("masking", 0.25)}
            | {"pretraining": 20, "learning_rate": 10},
            "The weights must stay near their size",
        ),
    ],
)
def test_a_learning_rate_that_is_far_too_high_stops_the_run_at_its_first_weights(
    choices: dict, told: str
) -> None:
    events, error = gone_astray(config(epochs=20, **choices))
    rescued = events[-1]
    assert isinstance(rescued, Rescued)
    assert rescued.model.is_finite
    assert told in str(error)
    assert "with a smaller learning rate." in str(error)
    assert np.array_equal(weights(rescued.model), weights(network(config(**choices))))


def test_a_loss_that_explodes_step_by_step_is_stopped_before_it_is_no_number() -> None:
    """Gradient descent beyond its stable rate grows geometrically: what is kept is from before that."""
    run = config(model=ModelConfig((), 8, "identity", "identity"), optimizer="sgd", epochs=200, momentum=0)
    events, error = gone_astray(
        run, lambda event: Controls(9.5) if isinstance(event, Step) and event.step == 70 else None
    )
    losses, rescued = step_losses(events), events[-1]
    assert isinstance(rescued, Rescued)
    assert math.isfinite(error.values["loss"])
    assert error.values["loss"] > 100 * losses[0]
    assert rescued.losses[-1] <= 2 * min(losses)
    assert rescued.model.is_finite


def test_a_spike_that_does_no_harm_does_not_stop_a_run() -> None:
    guard = Guard(network(config()))
    for step in range(300):
        guard.watch(30.0 if step % 100 == 99 else 0.02, step, 0, 1e-3)
    for step in range(300, 305):
        guard.watch(30.0, step, 0, 1e-3)
    guard_of_trouble = (guard.watch(30.0, step, 0, 1e-3) for step in range(305, 330))
    with pytest.raises(DivergedError):
        list(guard_of_trouble)


def test_losses_of_other_terms_are_not_compared() -> None:
    """A weight that is raised a million times is no explosion."""
    run = config(epochs=3, objective=Objective(l1=1e-9))
    dear = Controls(1e-3, objective=Objective(l1=1e3))
    events = all_events(run, lambda event: dear if isinstance(event, Step) and event.step == 9 else None)
    assert max(step_losses(events)) > 1e3 * min(step_losses(events))
    assert isinstance(events[-1], Finished)


def test_a_network_that_has_learnt_everything_may_stand_still() -> None:
    """All images are the same and binary: the loss falls to nothing, and so do the gradients."""
    from latentlab.data.image_set import ImageSet
    from latentlab.data.split import split_images

    image = (np.arange(16).reshape(4, 4) % 3 == 0).astype(np.uint8) * 255
    images = ImageSet("same", np.repeat(image[None], 30, 0), np.zeros(30, np.uint8), ("0",))
    run = TrainingConfig(ModelConfig((8,), 2), epochs=400, batch_size=8, learning_rate=0.05, threads=1)
    events = list(train(network(run, images.shape), images, split_images(images, 0), run))
    assert isinstance(events[-1], Finished)
    assert events[-1].test_mse < 1e-6


# Going on


def test_a_run_goes_on_from_what_was_kept_with_the_batches_that_are_left() -> None:
    """No batch is learnt twice and none is left out; the epoch's mean is over what was measured."""
    run = config(epochs=2)
    whole = all_events(run)
    broken = 3
    model = network(run)
    loop = train(model, IMAGES, SPLIT, run)
    losses = [next(loop).loss for _ in range(broken)]
    loop.close()
    past = Past(np.array(losses, np.float32))
    rest = all_events(run, model=trainable_copy(model), past=past)
    assert len(of_type(rest, Step)) == 2 * STEPS_PER_EPOCH - broken
    assert step_losses(rest)[0] == step_losses(whole)[broken], "the same batch meets the same weights"
    assert of_type(rest, Step)[0].step == broken + 1
    first = of_type(rest, EpochEnded)[0].epochs[0]
    sizes = [64] * (6 - broken) + [16]
    assert first.train == pytest.approx(np.average(step_losses(rest)[: len(sizes)], weights=sizes))
    assert len(rest[-1].losses) == 2 * STEPS_PER_EPOCH


def test_a_smaller_rate_brings_a_run_that_went_astray_to_its_end() -> None:
    events, _ = gone_astray(config(learning_rate=10, epochs=20))
    rescued = events[-1]
    calmer = config(learning_rate=0.01, epochs=3)
    past = Past(rescued.losses, rescued.epochs)
    end = all_events(calmer, model=trainable_copy(rescued.model), past=past)[-1]
    assert isinstance(end, Finished)
    assert end.epochs[-1].validation < 0.08 < events[0].loss
