"""Stacked training: layer by layer, then the whole, then the classes, each stage told and each by itself."""

import numpy as np
import pytest
import torch

from latentlab.models.coding import encode_images
from latentlab.models.config import ModelConfig
from latentlab.models.noise import Noise
from latentlab.models.restore import kept_weights
from latentlab.training.events import EpochEnded, Event, Finished, Frame, Stage, Step
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

RUN = config(
    model=ModelConfig((32, 16), 4, classes=10), noise=Noise("masking", 0.25), epochs=3, pretraining=2
)
LAYERS = {1: ("encoder.0", "decoder.4"), 2: ("encoder.2", "decoder.2"), 3: ("encoder.4", "decoder.0")}


def test_the_stages_come_in_their_order_and_tell_how_far_they_are() -> None:
    events = all_events(RUN)
    told = [(s.number, s.count, s.name, s.epoch, s.epochs) for s in of_type(events, Stage)]
    layers = [(layer, 5, f"layer {layer}", epoch, 2) for layer in (1, 2, 3) for epoch in range(3)]
    classes = [(5, 5, "classifier", epoch, 2) for epoch in range(3)]
    assert told == [*layers, (4, 5, "fine-tuning", 0, 3), (4, 5, "fine-tuning", 3, 3), *classes]
    for stage in of_type(events, Stage):
        assert (stage.loss is None) == (stage.epoch == 0)
        assert [one.number for one in stage.over] == list(range(1, stage.number))
        assert all(one.epoch == one.epochs for one in stage.over)
    steps = of_type(events, Step)
    assert [s.stage for s in steps[::STEPS_PER_EPOCH]] == (
        ["layer 1"] * 2 + ["layer 2"] * 2 + ["layer 3"] * 2 + [""] * 3 + ["classifier"] * 2
    )
    assert len(events[-1].losses) == 3 * STEPS_PER_EPOCH, "only the whole network counts its batches"
    assert len(of_type(events, EpochEnded)) == 3


def test_fine_tuning_tells_what_it_made_of_the_layers() -> None:
    """The validation loss of the whole network before it, and the best one after."""
    events = all_events(RUN)
    begun, after = (stage for stage in of_type(events, Stage) if stage.name == "fine-tuning")
    assert begun.before == after.before
    assert begun.validation is None
    assert after.validation == min(result.validation for result in events[-1].epochs)
    assert after.validation < after.before < 0.25
    assert after.loss == events[-1].epochs[-1].train
    others = [stage for stage in of_type(events, Stage) if stage.name != "fine-tuning"]
    assert not any(stage.validation or stage.before for stage in others)
    assert {stage.layers for stage in others} == {3}


def test_each_stage_changes_its_own_weights_and_learns() -> None:
    model = network(RUN)
    before, stages = kept_weights(model), []

    def note(event: Event) -> None:
        nonlocal before
        if isinstance(event, Stage):
            now = kept_weights(model)
            changed = {name.rpartition(".")[0] for name in now if not np.array_equal(now[name], before[name])}
            stages.append((event, changed))
            before = now

    all_events(RUN, note, model=model)
    by_layer: dict[int, set[str]] = {}
    for stage, changed in stages:
        if stage.number in LAYERS:
            by_layer.setdefault(stage.number, set()).update(changed if stage.epoch else set())
    assert by_layer == {number: set(names) for number, names in LAYERS.items()}
    for number in (1, 2, 3, 5):
        losses = [s.loss for s, _ in stages if s.number == number and s.epoch]
        assert losses[-1] < losses[0], number


def test_the_classifier_is_taught_on_a_finished_code() -> None:
    """It tells classes better than chance, and neither codes nor images notice."""
    end = all_events(RUN)[-1]
    without = all_events(config(model=ModelConfig((32, 16), 4), noise=RUN.noise, epochs=3, pretraining=2))[-1]
    assert isinstance(end, Finished)
    codes = [encode_images(finished.model, IMAGES.flat) for finished in (end, without)]
    assert np.array_equal(*codes)
    assert end.test_mse == without.test_mse
    with torch.no_grad():
        told = end.model.classify(torch.from_numpy(codes[0])).argmax(dim=1).numpy()
    assert (told == IMAGES.labels)[SPLIT.test].mean() > 0.2
    assert without.model.classifier is None


def test_a_stacked_run_is_repeatable_and_frames_do_not_disturb_it() -> None:
    alone = all_events(RUN)
    watched = all_events(RUN, sample=SAMPLE, controls=EVERY_STEP)
    assert step_losses(alone) == step_losses(watched)
    assert np.array_equal(weights(alone[-1].model), weights(watched[-1].model))
    in_stages = watched[: watched.index(of_type(watched, EpochEnded)[0])]
    assert sum(isinstance(event, Frame) for event in in_stages) > 6 * STEPS_PER_EPOCH


def test_pretraining_begins_the_whole_nearer_to_its_goal() -> None:
    model = ModelConfig((32, 16), 4)
    stacked = all_events(config(model=model, noise=RUN.noise, epochs=1, pretraining=4))
    straight = all_events(config(model=model, noise=RUN.noise, epochs=1))
    first = next(step.loss for step in of_type(stacked, Step) if not step.stage)
    assert first < 0.8 * step_losses(straight)[0]


@pytest.mark.parametrize("kind", ["gaussian", "salt-pepper"])
def test_other_noises_stack_as_well(kind: str) -> None:
    end = all_events(config(model=ModelConfig((16,), 3), noise=Noise(kind, 0.2), epochs=1, pretraining=1))[-1]
    assert end.model.is_finite


def test_tied_weights_stack_as_well() -> None:
    run = config(model=ModelConfig((16,), 3, tied=True), noise=RUN.noise, epochs=1, pretraining=1)
    assert all_events(run)[-1].test_mse < 0.11
