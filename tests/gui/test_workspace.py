"""The workspace: one selection, one frame, and files that come and go."""

import threading

import numpy as np
import pytest

from latentlab.errors import DataError, SessionError
from latentlab.gui.workspace import more_points
from latentlab.gui.workspace.encoding import encode_again
from latentlab.gui.workspace.run import PREVIEW
from latentlab.gui.workspace.warm_up import Ready
from latentlab.models.config import ModelConfig
from latentlab.session import load_session
from latentlab.training.config import TrainingConfig
from tests.gui.conftest import PATIENCE_MS


@pytest.fixture
def encode_late(monkeypatch) -> threading.Event:
    """More points are encoded only once this is set."""
    may_encode = threading.Event()

    def wait_and_encode(*arguments: object):
        assert may_encode.wait(60)
        yield from encode_again(*arguments)

    monkeypatch.setattr(more_points, "encode_again", wait_and_encode)
    return may_encode


def points_of(workspace) -> int:
    frame = workspace.run.frame
    return 0 if frame is None else len(frame.latents)


def test_the_session_that_comes_along_fills_map_and_decoder(workspace):
    assert workspace.map.layout is not None
    assert len(workspace.map.layout.points) == len(workspace.run.frame.latents) == 5_000
    assert workspace.selector.selection.image.shape == (28, 28)
    assert not workspace.is_unsaved


def test_a_loaded_point_brings_its_code_its_original_and_its_place(workspace):
    workspace.selector.select_row(17)
    chosen = workspace.selector.selection
    assert np.array_equal(chosen.z, workspace.run.frame.latents[17])
    assert np.array_equal(chosen.original, workspace.subject.original(17))
    assert np.array_equal(chosen.place, workspace.map.layout.points[17])
    assert chosen.error == pytest.approx(np.mean((chosen.image - chosen.original / 255) ** 2), rel=1e-4)
    assert chosen.error < 0.12


def test_a_code_of_a_point_is_placed_on_that_point(workspace):
    workspace.selector.select(workspace.run.frame.latents[17].copy())
    chosen = workspace.selector.selection
    assert chosen.row is None
    assert chosen.original is None
    assert np.allclose(chosen.place, workspace.map.layout.points[17], atol=1e-3)


def test_random_codes_spread_as_the_measured_ones_do(workspace):
    drawn = []
    for _ in range(400):
        workspace.decoding.jumps.draw()
        drawn.append(workspace.selector.selection.z)
    codes = workspace.run.frame.latents
    assert np.allclose(np.std(drawn, axis=0), codes.std(axis=0), rtol=0.2)
    assert np.allclose(np.mean(drawn, axis=0), codes.mean(axis=0), atol=0.3 * codes.std())


def test_the_selection_follows_its_point_through_training(workspace, qtbot):
    workspace.selector.select_row(3)
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.build(TrainingConfig(epochs=3))
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.step()
    assert workspace.selector.selection.row == 3
    assert np.array_equal(workspace.selector.selection.z, workspace.run.frame.latents[3])


def test_a_free_code_stays_put_through_training_while_its_digit_changes(workspace, qtbot):
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.build(TrainingConfig(epochs=3))
    z = np.array([1, 0, -1, 0.5], np.float32)
    workspace.selector.select(z)
    before = workspace.selector.selection.image
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.step()
    assert np.array_equal(workspace.selector.selection.z, z)
    assert not np.array_equal(workspace.selector.selection.image, before)


def test_a_point_that_the_preview_leaves_out_keeps_its_digit(workspace, qtbot):
    workspace.selector.select_row(4_321)
    original = workspace.selector.selection.original
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.build(TrainingConfig(epochs=50))
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: len(workspace.run.frame.latents) == 2_000, timeout=PATIENCE_MS)
    assert workspace.selector.selection.row == 4_321
    assert np.array_equal(workspace.selector.selection.original, original)


def test_another_latent_size_brings_another_selection(workspace, qtbot):
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.build(TrainingConfig(workspace.run.config.model.__class__(hidden=(32,), latent=7)))
    assert workspace.selector.selection.z.shape == (7,)


