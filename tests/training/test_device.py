"""A run on another device, and what becomes of it when that device fails.

There is none on most machines that run tests. One stand-in has its tensors in main memory and fails when it
is told to; the other is torch's "meta", from which no value can ever be read again.
"""

from collections.abc import Callable

import numpy as np
import pytest
import torch

from latentlab.errors import ConfigError
from latentlab.models.config import DEFAULT_HIDDEN, ModelConfig
from latentlab.models.noise import Noise
from latentlab.training import device as device_module
from latentlab.training import workplace as place_module
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.device import CPU, Device, device_names, find_device, require_device
from latentlab.training.events import DeviceLost, Event, Finished, Frame, Step
from latentlab.training.loss import Loss
from latentlab.training.objective import Objective
from latentlab.training.run import sum_of
from latentlab.training.trainer import train
from latentlab.training.workplace import Workplace
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

STANDIN = Device("cuda", torch.device("cpu"))
DEAD = Device("cuda", torch.device("meta"))
OUT_OF_MEMORY = "CUDA out of memory. Tried to allocate 2.00 GiB.\nGPU 0 has a total capacity of 1 GiB."


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Callable[[Device], None]:
    """Puts a device into this computer."""

    def put_in(device: Device) -> None:
        monkeypatch.setattr(
            place_module, "find_device", lambda name: device if name in ("auto", device.name) else CPU
        )

    return put_in


