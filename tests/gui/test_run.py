"""A run in the workspace: play, pause, step, rewind, seed, pace."""

import numpy as np
import pytest

from latentlab.gui.pace import FULL_SPEED, SINGLE_STEPS, Pace
from latentlab.models.config import ModelConfig
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Frame
from tests.gui.conftest import PATIENCE_MS


def weights(frame: Frame) -> np.ndarray:
    return np.concatenate([p.detach().numpy().ravel() for p in frame.model.parameters()])


@pytest.fixture
def run(workspace, qtbot):
    """A run at its initial weights, six epochs ahead of it."""
    with qtbot.waitSignal(workspace.run.frame_changed, timeout=PATIENCE_MS):
        workspace.build(TrainingConfig(epochs=6, threads=1))
    return workspace.run


def test_a_new_network_shows_its_initial_codes_and_waits(run):
    assert run.frame.step == 0
    assert not run.is_running
    assert len(run.frame.latents) == 5_000


def test_a_single_step_learns_one_batch_and_shows_it(run, qtbot):
    before = weights(run.frame)
    for step in (1, 2, 3):
        with qtbot.waitSignal(run.frame_changed, timeout=PATIENCE_MS):
            run.step()
        assert run.frame.step == step
        assert not run.is_running
    assert not np.array_equal(before, weights(run.frame))


def test_rewinding_brings_the_same_initial_weights_back(run, workspace, qtbot):
    before = weights(run.frame)
    with qtbot.waitSignal(run.frame_changed, timeout=PATIENCE_MS):
        run.step()
    with qtbot.waitSignal(run.frame_changed, timeout=PATIENCE_MS):
        workspace.rewind()
    assert run.frame.step == 0
    assert np.array_equal(before, weights(run.frame))


def test_a_new_seed_brings_other_initial_weights(run, workspace, qtbot):
    before = weights(run.frame)
    with qtbot.waitSignal(run.frame_changed, timeout=PATIENCE_MS):
        workspace.new_seed()
    assert run.config.seed == 1
    assert not np.array_equal(before, weights(run.frame))


def test_playing_ends_with_the_best_weights_tested_once(run, workspace, qtbot):
    tested = []
    workspace.finished.connect(tested.append)
    workspace.run.set_pace(FULL_SPEED)
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS):
        workspace.play_or_pause()
    assert len(tested) == 1
    assert run.is_finished
    assert np.array_equal(weights(run.frame), weights(tested[0]))
    assert workspace.is_unsaved


def test_a_finished_run_shows_all_points(run, workspace, qtbot):
    workspace.run.set_pace(FULL_SPEED)
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS):
        workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(run.frame.latents) == 5_000, timeout=PATIENCE_MS)
    assert run.is_finished


def test_the_same_seed_gives_the_same_run_whatever_is_watched(run, workspace, qtbot):
    results = []
    for pace in (FULL_SPEED, Pace()):
        workspace.run.set_pace(pace)
        with qtbot.waitSignal(run.frame_changed, timeout=PATIENCE_MS):
            workspace.rewind()
        with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS) as ended:
            workspace.play_or_pause()
        results.append((ended.args[0].test_mse, weights(run.frame)))
    assert results[0][0] == results[1][0]
    assert np.array_equal(results[0][1], results[1][1])


def test_pausing_shows_all_points_with_the_newest_weights(run, workspace, qtbot):
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: run.frame.step > 0, timeout=PATIENCE_MS)
    assert len(run.frame.latents) == 2_000
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(run.frame.latents) == 5_000, timeout=PATIENCE_MS)
    assert not run.is_running
    step = run.frame.step
    with qtbot.waitSignal(run.frame_changed, timeout=PATIENCE_MS):
        run.step()
    assert run.frame.step == step + 1


def test_playing_at_the_end_starts_again_from_the_initial_weights(run, workspace, qtbot):
    workspace.run.set_pace(FULL_SPEED)
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS):
        workspace.play_or_pause()
    steps = []
    run.frame_changed.connect(lambda frame: steps.append(frame.step))
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS):
        workspace.play_or_pause()
    assert steps[0] == 0


def test_more_epochs_let_a_finished_run_go_on(run, workspace, qtbot):
    workspace.run.set_pace(FULL_SPEED)
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS):
        workspace.play_or_pause()
    steps = run.frame.step
    run.set_epochs(8)
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS):
        workspace.play_or_pause()
    assert len(run.frame.epochs) == 8
    assert run.frame.step == steps * 8 // 6


def test_single_steps_as_a_pace_pause_the_run(run, workspace, qtbot):
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: run.frame.step > 0, timeout=PATIENCE_MS)
    workspace.run.set_pace(SINGLE_STEPS)
    qtbot.waitUntil(lambda: not run.is_running and len(run.frame.latents) == 5_000, timeout=PATIENCE_MS)


def test_every_slow_step_is_shown(run, workspace, qtbot):
    workspace.run.set_pace(Pace(5.0))
    steps = []
    run.frame_changed.connect(lambda frame: steps.append(frame.step))
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(steps) >= 6, timeout=PATIENCE_MS)
    assert np.median(np.diff(steps)) == 1  # a machine that halts for a moment may miss one


def test_an_exploding_learning_rate_stops_the_run_and_keeps_the_last_good_frame(run, workspace, qtbot):
    errors = []
    workspace.failed.connect(errors.append)
    # linear to its output, so that nothing holds the numbers back on any machine
    model = ModelConfig((256, 256, 256), 8, activation="identity", output="identity")
    workspace.build(TrainingConfig(model, epochs=9, learning_rate=10.0))
    qtbot.waitUntil(lambda: run.frame is not None, timeout=PATIENCE_MS)
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: bool(errors), timeout=PATIENCE_MS)
    assert "learning rate" in str(errors[0])
    assert not run.is_running
    assert np.isfinite(weights(run.frame)).all()
    qtbot.waitUntil(lambda: len(run.frame.latents) == 5_000, timeout=PATIENCE_MS)


def test_a_run_that_went_astray_plays_on_at_a_smaller_rate(run, workspace, qtbot):
    """From the last good weights, with the batches that were left; decoder and map stay of use meanwhile."""
    run.set_epochs(200)
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: run.frame.step > 150, timeout=PATIENCE_MS)
    with qtbot.waitSignal(workspace.failed, timeout=PATIENCE_MS):
        run.set_learning_rate(10.0)
    kept = run.frame.step
    assert kept >= 100
    assert len(run.frame.losses) == kept
    assert workspace.is_unsaved
    workspace.decoding.jumps.reset()
    assert workspace.selector.selection.image is not None
    run.set_learning_rate(1e-3)
    epochs = len(run.frame.epochs) + 2
    run.set_epochs(epochs)
    workspace.run.set_pace(FULL_SPEED)
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS) as ended:
        workspace.play_or_pause()
    assert len(ended.args[0].losses) == epochs * run.batches_per_epoch
    assert ended.args[0].test_mse < 0.06


def test_a_run_that_went_astray_is_rewound(run, workspace, qtbot):
    before = weights(run.frame)
    run.set_learning_rate(10.0)
    with qtbot.waitSignal(workspace.failed, timeout=PATIENCE_MS):
        workspace.play_or_pause()
    with qtbot.waitSignal(run.frame_changed, timeout=PATIENCE_MS):
        workspace.rewind()
    assert np.array_equal(before, weights(run.frame))
    assert not run.is_astray
