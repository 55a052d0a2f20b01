"""Looking back on an epoch shows its own weights, codes and losses, while training goes on behind it."""

from dataclasses import replace

import numpy as np
import pytest

from latentlab.gui.workspace.opening import open_session
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.maps.pca import on_plane
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import decode_codes, encode_images
from tests.gui.conftest import PATIENCE_MS
from tests.gui.travelling import arrived, keep_every_epoch, train


def weights(model: Autoencoder) -> bytes:
    return b"".join(values.numpy().tobytes() for values in model.state_dict().values())


@pytest.fixture(autouse=True)
def every_epoch_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_every_epoch(monkeypatch)


@pytest.fixture
def trained(workspace, qtbot) -> Workspace:
    train(workspace, qtbot)
    return workspace


def test_an_epoch_that_is_looked_back_on_is_shown_with_its_own_weights(trained, qtbot):
    checkpoints = trained.travel.history.checkpoints
    assert len(checkpoints) > 3
    at = checkpoints[1]
    trained.travel.go(at.step)
    qtbot.waitUntil(arrived(trained), timeout=PATIENCE_MS)
    shown, selection = trained.travel.shown, trained.selector.selection
    assert weights(shown.model) == weights(at.model) != weights(trained.run.frame.model)
    subject = trained.subject
    expected = encode_images(at.model, subject.images.flat[subject.order[:5_000]])
    assert np.allclose(shown.latents, expected, atol=1e-5)
    assert np.allclose(selection.image.ravel(), decode_codes(at.model, selection.z[None])[0])
    assert [result.epoch for result in shown.epochs] == list(range(1, int(at.epoch) + 1))
    assert len(shown.losses) == at.step


def test_the_map_of_an_epoch_whose_codes_are_known_is_there_at_once(trained, qtbot):
    workspace = trained
    workspace.map.choose("pca")
    steps = workspace.travel.moments.steps
    for step in steps:
        workspace.travel.go(step)
        qtbot.waitUntil(arrived(workspace), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: workspace.map.run.is_waiting, timeout=PATIENCE_MS)
    for step in steps:
        workspace.travel.go(step)
        codes = workspace.travel.shown.latents
        assert workspace.travel.shown.step == step
        assert workspace.map.shows(codes)
        assert workspace.map.layout.points == pytest.approx(on_plane(codes, workspace.map.layout.plane))
    workspace.travel.return_to_now()
    qtbot.waitUntil(lambda: workspace.map.shows(workspace.run.frame.latents), timeout=PATIENCE_MS)


def test_the_sliders_decode_with_the_weights_of_that_epoch(trained, qtbot):
    at = trained.travel.history.checkpoints[1]
    trained.travel.go(at.step)
    z = np.array([0.5, -1, 2, 0], np.float32)
    trained.selector.select(z)
    assert np.array_equal(trained.selector.selection.image.ravel(), decode_codes(at.model, z[None])[0])


def test_now_shows_what_was_shown_before(trained, qtbot):
    before = trained.travel.shown
    trained.travel.go(0)
    trained.travel.return_to_now()
    assert trained.travel.shown is before is trained.run.frame
    assert trained.travel.at is None


def test_training_goes_on_while_the_student_looks_back(workspace, qtbot):
    workspace.build(replace(workspace.run.config, epochs=200, seed=7))
    qtbot.waitUntil(lambda: workspace.run.frame is not None, timeout=PATIENCE_MS)
    workspace.play_or_pause()
    travel = workspace.travel
    qtbot.waitUntil(lambda: len(travel.history.checkpoints) > 4, timeout=PATIENCE_MS)
    travel.go(travel.history.checkpoints[1].step)
    qtbot.waitUntil(arrived(workspace), timeout=PATIENCE_MS)
    shown, known, step = travel.shown, len(travel.moments.steps), workspace.run.frame.step
    told = []
    workspace.frame_changed.connect(told.append)
    qtbot.waitUntil(lambda: workspace.run.frame.step > step + 100, timeout=PATIENCE_MS)
    assert len(travel.moments.steps) > known
    assert travel.shown is shown
    assert not told
    travel.return_to_now()
    assert travel.shown is workspace.run.frame
    workspace.run.pause()
    qtbot.waitUntil(lambda: len(workspace.run.frame.latents) == 5_000, timeout=PATIENCE_MS)


def test_going_on_from_an_epoch_repeats_what_came_and_keeps_the_old_run(trained, qtbot):
    """With the same choices the branch gives the very same weights."""
    old, old_history = trained.runs.present, trained.travel.history
    before = old_history.checkpoints
    at = next(one for one in before if one.epoch >= 2 and old_history.memory(one))
    trained.travel.go(at.step)
    qtbot.waitUntil(arrived(trained), timeout=PATIENCE_MS)
    with qtbot.waitSignal(trained.finished, timeout=PATIENCE_MS):
        trained.travel.branch()
    assert trained.travel.at is None
    assert weights(trained.run.frame.model) == weights(old.frame.model)
    assert np.array_equal(trained.run.frame.losses, old.frame.losses)
    branch = trained.runs.present
    assert branch.number != old.number
    assert trained.runs.run(old.number).frame is old.frame
    assert old_history.checkpoints == before
    steps = [one.step for one in trained.travel.history.checkpoints]
    assert [step for step in steps if step <= at.step] == [one.step for one in before if one.step <= at.step]