def test_a_saved_run_opens_with_the_same_codes_and_weights(workspace, qtbot, tmp_path):
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.build(TrainingConfig(epochs=3))
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.step()
    assert workspace.is_unsaved
    path = tmp_path / "run.latentlab"
    with qtbot.waitSignal(workspace.saved, timeout=PATIENCE_MS):
        workspace.save(path)
    assert not workspace.is_unsaved
    codes = workspace.run.frame.latents
    session = load_session(path)
    assert np.allclose(session.codes[: len(codes)], codes, atol=1e-5)
    with qtbot.waitSignal(workspace.subject_changed, timeout=PATIENCE_MS):
        workspace.open_session(path)
    assert np.allclose(workspace.run.frame.latents, codes, atol=1e-5)
    assert workspace.path == path
    assert not workspace.is_unsaved


def test_a_file_that_is_no_session_leaves_everything_as_it_was(workspace, qtbot, tmp_path):
    path = tmp_path / "letter.latentlab"
    path.write_text("Dear student")
    before = workspace.run.frame
    with qtbot.waitSignal(workspace.failed, timeout=PATIENCE_MS) as told:
        workspace.open_session(path)
    assert isinstance(told.args[0], SessionError)
    assert workspace.run.frame is before


def test_a_missing_data_set_leaves_everything_as_it_was(workspace, qtbot):
    before = workspace.run.frame
    with qtbot.waitSignal(workspace.failed, timeout=PATIENCE_MS) as told:
        workspace.open_data("mnist")
    assert isinstance(told.args[0], DataError)
    assert workspace.run.frame is before


def test_fewer_points_are_the_first_of_the_same_sample(workspace, qtbot):
    codes = workspace.run.frame.latents
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.set_map_points(1_000)
    assert np.allclose(workspace.run.frame.latents, codes[:1_000], atol=1e-5)
    qtbot.waitUntil(lambda: len(workspace.map.layout.points) == 1_000, timeout=PATIENCE_MS)


def test_points_asked_for_as_a_run_pauses_come_though_its_last_frame_came_between(
    workspace, qtbot, encode_late
):
    workspace.play_or_pause()
    qtbot.waitUntil(lambda: points_of(workspace) == PREVIEW)
    workspace.play_or_pause()
    workspace.set_map_points(1_000)
    qtbot.waitUntil(lambda: points_of(workspace) == 5_000)
    encode_late.set()
    qtbot.waitUntil(lambda: points_of(workspace) == 1_000)


def test_points_that_come_after_another_network_was_built_are_not_shown_as_its_own(
    workspace, qtbot, encode_late
):
    workspace.set_map_points(1_000)
    late = workspace.points._slot.job
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.build(TrainingConfig(epochs=3))
    frame = workspace.run.frame
    encode_late.set()
    qtbot.waitUntil(lambda: late.has_ended)
    assert workspace.run.frame is frame
    assert frame.step == 0


def test_a_network_built_while_the_drawing_is_being_compiled_stays(workspace, qtbot):
    """Torch comes once: what is loaded after it leaves the network on the screen alone."""
    with qtbot.waitSignal(workspace.frame_changed, timeout=PATIENCE_MS):
        workspace.build(TrainingConfig(ModelConfig((16,), 7), epochs=3))
    built = workspace.run.frame.model
    workspace._warm_up.advanced.emit(Ready(torch=True, drawing=True))
    assert workspace.run.frame.model is built


def test_the_reference_is_pca_of_as_many_dimensions(workspace, qtbot):
    seen = []
    workspace.reference_changed.connect(seen.append)
    workspace.build(TrainingConfig(epochs=3))
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] is not None, timeout=PATIENCE_MS)
    assert 0.045 < seen[-1].pca_mse(4) < 0.052
    assert seen[-1].pca_mse(784) < 1e-6
    assert 0.062 < seen[-1].mean_image_mse < 0.072
