"""The live map: methods change, layouts are kept, codes stream in."""

from dataclasses import replace

import numpy as np
import pytest

from latentlab.gui.pace import FULL_SPEED, WATCH
from latentlab.latent.maps.alignment import align
from tests.gui.conftest import PATIENCE_MS
from tests.gui.live_maps import wait_done
from tests.gui.training import learning
from tests.searches import counted_searches


@pytest.mark.parametrize("method", ["pca", "tsne", "umap", "axes"])
def test_each_method_ends_with_a_finished_map_of_all_points(live_map, codes, qtbot, method):
    live_map.show_codes(codes)
    live_map.choose(method)
    wait_done(qtbot, live_map, method)
    assert live_map.layout.points.shape == (600, 2)
    assert np.isfinite(live_map.layout.points).all()


def test_a_finished_map_is_kept_while_the_codes_stay(live_map, codes, qtbot):
    live_map.show_codes(codes)
    live_map.choose("umap")
    wait_done(qtbot, live_map, "umap")
    first = live_map.layout.points
    live_map.choose("pca")
    wait_done(qtbot, live_map, "pca")
    live_map.choose("umap")
    assert live_map.layout.points is first


def test_another_method_does_not_flip_the_cloud(live_map, codes, qtbot):
    live_map.show_codes(codes)
    live_map.choose("pca")
    wait_done(qtbot, live_map, "pca")
    before = live_map.layout.points
    live_map.choose("tsne")
    wait_done(qtbot, live_map, "tsne")
    after = live_map.layout.points
    turned = align(after, before)
    moved = np.linalg.norm(turned - (after - after.mean(0) + before.mean(0)), axis=1).mean()
    assert moved < 0.35 * np.linalg.norm(after - after.mean(0), axis=1).mean()


def test_a_paused_map_holds_still_and_goes_on(live_map, codes, qtbot):
    live_map.set_parameters(replace(live_map.settings, iterations=100_000))  # it is under way all the time
    live_map.show_codes(codes)
    live_map.choose("tsne")
    qtbot.waitUntil(lambda: live_map.layout is not None and live_map.layout.iteration > 5)
    live_map.toggle()
    assert not live_map.is_running
    held = live_map.layout.iteration
    live_map.toggle()
    assert live_map.is_running
    qtbot.waitUntil(lambda: live_map.layout.iteration > held + 5)


def test_streaming_codes_move_a_pca_map_without_flipping_it(live_map, codes, qtbot):
    live_map.show_codes(codes)
    live_map.choose("pca")
    wait_done(qtbot, live_map, "pca")
    rng = np.random.default_rng(1)
    for _ in range(10):
        before = live_map.layout.points
        codes = codes + rng.normal(size=codes.shape).astype(np.float32) * 0.02
        with qtbot.waitSignal(live_map.layout_changed, timeout=PATIENCE_MS):
            live_map.show_codes(codes)
        moved = np.linalg.norm(live_map.layout.points - before, axis=1)
        assert np.median(moved) < 0.2


def test_more_points_of_the_same_sample_keep_the_first_ones_near_their_places(live_map, codes, qtbot):
    live_map.show_codes(codes[:300])
    live_map.choose("umap")
    wait_done(qtbot, live_map, "umap")
    before = live_map.layout.points
    live_map.show_codes(codes)
    wait_done(qtbot, live_map, "umap")
    after = live_map.layout.points
    assert after.shape == (600, 2)
    spread = np.linalg.norm(before - before.mean(0), axis=1).mean()
    assert np.median(np.linalg.norm(after[:300] - before, axis=1)) < 0.5 * spread


def test_forgetting_drops_every_layout(live_map, codes, qtbot):
    live_map.show_codes(codes)
    live_map.choose("pca")
    wait_done(qtbot, live_map, "pca")
    live_map.forget()
    assert live_map.finished_points == {}
    assert live_map.layout_codes is None


def test_codes_that_are_not_numbers_are_told_as_an_error(live_map, codes, qtbot):
    bad = codes.copy()
    bad[3, 1] = np.nan
    with qtbot.waitSignal(live_map.failed, timeout=PATIENCE_MS):
        live_map.show_codes(bad)


@pytest.fixture
def searches(monkeypatch):
    return counted_searches(monkeypatch)


