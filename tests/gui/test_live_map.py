"""The live map: methods change, layouts are kept, codes stream in."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.map_source import MapImages
from latentlab.latent.maps import kernel_pca
from latentlab.latent.maps.alignment import align
from latentlab.latent.maps.pca import on_plane, principal_plane
from tests.gui.conftest import PATIENCE_MS
from tests.searches import counted_searches


@pytest.fixture
def codes():
    """Three clouds of 4-d codes: (600, 4)."""
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(3, 4)) * 6
    return (centres[rng.integers(0, 3, 600)] + rng.normal(size=(600, 4))).astype(np.float32)


@pytest.fixture
def live_map(qapp):
    made = LiveMap()
    yield made
    assert made.wait(PATIENCE_MS)


def wait_done(qtbot, live_map, method):
    qtbot.waitUntil(
        lambda: (
            live_map.method == method
            and live_map.layout is not None
            and live_map.layout.done
            and not live_map.is_running
            and method in live_map.finished_points
        ),
        timeout=PATIENCE_MS,
    )


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


LABELS = np.arange(600) % 4


@pytest.fixture
def images(codes):
    """Images of 30 pixels each, in the order of the codes: none of their values follows the codes'."""
    flat = np.random.default_rng(3).integers(0, 255, (600, 30)).astype(np.uint8)
    return MapImages(LABELS, np.arange(600)[::-1].copy(), flat)


def wait_for_map(qtbot, live_map, count=600, dimensions=2):
    qtbot.waitUntil(
        lambda: (
            live_map.layout is not None
            and live_map.layout.done
            and not live_map.is_running
            and live_map.layout.points.shape == (count, dimensions)
        ),
        timeout=PATIENCE_MS,
    )


def test_a_map_of_the_pixels_is_made_of_the_images_and_keeps_its_place_beside_the_codes(
    live_map, codes, images, qtbot
):
    live_map.show_images(images)
    live_map.show_codes(codes)
    wait_for_map(qtbot, live_map)
    of_codes = live_map.layout
    with qtbot.waitSignal(live_map.layout_changed, timeout=PATIENCE_MS):
        live_map.choose_source("pixels")
    wait_for_map(qtbot, live_map)
    pixels = images.pixels(600)
    np.testing.assert_array_equal(pixels[5], images.flat[594] / np.float32(255))
    expected = on_plane(pixels, principal_plane(pixels))
    np.testing.assert_allclose(align(expected, live_map.layout.points), live_map.layout.points, atol=1e-3)
    assert live_map.layout.plane is None, "a plane through the pixels is none of the codes'"
    assert live_map.layout_codes is codes
    live_map.choose_source("codes")
    assert live_map.layout is of_codes


def test_a_map_of_the_pixels_does_not_move_while_the_codes_do(live_map, codes, images, qtbot):
    live_map.show_images(images)
    live_map.show_codes(codes)
    live_map.choose_source("pixels")
    live_map.choose("umap")
    wait_for_map(qtbot, live_map)
    before = live_map.layout.points
    for _ in range(3):
        live_map.show_codes(codes * np.float32(1.5))
        assert not live_map.is_running
    live_map.show_codes(codes[:200])  # the preview of a training
    np.testing.assert_array_equal(live_map.layout.points, before[:200])
    live_map.show_codes(codes.copy())
    np.testing.assert_array_equal(live_map.layout.points, before)
    assert live_map.finished_points == {}


def test_more_points_make_a_larger_map_of_the_pixels(live_map, codes, images, qtbot):
    live_map.show_images(images)
    live_map.show_codes(codes[:100])
    live_map.choose_source("pixels")
    live_map.choose("umap")
    wait_for_map(qtbot, live_map, 100)
    live_map.show_codes(codes)
    wait_for_map(qtbot, live_map, 600)


