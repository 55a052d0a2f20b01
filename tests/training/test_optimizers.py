"""Optimizers and schedules are the textbook's."""

import numpy as np
import pytest
import torch

from latentlab.errors import ConfigError
from latentlab.models.coding import trainable_copy
from latentlab.models.config import ModelConfig
from latentlab.models.noise import Noise
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import EpochEnded, Event, Finished, Step
from latentlab.training.objective import Objective
from latentlab.training.schedules import rate_share
from tests.training.runs import (
    IMAGES,
    SPLIT,
    STEPS_PER_EPOCH,
    all_events,
    config,
    network,
    of_type,
    step_losses,
    weights,
)

CONV = ModelConfig((8,), architecture="conv")
DECAY = Objective(weight_decay=0.01)


def test_the_cosine_is_torchs_own() -> None:
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=50)
    for step in range(50):
        assert rate_share("cosine", step / 50) == pytest.approx(optimizer.param_groups[0]["lr"], abs=1e-9)
        optimizer.step()
        schedule.step()
    assert rate_share("cosine", 1.0) == pytest.approx(0)


def test_the_steps_fall_at_a_half_and_at_three_quarters() -> None:
    told = [rate_share("step", progress) for progress in (0, 0.49, 0.5, 0.74, 0.75, 1)]
    assert told == pytest.approx([1, 1, 0.1, 0.1, 0.01, 0.01])
    assert rate_share("constant", 0.9) == 1


@pytest.mark.parametrize("schedule", ["cosine", "step"])
def test_a_schedule_changes_nothing_before_it_falls_and_less_and_less_after(schedule: str) -> None:
    run = config(schedule=schedule, epochs=4)
    moves, before = [], weights(network(run))
    model = network(run)

    def measure(event: Event) -> None:
        nonlocal before
        if isinstance(event, Step):
            moves.append(np.abs(weights(model) - before).max())
            before = weights(model)

    all_events(run, measure, model=model)
    assert moves[-1] < 0.05 * moves[0]
    constant = step_losses(all_events(config(epochs=4)))
    assert step_losses(all_events(run))[:2] == constant[:2], "the first step is the full one"


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("sgd", lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, foreach=False)),
        ("adamw", lambda p: torch.optim.AdamW(p, lr=0.01, weight_decay=0.01, foreach=False)),
    ],
)
def test_an_optimizer_is_the_textbooks(name: str, make) -> None:
    objective = DECAY if name == "adamw" else Objective()
    run = config(optimizer=name, objective=objective, epochs=1)
    plain = network(run)
    optimizer = make(plain.parameters())
    order = torch.randperm(len(SPLIT.train), generator=torch.Generator().manual_seed(0))
    expected = []
    for batch in torch.split(torch.from_numpy(SPLIT.train)[order], run.batch_size):
        x = torch.from_numpy(IMAGES.flat[batch.numpy()]).float() / 255
        loss = (plain(x) - x).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        expected.append(float(loss.detach()))
    assert step_losses(all_events(run)) == pytest.approx(expected, rel=1e-3)


def test_decay_apart_from_the_loss_is_no_term_and_shrinks_the_weights() -> None:
    steps = of_type(all_events(config(optimizer="adamw", objective=DECAY, epochs=1)), Step)
    assert set(steps[0].terms) == {"mse"}
    strong, none = (
        weights(all_events(config(optimizer="adamw", objective=objective))[-1].model)
        for objective in (Objective(weight_decay=5.0), Objective())
    )
    assert np.square(strong).sum() < 0.7 * np.square(none).sum()


def test_a_run_in_vain_ends_early_and_keeps_its_best_weights() -> None:
    """One batch at a rate that only spoils, then none that mends: after the third in vain it is over."""
    rates = {2 * STEPS_PER_EPOCH: 0.1, 2 * STEPS_PER_EPOCH + 1: 1e-8}

    def spoil(event: Event) -> Controls | None:
        return Controls(rates[event.step]) if isinstance(event, Step) and event.step in rates else None

    events = all_events(config(epochs=10, patience=3), spoil)
    end = events[-1]
    assert isinstance(end, Finished)
    assert (end.best_epoch, len(end.epochs)) == (2, 5)
    assert len(all_events(config(epochs=3, patience=3))[-1].epochs) == 3


# Steering


def test_changed_weights_and_noise_act_at_the_very_next_batch() -> None:
    run = config(objective=Objective(l1=0.001))

    def steer(event: Event) -> Controls | None:
        if isinstance(event, Step) and event.step == 3:
            return Controls(0.01, objective=Objective(l1=0.01, l2=0.5), noise=Noise("gaussian", 0.5))
        return None

    steered, straight = (of_type(all_events(run, how), Step) for how in (steer, lambda _: None))
    assert [step.loss for step in steered[:3]] == [step.loss for step in straight[:3]]
    assert steered[3].terms["l1"] > 5 * straight[3].terms["l1"]
    assert "l2" in steered[3].terms
    assert "l2" not in straight[3].terms
    assert steered[3].terms["mse"] != straight[3].terms["mse"], "noise was added"


