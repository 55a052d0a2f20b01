"""The training loop keeps its promises: same numbers, honest losses, steering that acts at once."""

import math
import threading

import numpy as np
import pytest
import torch
from torch import nn

from latentlab.data.digits import open_digits
from latentlab.data.image_set import ImageSet
from latentlab.data.split import Split, split_images
from latentlab.errors import ConfigError, DivergedError
from latentlab.latent.probe import pca_test_mse
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import reconstruction_error, trainable_copy
from latentlab.models.config import ModelConfig
from latentlab.training import run as run_module
from latentlab.training import trainer as trainer_module
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import EpochEnded, Event, Finished, Frame, Step
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

# An independent loop, as a textbook writes it


class PlainLoop:
    """Textbook PyTorch on the batches that the trainer was seen to use."""

    def __init__(self, model: Autoencoder, rate: float) -> None:
        first, code, back, last = (m for m in model.modules() if isinstance(m, nn.Linear))
        self.net = nn.Sequential(
            nn.Linear(784, 32), nn.ReLU(), nn.Linear(32, 3), nn.Linear(3, 32), nn.ReLU(), nn.Linear(32, 784),
            nn.Sigmoid(),
        )  # fmt: skip
        with torch.no_grad():
            for ours, theirs in zip((0, 2, 3, 5), (first, code, back, last), strict=True):
                self.net[ours].weight.copy_(theirs.weight)
                self.net[ours].bias.copy_(theirs.bias)
        self.optimizer = torch.optim.Adam(self.net.parameters(), lr=rate, fused=False, foreach=False)

    def learn(self, x: torch.Tensor, rate: float | None = None) -> float:
        if rate is not None:
            self.optimizer.param_groups[0]["lr"] = rate
        loss = (self.net(x) - x).square().mean()
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        return float(loss.detach())

    def error(self, part: np.ndarray) -> float:
        x = torch.tensor(IMAGES.flat[part] / 255, dtype=torch.float32)
        with torch.no_grad():
            return float((self.net(x) - x).square().mean())


def test_the_loop_is_the_textbooks(batches: list[torch.Tensor]) -> None:
    """Two epochs give the losses, the validation and the test error of plain PyTorch on the same batches."""
    run = config()
    plain = PlainLoop(network(run), run.learning_rate)
    events = all_events(run, sample=SAMPLE, controls=EVERY_STEP)
    expected, validation = [], []
    for number, batch in enumerate(batches, 1):
        expected.append(plain.learn(batch))
        if number % STEPS_PER_EPOCH == 0:
            validation.append(plain.error(SPLIT.validation))
    assert step_losses(events) == pytest.approx(expected, rel=2e-4)
    end = events[-1]
    assert isinstance(end, Finished)
    assert [result.validation for result in end.epochs] == pytest.approx(validation, rel=2e-4)
    assert end.best_epoch == 2
    assert end.test_mse == pytest.approx(plain.error(SPLIT.test), rel=2e-4)


def test_every_epoch_meets_every_training_image_once_in_another_order(batches: list[torch.Tensor]) -> None:
    all_events(config())
    assert [len(batch) for batch in batches[:STEPS_PER_EPOCH]] == [64] * 6 + [16]
    train_images = IMAGES.flat[SPLIT.train].astype(np.float32) / 255
    first, second = (
        torch.cat(batches[start : start + STEPS_PER_EPOCH]).numpy() for start in (0, STEPS_PER_EPOCH)
    )
    rows = [sorted(map(bytes, part)) for part in (train_images, first, second)]
    assert rows[0] == rows[1] == rows[2]
    assert not np.array_equal(first, second)
    assert not np.array_equal(first, train_images)


def test_a_changed_learning_rate_acts_at_the_very_next_batch(batches: list[torch.Tensor]) -> None:
    run = config()
    rates = {4: 0.02, 9: 1e-4}
    plain = PlainLoop(network(run), run.learning_rate)

    def steer(event: Event) -> Controls | None:
        return Controls(rates[event.step]) if isinstance(event, Step) and event.step in rates else None

    events = all_events(run, steer)
    expected = [plain.learn(batch, rates.get(step)) for step, batch in enumerate(batches)]
    assert step_losses(events) == pytest.approx(expected, rel=1e-3)
    untouched = step_losses(all_events(run))
    assert step_losses(events)[:5] == untouched[:5], "batch 5 was learnt from, but measured before that"
    assert step_losses(events)[5] != untouched[5]


