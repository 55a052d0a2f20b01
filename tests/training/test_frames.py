"""Frames show the network of their step, as often as is wanted and affordable."""

import numpy as np
import pytest

from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import encode_images
from latentlab.training import camera as camera_module
from latentlab.training.config import Controls
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


def test_the_first_event_shows_the_untrained_codes() -> None:
    run = config()
    model = network(run)
    untrained = encode_images(model, IMAGES.flat[SAMPLE])
    frame = next(train(model, IMAGES, SPLIT, run, SAMPLE))
    assert isinstance(frame, Frame)
    assert (frame.step, frame.epoch, frame.losses.shape, frame.epochs) == (0, 0, (0,), ())
    assert np.array_equal(frame.latents, untrained)


def test_without_a_sample_there_are_no_frames() -> None:
    assert [type(event) for event in all_events(config())] == (
        ([Step] * STEPS_PER_EPOCH + [EpochEnded]) * 2 + [Finished]
    )


def test_each_frame_shows_the_network_of_its_step() -> None:
    """And goes on showing it, whatever is learnt afterwards."""
    run = config()
    model = network(run)
    live = [(event, weights(model)) for event in train(model, IMAGES, SPLIT, run, SAMPLE, None, EVERY_STEP)]
    frames = [(event, then) for event, then in live if isinstance(event, Frame)][:-1]
    assert [frame.step for frame, _ in frames] == list(range(2 * STEPS_PER_EPOCH + 1))
    losses = np.float32(step_losses(event for event, _ in live))
    for frame, then in frames:
        assert np.array_equal(weights(frame.model), then)
        assert np.array_equal(frame.latents, encode_images(frame.model, IMAGES.flat[SAMPLE[:30]]))
        assert np.array_equal(frame.losses, losses[: frame.step])
        # the last batch of an epoch is learnt before the epoch is measured, and ends it all the same
        assert frame.epoch == pytest.approx(min(frame.step * 64, 400) / 400 if frame.step <= 7 else
                                            1 + min((frame.step - 7) * 64, 400) / 400)  # fmt: skip
        assert not any(parameter.requires_grad for parameter in frame.model.parameters())


def test_the_losses_of_a_frame_can_only_be_read() -> None:
    for frame in of_type(all_events(config(), sample=SAMPLE, controls=EVERY_STEP), Frame):
        with pytest.raises(ValueError, match="read-only"):
            frame.losses[:] = 0


def test_a_frames_losses_outlive_the_growth_of_the_log() -> None:
    """The log's buffer is replaced at 1,024 steps; frames from before keep theirs."""
    loop = train(
        network(config()), IMAGES, SPLIT, config(batch_size=1, epochs=4), SAMPLE, None, Controls(0.01)
    )
    kept, at_the_time, losses = [], [], []
    for event in loop:
        if isinstance(event, Step):
            losses.append(event.loss)
        if isinstance(event, Frame):
            kept.append(event.losses)
            at_the_time.append(event.losses.copy())
    assert len(losses) == 1_600
    assert all(map(np.array_equal, kept, at_the_time))
    assert np.array_equal(kept[-1], np.float32(losses))


def test_without_a_preview_no_frame_comes_on_the_way() -> None:
    controls = Controls(0.01, frame_every_s=0.0, preview=0)
    frames = of_type(all_events(config(), sample=SAMPLE, controls=controls), Frame)
    assert [frame.step for frame in frames] == [0, 2 * STEPS_PER_EPOCH]
    assert [frame.latents.shape for frame in frames] == [(0, 3), (0, 3)]


class Clock:
    """Time that passes only when a test says so."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def watched_steps(
    monkeypatch: pytest.MonkeyPatch, controls: Controls, frame_s: float
) -> tuple[list[float], float]:
    """When frames came, and how long it all took, with steps of 0.1 s and frames of `frame_s`."""
    clock = Clock()
    encode = camera_module.encode_images

    def slow_encode(model: Autoencoder, images: np.ndarray) -> np.ndarray:
        clock.now_s += frame_s
        return encode(model, images)

    monkeypatch.setattr(camera_module, "perf_counter", clock)
    monkeypatch.setattr(camera_module, "encode_images", slow_encode)
    moments = []

    def pass_time(event: Event) -> None:
        if isinstance(event, Step):
            clock.now_s += 0.1
        if isinstance(event, Frame):
            moments.append(clock.now_s)

    all_events(config(epochs=30), pass_time, sample=SAMPLE, controls=controls)
    return moments[:-1], clock.now_s - frame_s  # the last one comes after the work


@pytest.mark.parametrize("share", [0.04, 0.25, 0.5])
def test_frames_take_no_more_than_their_share_of_the_time(
    monkeypatch: pytest.MonkeyPatch, share: float
) -> None:
    controls = Controls(0.01, frame_every_s=0.0, frame_share=share, preview=30)
    moments, total_s = watched_steps(monkeypatch, controls, frame_s=0.5)
    spent_s = 0.5 * len(moments)
    assert spent_s <= share * total_s + 0.5
    assert spent_s >= 0.7 * share * total_s, "what may be shown is shown"


def test_frames_come_no_oftener_than_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    moments, _ = watched_steps(monkeypatch, Controls(0.01, frame_every_s=0.95, preview=30), frame_s=0.01)
    gaps = np.diff(moments)
    assert len(gaps) >= 15
    assert gaps.min() >= 0.95
    assert gaps.max() < 0.95 + 0.11 + 0.01
