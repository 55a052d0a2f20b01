"""A run goes on where it was left, and ends where it is told to."""

import numpy as np
import pytest
import torch

from latentlab.models.coding import reconstruction_error, trainable_copy
from latentlab.training.config import Controls
from latentlab.training.events import EpochEnded, EpochResult, Event, Finished, Frame, Step
from latentlab.training.log import Past
from tests.training.runs import (
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


@pytest.mark.parametrize(("when", "epochs", "learnt"), [(1, 4, 4), (1, 1, 1), (9, 1, 2), (20, 5, 5)])
def test_the_end_moves_while_a_run_goes_on(when: int, epochs: int, learnt: int) -> None:
    """Three epochs of seven steps were planned; an epoch that has begun is learnt to its end."""

    def steer(event: Event) -> Controls | None:
        return Controls(0.01, epochs=epochs) if isinstance(event, Step) and event.step == when else None

    events = all_events(config(epochs=3), steer)
    assert len(events[-1].epochs) == learnt
    assert len(of_type(events, Step)) == learnt * STEPS_PER_EPOCH


def test_the_end_moves_between_two_epochs_too() -> None:
    events = all_events(
        config(epochs=1), lambda event: Controls(0.01, epochs=2) if isinstance(event, EpochEnded) else None
    )
    assert len(events[-1].epochs) == 2


def test_a_run_goes_on_counting_where_it_was_left() -> None:
    earlier = all_events(config(epochs=2), sample=SAMPLE)
    frame, end = earlier[-2], earlier[-1]
    model = trainable_copy(frame.model)
    events = all_events(config(epochs=4), model=model, sample=SAMPLE, past=Past(frame.losses, frame.epochs))
    assert events[0].step == 2 * STEPS_PER_EPOCH
    assert events[0].epoch == 2
    assert np.array_equal(events[0].losses, frame.losses)
    assert [step.step for step in of_type(events, Step)] == list(
        range(2 * STEPS_PER_EPOCH + 1, 4 * STEPS_PER_EPOCH + 1)
    )
    assert events[-1].epochs[:2] == end.epochs
    assert [result.epoch for result in events[-1].epochs] == [1, 2, 3, 4]
    assert np.array_equal(of_type(events, Frame)[-1].losses[: len(frame.losses)], frame.losses)


def test_a_run_that_goes_on_takes_other_batches_than_before(batches: list[torch.Tensor]) -> None:
    """Epoch 3 has an order of its own, the same one as in a run that was never left."""
    earlier = all_events(config(epochs=2))[-1]
    past = Past(np.float32(step_losses([])), earlier.epochs)
    all_events(config(epochs=3), model=trainable_copy(earlier.model), past=past)
    all_events(config(epochs=3))
    third, unbroken_third = batches[14:21], batches[35:42]
    assert all(map(torch.equal, third, unbroken_third))


def test_a_run_that_goes_on_in_vain_keeps_the_weights_it_came_with() -> None:
    """And calls them by their own epoch, when all that follows is worse."""
    earlier = all_events(config(epochs=3))[-1]
    past = Past(np.zeros(21, np.float32), earlier.epochs)
    model = trainable_copy(earlier.model)
    end = all_events(config(epochs=4, learning_rate=0.2), model=model, past=past)[-1]
    assert end.epochs[-1].validation > earlier.epochs[-1].validation
    assert end.best_epoch == 3
    assert np.array_equal(weights(end.model), weights(earlier.model))
    assert end.test_mse == earlier.test_mse


def test_weights_that_are_no_longer_at_hand_are_not_called_the_best() -> None:
    """A run left after a bad epoch has lost its best weights: what is tested is the best of what there is."""
    model = network(config())
    handed = float(reconstruction_error(model, IMAGES.flat[SPLIT.validation]).mean())
    lost = EpochResult(1, 0.001, 0.001, 1.0)
    bad = EpochResult(2, handed, handed, 1.0)
    end = all_events(config(epochs=3), model=model, past=Past(np.zeros(14, np.float32), (lost, bad)))[-1]
    assert 0.001 < end.epochs[-1].validation < handed
    assert end.best_epoch == 3
    assert np.array_equal(weights(end.model), weights(model))


def test_a_run_without_epochs_left_tests_what_it_came_with() -> None:
    earlier = all_events(config(epochs=2))[-1]
    again = all_events(
        config(epochs=2), model=trainable_copy(earlier.model), past=Past(np.zeros(14), earlier.epochs)
    )
    assert [type(event) for event in again] == [Finished]
    assert (again[0].test_mse, again[0].best_epoch) == (earlier.test_mse, earlier.best_epoch)
