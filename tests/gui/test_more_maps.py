"""What the menu of further maps and their sheets ask, and what the window makes of it."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from latentlab.gui.panels.map_controls import MapControls
from latentlab.gui.panels.map_plane import MapPlane
from latentlab.gui.panels.map_words import method_text
from latentlab.latent.maps.layout import Anchors, Layout, Plane
from latentlab.latent.maps.map_settings import MapSettings
from tests.gui.conftest import PATIENCE_MS


@pytest.fixture
def controls(qtbot):
    made = MapControls()
    qtbot.addWidget(made)
    made.show()
    return made


def entry(controls, text):
    return next(action for action in controls.more.menu().actions() if action.text() == text)


@pytest.mark.parametrize(
    ("text", "signal", "value"),
    [("Plane", "method_chosen", "plane"), ("Kernel PCA", "method_chosen", "kernel-pca"),
     ("Of the pixels", "source_chosen", "pixels"), ("Space (3-D)", "dimensions_chosen", 3)],
)  # fmt: skip
def test_each_entry_of_the_menu_asks_for_what_it_says(controls, qtbot, text, signal, value):
    with qtbot.waitSignal(getattr(controls, signal)) as heard:
        entry(controls, text).trigger()
    assert heard.args == [value]


def test_the_menu_shows_what_is_so_and_bears_the_name_of_its_method(controls):
    controls.show_method("kernel-pca")
    controls.more.show_source("pixels")
    controls.show_settings(MapSettings("kernel-pca", dimensions=3, gamma=0.25))
    assert controls.more.text().startswith("Kernel PCA")
    assert [a.text() for a in controls.more.menu().actions() if a.isChecked()] == [
        "Kernel PCA", "Of the pixels", "Space (3-D)"
    ]  # fmt: skip
    assert controls.parameters.gamma.value() == 0.25
    controls.show_method("pca")
    assert controls.more.text().startswith("More")
    assert not controls.more.isChecked()


@pytest.mark.parametrize("method", ["pca", "tsne", "umap", "axes", "plane", "kernel-pca"])
def test_the_row_fits_a_narrow_panel(controls, method):
    controls.show_method(method)
    controls.show_iteration(500, 500)
    assert controls.minimumSizeHint().width() <= 450


def test_gamma_and_a_new_seed_are_told(controls, qtbot):
    sheet = controls.parameters
    with qtbot.waitSignal(sheet.changed) as heard:
        sheet.gamma.setValue(0.5)
    assert heard.args[0].gamma == 0.5
    with qtbot.waitSignal(sheet.changed) as heard:
        sheet.new_seed.click()
    assert heard.args[0].seed == 1


def test_three_classes_or_three_picked_points_or_the_selected_ones_make_a_plane(qtbot):
    sheet = MapPlane()
    qtbot.addWidget(sheet)
    sheet.show_classes(("zero", "one", "two", "three"))
    with qtbot.waitSignal(sheet.chosen) as heard:
        sheet.combos[1].setCurrentIndex(3)
        sheet.combos[1].activated.emit(3)
    assert heard.args == ["classes", (0, 3, 2)]
    sheet.pick_points.click()
    with qtbot.waitSignal(sheet.chosen) as heard:
        for row in (7, 7, 3, 11):  # one of them twice
            sheet.pick(row)
    assert heard.args == ["points", (7, 3, 11)]
    assert not sheet.is_picking
    assert not sheet.through_group.isEnabled()
    sheet.show_group(np.array([4, 5, 6]))
    with qtbot.waitSignal(sheet.chosen) as heard:
        sheet.through_group.click()
    assert heard.args == ["points", (4, 5, 6)]


def test_the_line_under_the_map_says_how_it_was_made():
    points = np.zeros((20_000, 2), np.float32)
    plane = Plane(np.zeros(4), np.zeros((4, 2)), np.array([0.4, 0.2]))
    layout = Layout(points, 1, 1, done=True, plane=plane, anchors=Anchors(points[:3], "classes", (0, 1, 2)))
    assert "60% of the variance" in method_text("plane", layout, (0, 1, 2), of_pixels=False)
    assert "the network plays no part" in method_text("umap", layout, (0, 1, 2), of_pixels=True)
    assert "dimension 3 across" in method_text("axes", layout, (2, 1, 0), of_pixels=True)
    space = replace(layout, points=np.zeros((20_000, 3), np.float32))
    assert "slow in three dimensions" in method_text("tsne", space, (0, 1, 2), of_pixels=False)


def test_the_plane_key_marks_three_classes_on_the_map(window, qtbot):
    QTest.keyClick(window, Qt.Key.Key_5)
    live = window.workspace.map
    qtbot.waitUntil(lambda: live.layout is not None and live.layout.anchors is not None, timeout=PATIENCE_MS)
    classes = window.workspace.subject.classes
    assert window.map.scatter.anchors._names == classes[:3]
    assert window.map.controls.plane.isVisible()
    window.map.controls.plane.pick_points.click()
    for row in (10, 20, 30):
        window.map.scatter.point_clicked.emit(row)
    qtbot.waitUntil(lambda: live.layout.anchors.numbers == (10, 20, 30), timeout=PATIENCE_MS)


def test_without_opengl_a_word_says_why_and_the_flat_map_stays(window, qtbot):
    qtbot.waitUntil(lambda: window.workspace.map.layout is not None, timeout=PATIENCE_MS)
    QTest.keyClick(window, Qt.Key.Key_7)
    box = window.findChild(QMessageBox)
    assert "Three dimensions need OpenGL" in box.text()
    box.close()
    assert window.workspace.map.settings.dimensions == 2
    assert window.map.scatter.isVisible()
    assert not entry(window.map.controls, "Space (3-D)").isChecked()


def test_a_map_of_the_pixels_is_said_to_be_one_and_can_be_decoded(window, qtbot):
    live = window.workspace.map
    qtbot.waitUntil(lambda: live.layout is not None, timeout=PATIENCE_MS)
    with qtbot.waitSignal(live.layout_changed, timeout=PATIENCE_MS):
        entry(window.map.controls, "Of the pixels").trigger()
    assert "the network plays no part" in window.map._hint.whole_text
    assert len(live.layout.points) == len(live.layout_codes) == 5_000
    located = window.workspace.ground.locate(live.layout.points[7])
    np.testing.assert_allclose(located.z, live.layout_codes[7], atol=1e-4)


def test_another_seed_is_offered_beside_a_flat_map_with_chance_in_it(controls):
    for method, dimensions, expected in (
        ("umap", 2, True),
        ("umap", 3, False),
        ("tsne", 2, True),
        ("pca", 2, False),
    ):
        controls.show_method(method)
        controls.show_settings(MapSettings(method=method, dimensions=dimensions))
        assert controls.twin.isEnabled() == expected
        assert controls.twin.toolTip()