def test_an_old_run_comes_back_with_its_epochs(trained, qtbot):
    old, steps = trained.runs.present.number, trained.travel.moments.steps
    trained.new_seed()
    qtbot.waitUntil(lambda: trained.run.frame is not None, timeout=PATIENCE_MS)
    assert len(trained.travel.moments.steps) <= 1
    trained.show_run(old)
    assert trained.travel.moments.steps == steps
    trained.travel.go(steps[1])
    qtbot.waitUntil(arrived(trained), timeout=PATIENCE_MS)


def test_a_rewound_run_has_nothing_to_look_back_on(trained, qtbot):
    trained.travel.go(trained.travel.moments.steps[1])
    trained.rewind()
    qtbot.waitUntil(lambda: trained.run.frame is not None, timeout=PATIENCE_MS)
    assert trained.travel.at is None
    assert trained.travel.moments.steps == (0,)


def test_a_film_shows_every_epoch_in_order_and_ends_at_now(trained, qtbot):
    shown = []
    trained.frame_changed.connect(lambda frame: shown.append(frame.step))
    trained.playback.set_speed(4.0)
    with qtbot.waitSignal(
        trained.playback.playing_changed, check_params_cb=lambda on: not on, timeout=PATIENCE_MS
    ):
        trained.playback.toggle(True)
    steps = trained.travel.moments.steps
    assert shown[: len(steps)] == list(steps)
    assert trained.travel.at is None


def test_a_film_that_loops_begins_again_until_it_is_held(trained, qtbot):
    trained.playback.set_speed(4.0)
    trained.playback.set_loop(True)
    trained.travel.go(trained.travel.moments.steps[-2])
    shown = []
    trained.frame_changed.connect(lambda frame: shown.append(frame.step))
    trained.playback.toggle(True)
    qtbot.waitUntil(lambda: 0 in shown, timeout=PATIENCE_MS)
    trained.playback.toggle(False)
    assert trained.travel.at is not None


def test_a_umap_that_was_seen_is_shown_at_once_and_where_it_was(trained, qtbot):
    trained.map.choose("umap")
    first, second = trained.travel.history.checkpoints[1], trained.travel.history.checkpoints[2]
    trained.travel.go(first.step)
    qtbot.waitUntil(arrived(trained), timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: first.step in trained.travel_maps._seen)
    trained.travel.go(second.step)
    qtbot.waitUntil(arrived(trained), timeout=PATIENCE_MS)
    layouts = []
    trained.map.layout_changed.connect(lambda layout, *_: layouts.append(layout))
    trained.travel.go(first.step)
    assert len(layouts) == 1  # without waiting for anything
    assert layouts[0].points.shape == (5_000, 2)


def test_the_umap_of_now_is_where_it_was_when_the_student_comes_back(trained, qtbot):
    trained.map.choose("umap")
    qtbot.waitUntil(lambda: trained.map.finished_points.get("umap") is not None, timeout=PATIENCE_MS)
    places = trained.map.layout.points
    trained.travel.go(trained.travel.moments.steps[1])
    qtbot.waitUntil(arrived(trained), timeout=PATIENCE_MS)
    trained.travel.return_to_now()
    assert np.array_equal(trained.map.layout.points, places)
    assert not trained.map.is_running


def test_a_saved_session_can_be_looked_back_on_when_it_is_opened(trained, qtbot, tmp_path):
    path = tmp_path / "run.latentlab"
    assert trained.travel.moments.best_epoch is not None
    before = {one.step: weights(one.model) for one in trained.travel.history.checkpoints}
    best = trained.travel.moments.best_epoch
    with qtbot.waitSignal(trained.saved, timeout=PATIENCE_MS):
        trained.save(path)
    assert path.stat().st_size < 64 * 2**20
    with qtbot.waitSignal(trained.subject_changed, timeout=PATIENCE_MS):
        trained.open_session(path)
    opened = trained.travel.history.checkpoints
    assert len(opened) >= 3
    assert opened[0].step == 0
    assert all(weights(one.model) == before[one.step] for one in opened)
    assert trained.travel.moments.best_epoch == best
    trained.travel.go(opened[1].step)
    qtbot.waitUntil(arrived(trained), timeout=PATIENCE_MS)
    assert weights(trained.travel.shown.model) == before[opened[1].step]


def test_a_session_whose_images_are_gone_can_still_be_looked_back_on(trained, qtbot, tmp_path):
    path = tmp_path / "run.latentlab"
    with qtbot.waitSignal(trained.saved, timeout=PATIENCE_MS):
        trained.save(path)
    opened = next(open_session(path, tmp_path))
    trained.show_opened(replace(opened, subject=replace(opened.subject, images=None, parts=(0, 0, 0))))
    at = trained.travel.history.checkpoints[1]
    trained.travel.go(at.step)
    qtbot.waitUntil(arrived(trained), timeout=PATIENCE_MS)
    assert trained.travel.shown.latents.shape == (2_000, 4)
    z = np.array([0.5, -1, 2, 0], np.float32)
    trained.selector.select(z)
    assert np.array_equal(trained.selector.selection.image.ravel(), decode_codes(at.model, z[None])[0])
