"""The history of a run is bounded whatever its length, and the run goes on from any of it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latentlab.models.coding import encode_images, frozen_copy, trainable_copy
from latentlab.models.config import ModelConfig
from latentlab.models.noise import Noise
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import Checkpoint, EpochEnded, EpochResult, Finished, Frame
from latentlab.training.history import MOST_CHECKPOINTS, History
from latentlab.training.log import Past
from latentlab.training.objective import Objective
from tests.training.runs import (
    IMAGES,
    SAMPLE,
    STEPS_PER_EPOCH,
    all_events,
    config,
    network,
    of_type,
    step_losses,
    weights,
)

_TINY = network(TrainingConfig(model=ModelConfig(hidden=(), latent=2)))
_TINY_BYTES = 4 * (784 * 2 + 2 + 2 * 784 + 784)
_OFTEN = Controls(0.01, frame_every_s=0.0, frame_share=1.0, preview=20)


def _frame(step: int, epoch: float) -> Frame:
    return Frame(step, epoch, np.zeros(step, np.float32), (), np.zeros((5, 2), np.float32), _TINY)


def _lived(run: TrainingConfig) -> tuple[History, Frame, list]:
    """A whole run with all that it left behind; the last frame before the best weights."""
    events = all_events(run, sample=SAMPLE, controls=_OFTEN)
    history = History(STEPS_PER_EPOCH)
    for event in events:
        if isinstance(event, Frame):
            history.follow(event)
        elif isinstance(event, EpochEnded):
            history.end_epoch(event)
    return history, of_type(events, Frame)[-2], events


# Bounds


@settings(deadline=None, max_examples=60)
@given(
    steps=st.lists(st.integers(0, 4_000), min_size=1, max_size=300).map(sorted),
    batches=st.integers(1, 80),
    room=st.integers(0, 40),
)
def test_a_history_is_bounded_ordered_and_has_both_ends(steps: list[int], batches: int, room: int) -> None:
    most_bytes = room * _TINY_BYTES
    history = History(batches, most_bytes)
    taken = [step for step in steps if history.follow(_frame(step, step / batches))]
    kept = [one.step for one in history.checkpoints]
    assert history.nbytes <= most_bytes
    assert len(kept) <= MOST_CHECKPOINTS
    assert kept == sorted(set(kept))
    assert set(kept) <= set(steps)
    if taken:
        assert (kept[0], kept[-1]) == (steps[0], taken[-1])
    else:
        assert not kept


@pytest.mark.parametrize("epochs", [50, 5_000])
def test_a_long_run_keeps_whole_epochs_only(epochs: int) -> None:
    history = History(10)
    for step in range(0, 10 * epochs + 1, 5):
        history.follow(_frame(step, step / 10))
    kept = [one.epoch for one in history.checkpoints]
    assert len(kept) <= MOST_CHECKPOINTS
    if epochs > MOST_CHECKPOINTS:
        assert all(epoch == int(epoch) for epoch in kept)
        ways = np.diff(kept)
        assert ways.max() <= 2 * ways[:-1].min()


def test_what_optimizers_remember_is_bounded_too() -> None:
    """For Adam it is twice the weights: the newest is always there, others as there is room."""
    history, now, _ = _lived(config(epochs=6))
    size = history.memory(history.checkpoints[-1]).nbytes
    small = History(STEPS_PER_EPOCH, memory_bytes=3 * size)
    for event in all_events(config(epochs=6), sample=SAMPLE, controls=_OFTEN):
        if isinstance(event, Frame):
            small.follow(event)
    remembered = [one.step for one in small.checkpoints if small.memory(one) is not None]
    assert 1 <= len(remembered) <= 3
    assert remembered[-1] == small.checkpoints[-1].step == now.step


def test_a_network_too_large_for_three_copies_has_no_history() -> None:
    history = History(10, 3 * _TINY_BYTES)
    assert not history.follow(_frame(0, 0.0))
    history.end_epoch(EpochEnded((), 1, _TINY, Checkpoint(10, 1, _TINY)))
    assert history.checkpoints == ()


def test_the_best_epoch_is_kept_and_the_best_weights_at_the_end_do_not_pass_for_the_newest() -> None:
    history, now, events = _lived(config(epochs=8, learning_rate=0.05))
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert history.best is not None
    assert history.best.epoch == finished.best_epoch
    assert np.array_equal(weights(history.best.model), weights(finished.model))
    assert np.array_equal(weights(history.checkpoints[-1].model), weights(now.model))


def test_what_came_after_a_step_is_forgotten_where_the_run_goes_back() -> None:
    history = History(10)
    for step in range(0, 100, 10):
        history.follow(_frame(step, step / 10))
    history.follow(_frame(40, 4.0))
    assert [one.step for one in history.checkpoints] == [0, 10, 20, 30, 40]


def test_a_branch_leaves_the_old_history_as_it_was() -> None:
    old, _, _ = _lived(config(epochs=4))
    before = old.checkpoints
    at = next(one for one in before if one.epoch == 2)
    branch = old.until(at.step)
    assert branch.checkpoints == tuple(one for one in before if one.step <= at.step)
    branch.follow(_frame(at.step + 1, (at.step + 1) / STEPS_PER_EPOCH))
    assert old.checkpoints == before
    assert old.memory(before[-1]) is not None
    assert branch.memory(at) is old.memory(at)


@given(asked=st.integers(-5, 500))
def test_the_nearest_checkpoint_is_the_nearest(asked: int) -> None:
    history = History(10)
    assert history.nearest(asked) is None
    for step in (0, 10, 40, 200):
        history.follow(_frame(step, step / 10))
    nearest = history.nearest(asked)
    assert nearest is not None
    assert abs(nearest.step - asked) == min(abs(step - asked) for step in (0, 10, 40, 200))


# What a checkpoint is


def test_a_checkpoint_shows_its_own_epoch() -> None:
    history, now, events = _lived(config(epochs=3))
    at = next(one for one in history.checkpoints if one.epoch == 2)
    frame = history.frame(at, now)
    assert frame.step == 2 * STEPS_PER_EPOCH
    assert [result.epoch for result in frame.epochs] == [1, 2]
    assert frame.losses.tolist() == step_losses(events)[: frame.step]
    if len(frame.latents):
        expected = encode_images(at.model, IMAGES.flat[SAMPLE[: len(frame.latents)]])
        assert np.array_equal(frame.latents, expected)


# Going on


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"optimizer": "adamw", "objective": Objective(weight_decay=0.1)},
        {"optimizer": "sgd", "momentum": 0.9},
        {"noise": Noise("gaussian", 0.3), "schedule": "cosine"},
        {"model": ModelConfig((32,), 3, variational=True), "objective": Objective(beta=1.0)},
    ],
    ids=["adam", "adamw", "sgd", "noise", "variational"],
)
@pytest.mark.parametrize("is_whole", [True, False], ids=["whole epoch", "within an epoch"])
def test_going_on_from_a_checkpoint_gives_the_same_weights(choices: dict, is_whole: bool) -> None:
    run = config(epochs=4, **choices)
    history, now, events = _lived(run)
    inside = [one for one in history.checkpoints if 1 < one.epoch < 3 or one.epoch == 2]
    at = next(one for one in inside if (one.epoch == int(one.epoch)) == is_whole)
    gone_on = all_events(run, model=trainable_copy(at.model), past=history.past(at, now), sample=SAMPLE)
    assert step_losses(gone_on) == step_losses(events)[at.step :]
    assert gone_on[-1].best_epoch == events[-1].best_epoch
    assert np.array_equal(weights(gone_on[-1].model), weights(events[-1].model))
    ended, ended_then = of_type(gone_on, EpochEnded)[-1], of_type(events, EpochEnded)[-1]
    assert [one.validation for one in ended.epochs] == [one.validation for one in ended_then.epochs]


def test_without_the_optimizers_memory_the_weights_differ() -> None:
    """So it is the memory that makes them equal."""
    run = config(epochs=4)
    history, now, events = _lived(run)
    at = next(one for one in history.checkpoints if one.epoch == 2)
    frame = history.frame(at, now)
    fresh = Past(frame.losses, frame.epochs)
    gone_on = all_events(run, model=trainable_copy(at.model), past=fresh)
    assert step_losses(gone_on)[0] == step_losses(events)[at.step]  # the same batch, the same weights
    assert step_losses(gone_on)[1:] != step_losses(events)[at.step + 1 :]


def test_the_best_until_then_stays_the_best_though_nothing_better_comes() -> None:
    run = config(epochs=3)
    history, now, _ = _lived(run)
    at = next(one for one in history.checkpoints if one.epoch == 2)
    best = EpochResult(1, 0.0, 0.0, 0.0)
    past = Past(
        now.losses[: at.step], (best, history.frame(at, now).epochs[1]), best=(1, frozen_copy(at.model))
    )
    finished = all_events(run, model=trainable_copy(at.model), past=past)[-1]
    assert isinstance(finished, Finished)
    assert finished.best_epoch == 1
    assert np.array_equal(weights(finished.model), weights(at.model))
