"""A live map of the images' own pixels, of planes and in three dimensions."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from latentlab.gui.workspace.map_source import MapImages
from latentlab.latent.maps import kernel_pca
from latentlab.latent.maps.alignment import align
from latentlab.latent.maps.pca import on_plane, principal_plane
from tests.gui.conftest import PATIENCE_MS
from tests.gui.live_maps import wait_for_map

LABELS = np.arange(600) % 4


@pytest.fixture
def images(codes):
    """Images of 30 pixels each, in the order of the codes: none of their values follows the codes'."""
    flat = np.random.default_rng(3).integers(0, 255, (600, 30)).astype(np.uint8)
    return MapImages(LABELS, np.arange(600)[::-1].copy(), flat)


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