def test_umap_tsne_and_back_find_the_neighbours_once(live_map, codes, qtbot, searches):
    live_map.show_codes(codes)
    for method in ("umap", "tsne", "umap"):
        live_map.choose(method)
        wait_done(qtbot, live_map, method)
    live_map.restart()
    wait_done(qtbot, live_map, "umap")
    assert searches == [90]
    live_map.show_codes(codes * np.float32(2))  # the map goes on with them by itself
    wait_done(qtbot, live_map, "umap")
    assert len(searches) == 2


def test_another_network_leaves_no_neighbours_behind(live_map, codes, qtbot, searches):
    live_map.show_codes(codes)
    live_map.choose("umap")
    wait_done(qtbot, live_map, "umap")
    live_map.forget()
    live_map.show_codes(codes)
    wait_done(qtbot, live_map, "umap")
    assert searches == [90, 90]


@pytest.mark.parametrize(
    ("method", "choice"),
    [("umap", {"neighbours": 30}), ("umap", {"min_dist": 0.5}), ("tsne", {"perplexity": 12.0})],
)
def test_other_parameters_go_on_from_the_map_on_the_screen(live_map, codes, qtbot, method, choice):
    live_map.show_codes(codes)
    live_map.choose(method)
    wait_done(qtbot, live_map, method)
    before, shown = live_map.layout.points, []
    live_map.layout_changed.connect(lambda layout, _glide, rescaled: shown.append((layout, rescaled)))
    with qtbot.waitSignal(live_map.settings_changed):
        live_map.set_parameters(replace(live_map.settings, **choice))
    assert live_map.layout.points is before  # until there is another
    wait_done(qtbot, live_map, method)
    first, rescaled = shown[0]
    assert not rescaled
    moved = np.linalg.norm(first.points - before, axis=1).mean()
    assert moved < 0.25 * np.linalg.norm(before - before.mean(axis=0), axis=1).mean()
    assert not np.array_equal(live_map.layout.points, before)


def test_another_seed_starts_anew_turned_to_what_is_shown(live_map, codes, qtbot):
    live_map.show_codes(codes)
    live_map.choose("tsne")
    wait_done(qtbot, live_map, "tsne")
    first = live_map.layout.iterations
    live_map.set_parameters(replace(live_map.settings, seed=5, start="random"))
    assert live_map.layout is not None
    wait_done(qtbot, live_map, "tsne")
    assert live_map.layout.iterations == first == 750


def test_a_parameter_of_one_method_leaves_the_finished_map_of_the_other(live_map, codes, qtbot):
    live_map.show_codes(codes)
    for method in ("umap", "tsne"):
        live_map.choose(method)
        wait_done(qtbot, live_map, method)
    umap = live_map.finished_points["umap"]
    live_map.set_parameters(replace(live_map.settings, perplexity=12.0))
    assert live_map.is_running
    wait_done(qtbot, live_map, "tsne")
    assert live_map.finished_points["umap"] is umap
    live_map.set_parameters(replace(live_map.settings, seed=3))
    assert "umap" not in live_map.finished_points


def test_parameters_that_are_as_before_change_nothing(live_map, codes, qtbot):
    live_map.show_codes(codes)
    live_map.choose("umap")
    wait_done(qtbot, live_map, "umap")
    live_map.set_parameters(replace(live_map.settings, method="pca"))
    assert live_map.method == "umap"
    assert not live_map.is_running


def test_other_parameters_chosen_before_there_is_anything_to_map_wait_for_it(live_map, codes, qtbot):
    live_map.set_parameters(replace(live_map.settings, neighbours=5))
    live_map.choose("umap")
    live_map.show_codes(codes)
    wait_done(qtbot, live_map, "umap")
    assert live_map.settings.neighbours == 5


def test_a_training_at_full_speed_is_left_more_than_one_that_is_watched(workspace, qtbot, monkeypatch):
    """Layouts come less often: each costs the window, and with it the training, some milliseconds."""
    between: list[float] = []
    monkeypatch.setattr(workspace.map.run, "set_interval", between.append)
    workspace.run.set_pace(WATCH)
    learning(workspace, qtbot)
    workspace.run.set_pace(FULL_SPEED)
    workspace.run.set_pace(WATCH)
    workspace.run.pause()
    watched, at_full_speed, again, at_rest = between
    assert 0 == at_rest < watched == again < at_full_speed