def test_losses_of_another_objective_are_not_compared() -> None:
    """A dearer objective is no worse network: the best epoch is looked for anew."""

    def dearer(event: Event) -> Controls | None:
        ended = isinstance(event, EpochEnded) and len(event.epochs) == 1
        return Controls(0.01, objective=Objective(l2=1.0)) if ended else None

    end = all_events(config(epochs=3), dearer)[-1]
    assert end.epochs[0].validation < min(result.validation for result in end.epochs[1:])
    assert end.best_epoch == 3


def test_the_terms_of_an_epoch_are_means_over_its_images_and_sum_up() -> None:
    run = config(
        model=ModelConfig((32,), 3, code_activation="sigmoid"), objective=Objective(kl_sparsity=0.01)
    )
    events = all_events(run)
    steps, sizes = of_type(events, Step), [64] * 6 + [16]
    for number, result in enumerate(events[-1].epochs):
        mine = steps[number * STEPS_PER_EPOCH : (number + 1) * STEPS_PER_EPOCH]
        for name in ("mse", "kl_sparsity"):
            mean = np.average([step.terms[name] for step in mine], weights=sizes)
            assert result.terms[name] == pytest.approx(mean, rel=1e-6)
        assert result.train == pytest.approx(sum(result.terms.values()), rel=1e-9)
    assert all(step.loss == pytest.approx(sum(step.terms.values())) for step in steps)


@pytest.mark.parametrize(
    "choices",
    [
        {"noise": Noise("gaussian", 0.3)},
        {"model": ModelConfig((32,), 3, variational=True), "objective": Objective("bce", beta=1.0)},
        {"model": ModelConfig((32,), 3, classes=10), "objective": Objective(classifier=True)},
        {"model": ModelConfig((4,), 3, architecture="conv")},
        {"model": ModelConfig((8,), 3, architecture="recurrent"), "optimizer": "sgd", "schedule": "cosine"},
        {"model": ModelConfig((8,), 3, architecture="transformer", patch=7), "optimizer": "adamw"},
    ],
)
def test_the_same_choices_give_the_same_numbers_whatever_they_are(choices: dict[str, object]) -> None:
    state = torch.get_rng_state()
    first, second = all_events(config(**choices)), all_events(config(**choices))
    assert step_losses(first) == step_losses(second)
    assert [one.validation for one in first[-1].epochs] == [one.validation for one in second[-1].epochs]
    assert np.array_equal(weights(first[-1].model), weights(second[-1].model))
    assert torch.equal(torch.get_rng_state(), state)
    assert step_losses(first)[0] != step_losses(all_events(config(**choices, seed=1)))[0]


def test_a_run_that_goes_on_draws_the_noise_of_its_epoch() -> None:
    """Another noise than in the first, and the same as in a run that was never left."""
    run = config(epochs=2, noise=Noise("gaussian", 0.5), learning_rate=1e-8)
    whole = step_losses(all_events(run))
    assert whole[0] != whole[STEPS_PER_EPOCH]
    model = trainable_copy(network(run))
    assert step_losses(all_events(run, model=model)) == whole


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"objective": Objective(kl_sparsity=1.0)}, "expected the code activation sigmoid, got identity"),
        ({"objective": Objective(beta=1.0)}, "belongs to a variational code, got a plain one"),
        ({"objective": Objective(classifier=True)}, "A classifier needs classes to tell apart"),
        ({"model": ModelConfig(classes=10)}, "must learn them, by a classifier objective or after"),
        (
            {"model": ModelConfig(output="identity"), "objective": Objective("bce")},
            "expected the output sigmoid, got identity",
        ),
        ({"pretraining": 3}, "expected gaussian, masking or salt-pepper, as in masking:0.25, got none"),
        ({"pretraining": 3, "noise": Noise("affine", 0.1)}, "salt-pepper, as in masking:0.25, got affine"),
        (
            {
                "pretraining": 3,
                "noise": Noise("masking", 0.1),
                "model": ModelConfig((8,), architecture="conv"),
            },
            "the layers of a dense autoencoder one by one, got a conv network",
        ),
        ({"optimizer": "lion"}, "optimizer must be one of adam, adamw, sgd"),
        ({"schedule": "linear"}, "schedule must be one of constant, cosine, step"),
        ({"momentum": 1.0}, "momentum must be from 0 to 0.999"),
    ],
)
def test_contradictions_of_a_run_are_refused_where_they_are_made(
    choices: dict[str, object], told: str
) -> None:
    with pytest.raises(ConfigError) as refused:
        TrainingConfig(**choices)
    assert told in str(refused.value)


def test_a_classifier_of_other_classes_than_the_images_is_refused() -> None:
    run = config(model=ModelConfig((8,), 2, classes=3), objective=Objective(classifier=True))
    with pytest.raises(ConfigError, match="must tell the 10 classes of digits apart, got a network with 3"):
        all_events(run)
