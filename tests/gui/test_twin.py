"""The same map from another seed beside the first: it follows, it waits, and both are compared."""

import dataclasses

import numpy as np
import pytest

from latentlab.gui.main_window import MainWindow
from latentlab.gui.workspace.twin import Twin
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.maps.alignment import align
from latentlab.latent.pieces import finished
from latentlab.latent.quality import map_quality

PATIENCE_MS = 60_000
FEW = 600


@pytest.fixture
def mapped(qtbot, workspace: Workspace) -> Workspace:
    """A workspace with a quick UMAP of few points."""
    frame = dataclasses.replace(workspace.run.frame, latents=workspace.run.frame.latents[:FEW])
    workspace.run.show_frame(frame)
    workspace.map.settings = dataclasses.replace(workspace.map.settings, iterations=60)
    workspace.map.choose("umap")
    qtbot.waitUntil(lambda: is_done(workspace), timeout=PATIENCE_MS)
    return workspace


def is_done(workspace: Workspace) -> bool:
    layout = workspace.map.layout
    return workspace.map.method == "umap" and layout is not None and layout.done and len(layout.points) == FEW


def compared(qtbot, twin: Twin) -> None:
    qtbot.waitUntil(lambda: twin.is_at_rest, timeout=PATIENCE_MS)


def test_the_second_map_has_the_next_seed_and_lies_on_the_first(qtbot, mapped):
    mapped.twin.show(True)
    compared(qtbot, mapped.twin)
    first, second = mapped.map.layout.points, mapped.twin.layout.points
    assert mapped.twin.map.settings == dataclasses.replace(
        mapped.map.settings, seed=mapped.map.settings.seed + 1
    )
    assert not np.allclose(first, second, atol=1e-2)
    np.testing.assert_allclose(second, align(second, first), atol=1e-3)


def test_both_maps_are_compared_by_the_neighbours_they_share(qtbot, mapped):
    mapped.twin.show(True)
    compared(qtbot, mapped.twin)
    expected = finished(map_quality(mapped.map.layout.points, mapped.twin.layout.points))
    assert mapped.twin.agreement.shared == expected.knn_recall
    assert 0.2 < expected.knn_recall.value < 1


def test_the_second_map_is_judged_like_the_first(qtbot, mapped):
    mapped.twin.show(True)
    judging = mapped.twin.judging
    qtbot.waitUntil(
        lambda: (
            judging.judgement is not None
            and judging.judgement.verdict is not None
            and judging.judgement.verdict.against_codes.queries == FEW
            and not judging.judgement.is_stale
        ),
        timeout=PATIENCE_MS,
    )
    expected = finished(map_quality(mapped.run.frame.latents, mapped.twin.layout.points))
    value = judging.judgement.verdict.against_codes.trustworthiness.value
    assert value == pytest.approx(expected.trustworthiness.value, abs=1e-3)


def test_the_neighbours_are_computed_once_for_both(mapped):
    assert mapped.twin.map.graphs is mapped.map.graphs


@pytest.mark.parametrize("method", ["pca", "axes"])
def test_a_map_without_chance_has_no_second_one(qtbot, mapped, method):
    mapped.twin.show(True)
    mapped.map.choose(method)
    assert not mapped.twin.is_open
    mapped.twin.show(True)
    assert not mapped.twin.is_open


def test_another_method_is_made_on_both_sides(qtbot, mapped):
    mapped.twin.show(True)
    compared(qtbot, mapped.twin)
    mapped.map.choose("tsne")
    qtbot.waitUntil(lambda: mapped.twin.map.method == "tsne" and mapped.twin.is_at_rest, timeout=PATIENCE_MS)
    assert mapped.twin.map.layout.kl is None or mapped.twin.map.layout.iterations == 60
    assert mapped.twin.is_open


