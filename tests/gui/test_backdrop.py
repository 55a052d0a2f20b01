"""What is painted behind the points follows map, view and weights, and is not made where not wanted."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor
from scipy.spatial import KDTree

from latentlab.gui.widgets.scatter.backdrop_image import BackdropImage
from latentlab.gui.widgets.scatter.backdrop_key import BackdropKey
from latentlab.latent.inverse.survey import Grid, Survey
from tests.gui.conftest import PATIENCE_MS
from tests.gui.test_decode_anywhere import settle, show_method
from tests.gui.training import LONG


@pytest.fixture
def shown(window, qtbot):
    window.resize(1280, 800)
    window.show()
    qtbot.waitExposed(window)
    settle(window, qtbot)
    return window


@pytest.fixture
def surveys(shown):
    """All that the backdrop made, None for a plain ground."""
    made: list[Survey | None] = []
    shown.workspace.backdrop.changed.connect(made.append)
    return made


def choose(window, kind):
    sheet = window.map.drawing
    sheet.background.setCurrentIndex(sheet.background.findData(kind))
    sheet.background.activated.emit(sheet.background.currentIndex())


def wait_for(qtbot, surveys, is_so):
    qtbot.waitUntil(
        lambda: bool(surveys) and surveys[-1] is not None and is_so(surveys[-1]), timeout=PATIENCE_MS
    )


def colour_at(window, place):
    """What is drawn at a place of the map."""
    canvas = window.map.scatter.canvas
    pixel = canvas.pixel_of(*place).toPoint()
    return canvas.grab().toImage().pixelColor(pixel)


@pytest.mark.parametrize("method", ["umap", "pca"])
def test_trust_is_painted_coarse_to_fine_and_lighter_near_the_data(shown, surveys, qtbot, method):
    show_method(shown, qtbot, method)
    choose(shown, "trust")
    wait_for(qtbot, surveys, lambda found: found.trust.shape[0] > 100)
    last = surveys[-1]
    view = shown.map.scatter.canvas.view
    assert last.grid.left < view.left
    assert last.grid.top > view.top
    assert np.ptp(last.trust) > 0.3
    centres, trust = last.grid.centres(), last.trust.ravel()
    inside = (
        (centres[:, 0] > view.left + view.width * 0.1) & (centres[:, 0] < view.right - view.width * 0.1)
        & (centres[:, 1] > view.bottom + view.height * 0.1) & (centres[:, 1] < view.top - view.height * 0.1)
    )  # fmt: skip
    away, _ = KDTree(shown.map.scatter.points).query(centres)
    free = inside & (away > 9 * shown.map.scatter.canvas.units_per_pixel)
    least, most = (np.flatnonzero(free)[f(trust[free])] for f in (np.argmin, np.argmax))
    assert colour_at(shown, centres[least]).lightness() < colour_at(shown, centres[most]).lightness()
    assert shown.map.findChild(BackdropKey).isVisible()
    choose(shown, "none")
    assert surveys[-1] is None
    assert not shown.map.findChild(BackdropKey).isVisible()
    assert colour_at(shown, centres[least]) == shown.map.scatter.palette().base().color()


def test_digits_are_decoded_over_the_view_and_follow_it(shown, surveys, qtbot):
    choose(shown, "digits")
    wait_for(qtbot, surveys, lambda found: found.images is not None)
    first = surveys[-1]
    assert 28 <= first.grid.cell / shown.map.scatter.canvas.units_per_pixel <= 56
    assert first.images.shape[2] == 784
    shown.map.scatter.canvas.zoom(3.0, np.array(shown.map.scatter.canvas.view.centre))
    wait_for(qtbot, surveys, lambda found: found.grid.cell < first.grid.cell / 2)


def test_new_weights_repaint_it_while_training(shown, surveys, qtbot):
    choose(shown, "digits")
    wait_for(qtbot, surveys, lambda found: True)
    workspace = shown.workspace
    workspace.build(replace(workspace.run.config, seed=3, epochs=LONG))
    workspace.play_or_pause()
    qtbot.waitUntil(
        lambda: workspace.run.frame is not None and workspace.run.frame.step > 5, timeout=PATIENCE_MS
    )
    before = len(surveys)
    qtbot.waitUntil(lambda: len(surveys) > before + 2, timeout=PATIENCE_MS)
    assert not np.array_equal(surveys[-1].images, surveys[before].images)


def test_nothing_is_computed_for_a_plain_ground(shown, surveys, qtbot):
    shown.map.scatter.canvas.zoom(2.0, np.zeros(2))
    show_method(shown, qtbot, "umap")
    assert surveys == []


def test_another_theme_repaints_the_ground(shown, surveys, qtbot):
    choose(shown, "trust")
    wait_for(qtbot, surveys, lambda found: found.trust is not None)
    place = np.array([shown.map.scatter.canvas.view.left, shown.map.scatter.canvas.view.bottom]) * 0.98
    light = colour_at(shown, place).lightness()
    shown._theme.choose("dark")
    assert colour_at(shown, place).lightness() < light / 2
    shown._theme.choose("light")


def test_images_that_are_no_squares_stand_in_square_cells():
    shown = BackdropImage()
    shown.show_ground(QColor("black"))
    shown.show_shape((2, 4))
    images = np.ones((1, 1, 8), np.float32)
    shown.show_survey(Survey(Grid(0, 1, 1.0, 1, 1), np.ones((1, 1)), images))
    assert shown._picture.shape == (4, 4)
    ink = (shown._picture & 0xFF) > 0
    assert ink.tolist() == [[False] * 4, [True] * 4, [True] * 4, [False] * 4]