def test_controls_at_the_start_act_at_the_first_batch() -> None:
    steered = step_losses(all_events(config(learning_rate=1e-3), controls=Controls(0.01)))
    assert steered == step_losses(all_events(config(learning_rate=0.01)))


def test_the_training_loss_of_an_epoch_is_the_mean_over_its_images() -> None:
    """The last batch is smaller than the others, and counts as much less."""
    events = all_events(config())
    losses = np.reshape(step_losses(events), (2, STEPS_PER_EPOCH))
    means = np.average(losses, axis=1, weights=[64] * 6 + [16])
    assert [result.train for result in events[-1].epochs] == pytest.approx(means, rel=1e-6)


# Same numbers


def test_the_same_choices_give_the_same_numbers() -> None:
    first, second = all_events(config()), all_events(config())
    assert step_losses(first) == step_losses(second)
    assert np.array_equal(weights(first[-1].model), weights(second[-1].model))
    assert first[-1].test_mse == second[-1].test_mse


def test_another_seed_gives_other_numbers() -> None:
    model = network(config())
    first, second = (all_events(config(seed=seed), model=trainable_copy(model)) for seed in (0, 1))
    assert step_losses(first)[0] != step_losses(second)[0], "the same weights met the same first batch"


@pytest.mark.parametrize(
    "controls",
    [None, EVERY_STEP, Controls(0.01, preview=0), Controls(0.01, frame_every_s=0.01, frame_share=0.04)],
)
def test_frames_never_touch_the_numbers_of_a_run(controls: Controls | None) -> None:
    alone = all_events(config())
    watched = all_events(config(), sample=SAMPLE, controls=controls)
    assert step_losses(alone) == step_losses(watched)
    assert np.array_equal(weights(alone[-1].model), weights(watched[-1].model))
    assert alone[-1].test_mse == watched[-1].test_mse


def test_a_run_neither_reads_nor_moves_the_global_random_states() -> None:
    results = []
    for seed in (1, 2):
        torch.manual_seed(seed)
        np.random.seed(seed)
        before = torch.get_rng_state(), np.random.get_state()[1].copy()
        results.append(all_events(config(), sample=SAMPLE, controls=EVERY_STEP))
        assert torch.equal(torch.get_rng_state(), before[0])
        assert np.array_equal(np.random.get_state()[1], before[1])
    assert step_losses(results[0]) == step_losses(results[1])


def test_a_run_given_up_half_way_leaves_nothing_behind() -> None:
    torch_state, numpy_state = torch.get_rng_state(), np.random.get_state()[1].copy()
    threads = set(threading.enumerate())
    model = network(config())
    loop = train(model, IMAGES, SPLIT, config(), SAMPLE)
    for event in loop:
        if isinstance(event, Step) and event.step == STEPS_PER_EPOCH + 3:
            break
    loop.close()
    left = weights(model)
    with pytest.raises(StopIteration):
        next(loop)
    assert np.array_equal(weights(model), left)
    assert torch.equal(torch.get_rng_state(), torch_state)
    assert np.array_equal(np.random.get_state()[1], numpy_state)
    assert set(threading.enumerate()) == threads
    assert torch.is_grad_enabled()


# The end of a run


