"""The cursor is corrected by the method's own transform once the hand rests, on a finished map only."""

import numpy as np
import pytest

from latentlab.latent.maps.transform import transform
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.pieces import finished
from tests.gui.conftest import PATIENCE_MS


def show(workspace, qtbot, method):
    qtbot.waitUntil(lambda: workspace.ready.maps, timeout=PATIENCE_MS)
    workspace.map.choose(method)
    qtbot.waitUntil(
        lambda: workspace.map.method == method and workspace.map.layout.done and not workspace.map.is_running,
        timeout=PATIENCE_MS,
    )


def between(workspace):
    """A code that no point has."""
    codes = workspace.map.layout_codes
    return ((codes[3] + codes[40]) / 2).astype(np.float32)


@pytest.mark.parametrize("method", ["tsne", "umap"])
def test_a_code_chosen_freely_comes_to_the_place_of_its_methods_own_transform(workspace, qtbot, method):
    show(workspace, qtbot, method)
    z = between(workspace)
    with qtbot.waitSignal(workspace.selector.place_refined, timeout=PATIENCE_MS) as heard:
        workspace.selector.select(z)
        at_once = workspace.selector.selection.place
    layout, near = workspace.map.layout, near_codes(workspace.map.layout_codes)
    expected = finished(transform(z[None], near, layout, workspace.map.settings))[0]
    np.testing.assert_allclose(heard.args[0], expected, atol=1e-3)
    np.testing.assert_array_equal(workspace.selector.selection.place, heard.args[0])
    assert not np.array_equal(at_once, heard.args[0])


def test_a_loaded_point_and_an_exact_place_are_left_alone(workspace, qtbot):
    show(workspace, qtbot, "umap")
    with qtbot.assertNotEmitted(workspace.selector.place_refined, wait=600):
        workspace.selector.select_row(5)
    show(workspace, qtbot, "pca")
    with qtbot.assertNotEmitted(workspace.selector.place_refined, wait=600):
        workspace.selector.select(between(workspace))


def test_the_cursor_glides_there(window, qtbot):
    window.show()
    show(window.workspace, qtbot, "umap")
    with qtbot.waitSignal(window.workspace.selector.place_refined, timeout=PATIENCE_MS) as heard:
        window.workspace.selector.select(between(window.workspace))
    assert window.map.scatter.cursor_place != pytest.approx(tuple(heard.args[0]), abs=1e-6)
    qtbot.waitUntil(lambda: window.map.scatter.cursor_place == pytest.approx(tuple(heard.args[0]), abs=1e-4))