def test_while_a_network_trains_the_second_map_waits_and_then_goes_on_with_the_new_codes(qtbot, mapped):
    told = []
    mapped.twin.waiting_changed.connect(told.append)
    mapped.twin.show(True)
    compared(qtbot, mapped.twin)
    before = mapped.twin.layout
    mapped.twin.spare(True)
    frame = dataclasses.replace(mapped.run.frame, latents=mapped.run.frame.latents + np.float32(0.5))
    mapped.run.show_frame(frame)
    assert not mapped.twin.map.is_running
    assert mapped.twin.layout is before
    mapped.twin.spare(False)
    assert told == [True, False]
    qtbot.waitUntil(lambda: mapped.twin.layout is not before, timeout=PATIENCE_MS)


def test_one_button_pauses_both_maps_and_lets_both_go_on(qtbot, mapped):
    twin, told = mapped.twin, []
    twin.running_changed.connect(told.append)
    mapped.map.settings = dataclasses.replace(mapped.map.settings, iterations=4_000)
    mapped.map.restart()
    twin.show(True)
    qtbot.waitUntil(lambda: mapped.map.is_running and twin.map.is_running, timeout=PATIENCE_MS)
    twin.toggle()
    assert not mapped.map.is_running
    assert not twin.map.is_running
    assert told[-1] is False
    twin.toggle()
    assert mapped.map.is_running
    assert twin.map.is_running
    assert told[-1] is True
    twin.toggle()


def test_a_free_code_lies_among_its_neighbours_on_the_second_map_too(qtbot, mapped):
    mapped.twin.show(True)
    compared(qtbot, mapped.twin)
    codes, points = mapped.map.layout_codes, mapped.twin.layout.points
    mapped.selector.select(codes[11] + np.float32(1e-4))
    selection = mapped.selector.selection
    spot = mapped.twin.place(selection, mapped.ground.codes_for(selection.z))
    np.testing.assert_allclose(spot, points[11], atol=1e-2 * np.ptp(points))


def test_beside_a_map_of_the_pixels_the_second_one_is_of_the_pixels(qtbot, mapped):
    mapped.map.choose_source("pixels")
    mapped.twin.show(True)
    assert mapped.twin.map.is_of_pixels
    qtbot.waitUntil(lambda: mapped.twin.layout is not None, timeout=PATIENCE_MS)
    assert mapped.twin.map.run.began_with.codes is None


def test_a_closed_second_map_runs_no_more(qtbot, mapped):
    mapped.twin.show(True)
    mapped.twin.show(False)
    assert not mapped.twin.map.is_running
    assert mapped.twin.agreement is None


def test_in_the_window_both_maps_show_the_same_points_alike(qtbot, window: MainWindow):
    workspace, panel = window.workspace, window.map
    qtbot.waitUntil(lambda: workspace.map.layout is not None, timeout=PATIENCE_MS)
    assert not panel.controls.twin.isEnabled()
    assert "no chance" in panel.controls.twin.toolTip()
    workspace.map.choose("umap")
    qtbot.waitUntil(lambda: workspace.map.layout.done and workspace.map.method == "umap", timeout=PATIENCE_MS)
    panel.controls.twin.click()
    assert workspace.twin.is_open
    pair = panel.pair
    qtbot.waitUntil(lambda: pair.twin is not None and len(pair.twin.points) > 0, timeout=PATIENCE_MS)
    assert pair.twin.isVisible()
    assert abs(pair.twin.width() - panel.scatter.width()) <= 1
    shown = np.ones(10, bool)
    shown[3] = False
    panel.legend.show_visible(shown)
    panel.legend.visibility_changed.emit(shown)
    assert pair.twin.shown_count == panel.scatter.shown_count < len(pair.twin.points)
    pair.twin.point_hovered.emit(7)
    assert panel.scatter._highlight == 7
    panel.scatter.point_hovered.emit(9)
    assert pair.twin._highlight == 9
    pair.twin.point_clicked.emit(11)
    assert workspace.selector.selection.row == 11
    assert pair.twin.cursor_place == pytest.approx(tuple(workspace.twin.layout.points[11]), abs=1e-4)
    pair._close.click()
    assert not pair.twin.isVisible()
    assert not panel.controls.twin.isChecked()
    assert not workspace.twin.map.is_running