@pytest.fixture
def fail(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Lets the network's loss fail once, the so-manieth time that it is asked for."""

    def fail_at(number: int, error: Exception) -> None:
        asked, terms = 0, Loss.terms

        def counted(self: Loss, *arguments: object) -> object:
            nonlocal asked
            asked += 1
            if asked == number:
                raise error
            return terms(self, *arguments)

        monkeypatch.setattr(Loss, "terms", counted)

    return fail_at


def is_same(one: Event, other: Event) -> bool:
    assert isinstance(one, Finished)
    assert isinstance(other, Finished)
    return (
        np.array_equal(one.losses, other.losses)
        and np.array_equal(weights(one.model), weights(other.model))
        and one.test_mse == other.test_mse
    )


def test_a_device_changes_nothing_that_a_run_tells(offer) -> None:
    alone = all_events(config(), sample=SAMPLE, controls=EVERY_STEP)
    offer(STANDIN)
    moved = all_events(config(), sample=SAMPLE, controls=EVERY_STEP)
    assert [type(event) for event in moved] == [type(event) for event in alone]
    np.testing.assert_allclose(step_losses(moved), step_losses(alone), rtol=1e-6)
    assert (alone[-1].device, moved[-1].device) == ("cpu", "cuda")


@pytest.mark.parametrize("optimizer", ["adam", "adamw", "sgd"])
@pytest.mark.parametrize("number", [1, 2, 9, 3 * STEPS_PER_EPOCH])
def test_out_of_memory_is_told_and_costs_nothing(offer, fail, number: int, optimizer: str) -> None:
    """The same weights, the same epoch, the same state of the optimizer: the very same numbers follow."""
    run = config(epochs=3, optimizer=optimizer, objective=Objective(l2=1e-4, weight_decay=1e-4))
    undisturbed = all_events(run)
    offer(STANDIN)
    fail(number, torch.OutOfMemoryError(OUT_OF_MEMORY))
    events = all_events(run, sample=SAMPLE)
    (lost,) = of_type(events, DeviceLost)
    assert lost == DeviceLost("cuda", "CUDA out of memory. Tried to allocate 2.00 GiB", True)
    assert is_same(events[-1], undisturbed[-1])
    assert events[-1].device == "cpu"


def test_a_device_from_which_nothing_can_be_read_leaves_the_weights_kept_of_it(offer) -> None:
    """It dies in its first step, with the weights on it: the run begins again in main memory, unasked."""
    undisturbed = all_events(config())
    offer(DEAD)
    events = all_events(config(), sample=SAMPLE, controls=Controls(0.01, preview=0))
    (lost,) = of_type(events, DeviceLost)
    assert not lost.is_whole
    assert is_same(events[-1], undisturbed[-1])


def test_a_frame_of_a_dead_device_is_taken_in_main_memory(offer) -> None:
    offer(DEAD)
    events = all_events(config(epochs=1), sample=SAMPLE, controls=EVERY_STEP)
    first = next(event for event in events if isinstance(event, Frame))
    assert np.array_equal(weights(first.model), weights(network(config())))


def test_a_device_that_dies_later_costs_some_batches_but_not_the_run(
    offer, fail, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With weights and optimizer of one moment, which is at most 50 batches ago."""
    offer(STANDIN)
    run = config(batch_size=8, learning_rate=1e-3)
    model = network(run)
    put_on, kept = place_module.put_on, []

    def unreadable(net, device, values=None) -> None:
        if device == CPU and values is None:
            raise RuntimeError("CUDA error: unspecified launch failure")
        put_on(net, device, values)
        kept.append(weights(model))

    monkeypatch.setattr(place_module, "put_on", unreadable)
    at: list[np.ndarray] = []

    def note(event: Event) -> None:
        if isinstance(event, Step):
            at.append(weights(model))
            assert np.isfinite(at[-1]).all()

    fail(61, RuntimeError("CUDA error: unspecified launch failure"))
    monkeypatch.setattr(Workplace, "use", only_to_the_device(Workplace.use))
    events = all_events(run, note, model=model)
    (lost,) = of_type(events, DeviceLost)
    assert (lost.reason, lost.is_whole) == ("CUDA error: unspecified launch failure", False)
    assert np.array_equal(kept[-1], at[49]), "the weights that the guard looked at last"
    assert len(of_type(events, Step)) == 2 * 50
    assert isinstance(events[-1], Finished)


def only_to_the_device(use):
    def begun(self, name: str) -> None:
        if name != "cpu":
            use(self, name)

    return begun


def test_too_little_memory_from_the_start_is_told_first(offer, monkeypatch: pytest.MonkeyPatch) -> None:
    offer(STANDIN)
    put_on = place_module.put_on

    def full(net, device, values=None) -> None:
        if device == STANDIN:
            raise torch.OutOfMemoryError(OUT_OF_MEMORY)
        put_on(net, device, values)

    monkeypatch.setattr(place_module, "put_on", full)
    events = all_events(config(), sample=SAMPLE)
    assert isinstance(events[0], DeviceLost)
    assert events[0].is_whole
    assert len(of_type(events, Step)) == 2 * STEPS_PER_EPOCH


def test_an_error_in_main_memory_is_nobody_elses(fail) -> None:
    fail(5, RuntimeError("a bug"))
    with pytest.raises(RuntimeError, match="a bug"):
        all_events(config(objective=Objective(l2=1e-4)))


def test_stacked_training_survives_a_device_too(offer) -> None:
    model = ModelConfig((16,), 3, classes=10)
    run = config(model=model, noise=Noise("masking", 0.25), pretraining=2, epochs=1)
    undisturbed = all_events(run)
    offer(DEAD)
    events = all_events(run)
    assert len(of_type(events, DeviceLost)) == 1
    assert is_same(events[-1], undisturbed[-1])


def test_a_run_may_change_its_device_on_the_way(offer) -> None:
    """To the stand-in and back: the numbers go on as if nothing were."""
    run = config(device="cpu", schedule="cosine")
    undisturbed = all_events(run)
    offer(STANDIN)
    places = {3: "cuda", 9: "cpu"}

    def steer(event: Event) -> Controls | None:
        is_time = isinstance(event, Step) and event.step in places
        return Controls(0.01, device=places[event.step]) if is_time else None

    events = all_events(run, steer)
    assert is_same(events[-1], undisturbed[-1])


def test_the_callers_network_is_in_main_memory_when_a_run_is_left(
    offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer(STANDIN)
    model = network(config())
    moved, put_on = [], place_module.put_on

    def noted(net, device, values=None) -> None:
        moved.append(device)
        put_on(net, device, values)

    monkeypatch.setattr(place_module, "put_on", noted)
    loop = train(model, IMAGES, SPLIT, config())
    next(loop)
    loop.close()
    assert moved == [STANDIN, CPU]


@pytest.mark.parametrize(
    ("architecture", "choices", "objective"),
    [
        ("dense", {"tied": True}, Objective(l1=0.1, l2=0.1, weight_decay=0.1)),
        ("dense", {"code_activation": "sigmoid"}, Objective("bce", kl_sparsity=0.1)),
        ("dense", {"classes": 10}, Objective(classifier=True)),
        ("conv", {}, Objective()),
        ("recurrent", {}, Objective()),
        ("recurrent", {"cell": "lstm"}, Objective()),
        ("transformer", {}, Objective()),
        ("transformer", {"patch": 7}, Objective()),
    ],
)
def test_every_network_and_term_stays_on_one_device(
    architecture: str, choices: dict, objective: Objective
) -> None:
    """Torch refuses to mix tensors of two devices, "meta" among them."""
    model = ModelConfig(DEFAULT_HIDDEN[architecture], 4, architecture=architecture, **choices)
    net = network(config(model=model, objective=objective)).to("meta")
    x = torch.rand((8, 784), device="meta")
    labels = torch.zeros(8, dtype=torch.long, device="meta") if objective.classifier else None
    loss = Loss((28, 28), objective, Noise(), decays=True)
    sum_of(loss.terms(net, x, labels, torch.Generator())).backward()
    assert all(one.grad is None or one.grad.device.type == "meta" for one in net.parameters())


# What is there


def test_the_best_device_that_is_there_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    for names, chosen in ((("cuda", "cpu"), "cuda"), (("mps", "cpu"), "mps"), (("cpu",), "cpu")):
        monkeypatch.setattr(device_module, "device_names", lambda names=names: names)
        assert find_device("auto").name == chosen
        assert find_device("cpu").name == "cpu"
        require_device("auto")
        for name in ("cuda", "mps"):
            assert find_device(name).name == (name if name in names else "cpu")
            if name not in names:
                with pytest.raises(ConfigError, match=f"got {name}"):
                    require_device(name)


def test_the_cpu_is_always_there_and_nothing_is_complained_about() -> None:
    assert device_names()[-1] == "cpu"
    assert TrainingConfig().device == "auto"
    with pytest.raises(ConfigError, match="device must be one of auto, cpu, cuda, mps, got gpu"):
        TrainingConfig(device="gpu")
    with pytest.raises(ConfigError, match="device must be one of auto, cpu, cuda, mps, got gpu"):
        Controls(device="gpu")