def test_the_best_weights_on_validation_are_tested_and_the_test_images_are_met_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A rate that is much too high half way makes the last epochs worse than an early one."""
    met: list[tuple[np.ndarray, np.ndarray]] = []

    def spy(model: Autoencoder, images: np.ndarray) -> np.ndarray:
        met.append((weights(model), images.copy()))
        return reconstruction_error(model, images)

    monkeypatch.setattr(trainer_module, "reconstruction_error", spy)
    monkeypatch.setattr(run_module, "reconstruction_error", spy)
    run = config(epochs=5)
    spoilt = 3 * STEPS_PER_EPOCH

    def steer(event: Event) -> Controls | None:
        return Controls(0.5) if isinstance(event, Step) and event.step == spoilt else None

    events = all_events(run, steer, sample=SAMPLE)
    end, last_frame = events[-1], of_type(events, Frame)[-1]
    validation = [result.validation for result in end.epochs]
    assert min(validation[3:]) > validation[2], "the case is not the one that is meant"
    assert end.best_epoch == np.argmin(validation) + 1 == 3
    tested = [model for model, images in met if np.array_equal(images, IMAGES.flat[SPLIT.test])]
    validated = [model for model, images in met if np.array_equal(images, IMAGES.flat[SPLIT.validation])]
    assert len(tested) == 1
    assert len(tested) + len(validated) == len(met), "other images were met"
    assert np.array_equal(tested[0], validated[2])
    assert np.array_equal(weights(end.model), tested[0])
    assert np.array_equal(weights(last_frame.model), tested[0])
    assert end.test_mse == pytest.approx(reconstruction_error(end.model, IMAGES.flat[SPLIT.test]).mean())
    assert type(events[-2]) is Frame


def test_each_end_of_an_epoch_carries_all_epochs_so_far() -> None:
    events = all_events(config(epochs=3))
    for count, ended in enumerate(of_type(events, EpochEnded), 1):
        assert [result.epoch for result in ended.epochs] == list(range(1, count + 1))
        assert ended.epochs == events[-1].epochs[:count]
        assert all(result.seconds > 0 for result in ended.epochs)


# Runs at the edge


def test_a_loss_that_stops_being_a_number_ends_the_run_with_advice() -> None:
    wild = config(
        model=ModelConfig((256, 256, 256), 8, activation="identity", output="identity"),
        learning_rate=10,
        epochs=9,
    )
    with pytest.raises(DivergedError) as refused:
        all_events(wild)
    assert "learning rate of 10" in str(refused.value)
    assert "smaller learning rate" in str(refused.value)
    assert isinstance(refused.value.values["step"], int)
    assert issubclass(DivergedError, ConfigError)


def test_weights_that_stop_being_numbers_in_the_very_last_batch_are_no_result() -> None:
    """Its loss was measured before it was learnt; only the validation tells."""
    run = config(epochs=1, batch_size=1_000)
    model = network(run)
    for parameter in model.parameters():
        parameter.register_hook(lambda gradient: gradient * math.nan)
    with pytest.raises(ConfigError, match="must stay a number"):
        all_events(run, model=model)


def few(count: int) -> tuple[ImageSet, Split]:
    images = ImageSet("few", IMAGES.images[:count], IMAGES.labels[:count], IMAGES.classes)
    return images, split_images(images, 0)


@pytest.mark.parametrize("batch_size", [1, 2, 65_536])
def test_three_images_are_enough(batch_size: int) -> None:
    images, split = few(3)
    run = config(batch_size=batch_size, epochs=3)
    events = list(train(network(run), images, split, run, np.arange(3)))
    assert len(of_type(events, Step)) == 3
    assert math.isfinite(events[-1].test_mse)
    assert events[0].latents.shape == (3, 3)


@pytest.mark.parametrize(("hidden", "latent"), [((), 1), ((), 1_024), ((5, 4, 3), 1), ((16,), 1_024)])
def test_networks_of_every_shape_learn(hidden: tuple[int, ...], latent: int) -> None:
    run = config(model=ModelConfig(hidden, latent), epochs=3)
    events = all_events(run, sample=SAMPLE)
    assert events[0].latents.shape == (len(SAMPLE), latent)
    assert events[-1].epochs[-1].train < events[-1].epochs[0].train


def test_training_changes_no_image() -> None:
    before = IMAGES.images.copy()
    all_events(config(), sample=SAMPLE, controls=EVERY_STEP)
    assert np.array_equal(IMAGES.images, before)


def test_the_bundled_digits_are_learnt_better_than_pca_can() -> None:
    """The promise of the first page: 784-256-64-4 in 20 epochs, at most 0.037 and well below PCA."""
    images = open_digits()
    split = split_images(images, 0)
    run = TrainingConfig(ModelConfig((256, 64), 4), epochs=20, threads=1)
    end = list(train(network(run), images, split, run))[-1]
    plane = pca_test_mse(images.flat[split.train], images.flat[split.test], 4)
    assert end.test_mse <= 0.037
    assert end.test_mse < 0.85 * plane