def test_raw_axes_are_the_codes_whatever_the_source(live_map, codes, images, qtbot):
    live_map.show_images(images)
    live_map.show_codes(codes)
    live_map.choose_source("pixels")
    live_map.choose_axes((2, 1))
    qtbot.waitUntil(lambda: live_map.layout is not None and live_map.layout.plane is not None)
    np.testing.assert_allclose(live_map.layout.points, codes[:, [2, 1]], atol=1e-6)


def test_without_images_there_is_a_sentence_and_the_map_stays(live_map, codes, qtbot):
    live_map.show_images(MapImages(LABELS, np.arange(600), None))
    live_map.show_codes(codes)
    wait_for_map(qtbot, live_map)
    with qtbot.waitSignal(live_map.failed) as heard:
        live_map.choose_source("pixels")
    assert "needs the images" in str(heard.args[0])
    assert live_map.source == "codes"


@pytest.mark.parametrize("method", ["pca", "axes", "plane", "kernel-pca", "tsne", "umap"])
def test_a_map_becomes_a_space_and_a_map_again(live_map, codes, images, qtbot, method):
    live_map.show_images(images)
    live_map.show_codes(codes)
    live_map.choose(method)
    wait_for_map(qtbot, live_map)
    live_map.choose_dimensions(3)
    wait_for_map(qtbot, live_map, dimensions=3)
    assert np.isfinite(live_map.layout.points).all()
    live_map.choose_dimensions(2)
    wait_for_map(qtbot, live_map)


def anchored(live_map):
    """The numbers of what the plane on the screen goes through, None for another map."""
    layout = live_map.layout
    return layout.anchors.numbers if layout is not None and layout.anchors is not None else None


def test_a_plane_is_laid_through_other_classes_and_through_points(live_map, codes, images, qtbot):
    live_map.show_images(images)
    live_map.show_codes(codes)
    for by, three in (("classes", (3, 1, 0)), ("points", (7, 100, 5))):
        live_map.choose_plane(by, three)
        qtbot.waitUntil(lambda three=three: anchored(live_map) == three, timeout=PATIENCE_MS)
    np.testing.assert_allclose(live_map.layout.points[[7, 100, 5]], live_map.layout.anchors.places, atol=1e-4)


def test_a_plane_that_cannot_be_is_told_once_while_codes_stream_in(live_map, codes, images, qtbot):
    told = []
    live_map.failed.connect(told.append)
    live_map.show_images(images)
    live_map.show_codes(codes)
    wait_for_map(qtbot, live_map)
    with qtbot.waitSignal(live_map.failed, timeout=PATIENCE_MS):
        live_map.choose_plane("points", (4, 4, 9))
    for _ in range(3):
        live_map.show_codes(codes.copy())
        qtbot.waitUntil(lambda: live_map.run.is_over, timeout=PATIENCE_MS)
    assert len(told) == 1
    assert "three different points" in str(told[0])
    live_map.choose_plane("points", (4, 5, 9))
    qtbot.waitUntil(lambda: anchored(live_map) == (4, 5, 9), timeout=PATIENCE_MS)


def test_another_gamma_makes_another_kernel_map(live_map, codes, qtbot):
    live_map.show_codes(codes)
    live_map.choose("kernel-pca")
    wait_for_map(qtbot, live_map)
    live_map.set_parameters(replace(live_map.settings, gamma=0.5))
    qtbot.waitUntil(lambda: live_map.layout.kernel.gamma == 0.5, timeout=PATIENCE_MS)


def test_codes_that_come_as_a_map_ends_are_not_lost(live_map, codes, qtbot):
    live_map.show_codes(codes)
    live_map.choose("kernel-pca")
    for step in range(12):
        newest = codes * np.float32(1 + step)
        live_map.show_codes(newest)
        for _ in range(step):
            QApplication.processEvents()
    wait_for_map(qtbot, live_map)
    assert live_map.layout.kernel.gamma == pytest.approx(kernel_pca.typical_gamma(newest.astype(float)))
