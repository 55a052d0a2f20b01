"""Which code lies at a place, and which place is a code's, whatever the map is doing."""

from dataclasses import replace

import numpy as np
import pytest

from latentlab.gui.workspace.ground import Ground
from latentlab.latent.inverse.inverse import prepare_inverse
from latentlab.latent.pieces import finished
from tests.gui.conftest import PATIENCE_MS


@pytest.fixture
def ground(live_map):
    made = Ground(live_map)
    yield made
    assert made.wait(PATIENCE_MS)


def show(qtbot, live_map, codes, method):
    live_map.show_codes(codes)
    live_map.choose(method)
    qtbot.waitUntil(
        lambda: method in live_map.finished_points and live_map.layout.done and not live_map.is_running,
        timeout=PATIENCE_MS,
    )


def wait_for_inverse(qtbot, ground, live_map):
    qtbot.waitUntil(lambda: ground.inverse_of(live_map.layout) is not None, timeout=PATIENCE_MS)


def test_without_a_map_there_is_neither_code_nor_place(ground, codes):
    assert ground.locate(np.zeros(2)) is None
    assert ground.place(codes[0]) is None
    assert ground.judge(codes[0]) is None


@pytest.mark.parametrize("method", ["pca", "axes"])
def test_on_a_plane_code_and_place_are_exact_both_ways(ground, live_map, codes, qtbot, method):
    show(qtbot, live_map, codes, method)
    for row in (0, 7, 599):
        np.testing.assert_allclose(ground.place(codes[row]), live_map.layout.points[row], atol=1e-3)
    y = np.array([2.5, -1.5])
    located = ground.locate(y)
    assert located.is_exact
    np.testing.assert_allclose(ground.place(located.z), y, atol=1e-4)


def test_raw_axes_keep_the_other_dimensions_where_they_are(ground, live_map, codes, qtbot):
    show(qtbot, live_map, codes, "axes")
    z = ground.locate(np.array([1.0, 2.0]), through=np.array([9, 8, 7, 6], np.float32)).z
    np.testing.assert_allclose(z, [1, 2, 7, 6], atol=1e-5)


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_at_rest_the_whole_maps_inverse_answers(ground, live_map, codes, qtbot, method):
    show(qtbot, live_map, codes, method)
    wait_for_inverse(qtbot, ground, live_map)
    y = live_map.layout.points[:2].mean(axis=0)
    expected = finished(prepare_inverse(codes, live_map.layout.points)).locate(y)
    np.testing.assert_allclose(ground.locate(y).z, expected.z)
    np.testing.assert_array_equal(ground.locate(live_map.layout.points[5]).z, codes[5])


def test_a_map_that_moves_is_asked_as_it_is_now(ground, live_map, codes, qtbot):
    live_map.set_parameters(replace(live_map.settings, iterations=100_000))  # it moves all the time
    live_map.show_codes(codes)
    live_map.choose("umap")
    answers = []

    def ask(layout, *_):
        if live_map.method == "umap":
            answers.append(np.array_equal(ground.locate(layout.points[11]).z, codes[11]))

    live_map.layout_changed.connect(ask)
    qtbot.waitUntil(lambda: len(answers) > 10, timeout=PATIENCE_MS)
    assert all(answers)


def test_a_paused_map_gets_its_inverse(ground, live_map, codes, qtbot):
    live_map.set_parameters(replace(live_map.settings, iterations=100_000))
    live_map.show_codes(codes)
    live_map.choose("tsne")
    qtbot.waitUntil(lambda: live_map.layout is not None and live_map.layout.iteration > 5)
    live_map.toggle()
    assert not live_map.layout.done
    wait_for_inverse(qtbot, ground, live_map)


def test_codes_that_ran_away_leave_the_ground_silent(ground, live_map, codes, qtbot):
    show(qtbot, live_map, codes, "pca")
    live_map.layout_codes = np.full_like(codes, np.nan)
    assert ground.locate(np.zeros(2)) is None
    assert ground.judge(codes[0]) is None


def test_one_point_and_equal_codes_answer(ground, live_map, codes, qtbot):
    for few in (codes[:1], np.ones((30, 1), np.float32)):
        for method in ("pca", "umap"):
            show(qtbot, live_map, few, method)
            located = ground.locate(np.array([0.3, 0.1]))
            assert np.isfinite(located.z).all()
            assert len(located.z) == few.shape[1]
            assert np.isfinite(ground.place(few[0])).all()
