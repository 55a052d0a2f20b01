"""The map's panel shows what it is told and tells what it is asked."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QToolButton

from latentlab.gui.panels.latent_map import LatentMapPanel
from latentlab.gui.widgets.scatter.class_legend import ClassButton
from latentlab.latent.maps.layout import Layout, Plane
from latentlab.latent.preparing import Preparing
from tests.gui.layout_requests import LayoutRequests

LABELS = np.arange(400) % 4
CLASSES = ("T-shirt", "Trouser", "Coat", "Bag")


def layout(count=400, iteration=120, plane=None):
    points = np.random.default_rng(0).normal(size=(count, 2)).astype(np.float32)
    return Layout(points, iteration, 500, done=False, plane=plane)


@pytest.fixture
def panel(qtbot):
    widget = LatentMapPanel()
    qtbot.addWidget(widget)
    widget.resize(640, 520)
    widget.show_classes(LABELS, CLASSES)
    widget.show_dimensions(5)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def texts(panel):
    """All that can be read on the panel, in one string."""
    return " | ".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def button(panel, name):
    """The visible button with this text or accessible name."""
    found = [b for b in panel.findChildren(QAbstractButton) if name in (b.text(), b.accessibleName())]
    assert len(found) == 1, f"{len(found)} buttons are called {name}"
    return found[0]


@pytest.mark.parametrize(
    ("name", "method"), [("PCA", "pca"), ("t-SNE", "tsne"), ("UMAP", "umap"), ("Axes", "axes")]
)
def test_each_method_is_a_click_away(panel, qtbot, name, method):
    with qtbot.waitSignal(panel.method_chosen) as heard:
        button(panel, name).click()
    assert heard.args == [method]
    panel.show_method(method)
    assert button(panel, name).isChecked()


def test_the_early_phase_is_told_and_leaves_the_methods_readable(panel):
    panel.resize(450, 520)  # as in the smallest window
    panel.show_method("tsne")
    panel.show_layout(replace(layout(iteration=249), is_early=True), 0, False, 400)
    QApplication.processEvents()
    assert "Early phase" in texts(panel)
    segments = [*panel.controls._methods.values(), panel.controls.more]
    shown = [segment for segment in segments if segment.isVisible()]
    assert {"t-SNE", "More ▾"} <= {segment.text() for segment in shown}
    for segment in shown:
        assert segment.width() >= segment.sizeHint().width(), f"{segment.text()} is cut"
    offered = [action.text() for action in panel.controls.more.menu().actions() if action.isVisible()]
    assert len(shown) == len(segments) or {"PCA", "t-SNE", "UMAP", "Axes"} <= set(offered)
    panel.show_layout(layout(), 0, False, 400)
    assert "Early phase" not in texts(panel)


def test_iterations_and_run_are_shown_where_the_method_has_steps(panel, qtbot):
    panel.show_method("umap")
    panel.show_layout(layout(), 0, False, 5000)
    assert "120 / 500" in texts(panel)
    panel.show_running(True)
    with qtbot.waitSignal(panel.run_toggled):
        button(panel, "Pause the map").click()
    panel.show_running(False)
    assert button(panel, "Go on with the map").isVisible()
    with qtbot.waitSignal(panel.restart_requested):
        button(panel, "Start the map again from its beginning").click()
    panel.show_method("pca")
    assert "120 / 500" not in texts(panel)


def test_counting_iterations_lays_nothing_out(panel):
    """It goes on with every layout of the map, and a new layout of the window costs more than the picture."""
    panel.show_method("umap")
    for iteration in range(6):  # until all that comes with the first has found its room
        panel.show_layout(layout(iteration=iteration), 0, False, 5000)
        QApplication.processEvents()
    asked = LayoutRequests(panel)
    for iteration in (9, 30, 499):
        panel.show_layout(layout(iteration=iteration), 0, False, 5000)
        QApplication.processEvents()
        assert f"{iteration} / 500" in texts(panel)
    assert asked.of == []


def test_the_count_says_how_many_of_how_many(panel):
    panel.show_layout(layout(), 0, False, 5000)
    assert "400 of 5,000 points shown" in texts(panel)
    button(panel, "Class Coat").click()
    assert "300 of 5,000 points shown" in texts(panel)


def test_the_hint_tells_variance_distances_and_stages(panel):
    plane = Plane(np.zeros(5), np.zeros((5, 2)), np.array([0.414, 0.22]))
    panel.show_layout(layout(plane=plane), 0, False, 400)
    assert "Distances are true in this plane: 41% of the variance across, 22% up, 37% not shown." in texts(
        panel
    )
    panel.show_method("tsne")
    assert "mean little" in texts(panel)
    panel.show_preparing(Preparing("neighbours", 2, 5))
    assert "Finding neighbours… 40%" in texts(panel)
    panel.show_preparing(Preparing("something new", 0, 0))
    assert "The map is being prepared… 0%" in texts(panel)
    panel.show_preparing(None)
    assert "mean little" in texts(panel)


def test_a_long_hint_does_not_resize_the_map(panel):
    panel.resize(480, 500)
    heights = set()
    for method in ("pca", "umap", "axes", "tsne"):
        panel.show_method(method)
        panel.show_layout(layout(), 0, False, 400)
        QApplication.processEvents()
        heights.add(panel.scatter.height())
    assert len(heights) == 1


def test_a_method_that_is_not_ready_says_so_and_can_be_chosen(panel, qtbot):
    umap = button(panel, "UMAP")
    panel.show_method_ready("umap", False)
    assert umap.text() == "UMAP …"
    assert "still being loaded" in umap.toolTip()
    with qtbot.waitSignal(panel.method_chosen):
        umap.click()
    panel.show_method_ready("umap", True)
    assert umap.text() == "UMAP"


def test_axes_choose_two_dimensions(panel, qtbot):
    panel.show_method("axes")
    across, up = (c for c in panel.controls.findChildren(QComboBox) if c.isVisible())
    assert (across.currentText(), up.currentText(), across.count()) == ("1", "2", 5)
    up.setFocus()
    with qtbot.waitSignal(panel.axes_chosen) as heard:
        QTest.keyClick(up, Qt.Key.Key_Down)
    assert heard.args == [(0, 2, 1)], "the axis in depth takes the dimension that is free now"
    panel.show_dimensions(2)
    assert up.currentText() == "2"
    panel.show_dimensions(1)
    assert (across.currentText(), up.currentText(), up.isEnabled()) == ("1", "1", False)


def test_fit_is_offered_only_after_the_view_was_moved(panel):
    fit = button(panel, "Fit the whole map (Home)")
    panel.show_layout(layout(), 0, False, 400)
    assert not fit.isEnabled()
    QTest.keyClick(panel.scatter.canvas, Qt.Key.Key_Right)
    assert fit.isEnabled()
    fit.click()
    assert panel.scatter.is_following
    assert not fit.isEnabled()


def test_the_card_shows_the_hovered_digit_and_goes_with_the_mouse(panel):
    panel.show_layout(layout(), 0, False, 400)
    image = np.zeros((28, 28), np.uint8)
    panel.show_hovered(7, image, "Coat", 4_711)
    assert "Coat" in texts(panel)
    assert "Image 4,711" in texts(panel)
    panel.scatter.point_hovered.emit(-1)
    assert "Coat" not in texts(panel)
    panel.show_hovered(7, None, "Coat")
    panel.show_hovered(-1, None, "")
    assert "Image 4,711" not in texts(panel)
    panel.show_hovered(10_000, image, "Coat")
    assert "Coat" not in texts(panel)


def test_another_method_shows_its_whole_map(panel):
    panel.show_layout(layout(), 0, False, 400)
    QTest.keyClick(panel.scatter.canvas, Qt.Key.Key_Plus)
    panel.show_method("pca")
    assert not panel.scatter.is_following, "the same method leaves the view alone"
    panel.show_method("umap")
    assert panel.scatter.is_following


def test_the_card_goes_along_when_the_view_moves(panel):
    panel.show_layout(layout(), 0, False, 400)
    panel.show_hovered(7, None, "Coat")
    before = panel._card.pos()
    QTest.keyClick(panel.scatter.canvas, Qt.Key.Key_Right)
    assert panel._card.x() < before.x()


def test_the_card_stays_inside_the_map_and_lets_the_mouse_through(panel):
    panel.show_layout(layout(), 0, False, 400)
    for index in range(0, 400, 20):
        panel.show_hovered(index, np.zeros((28, 28), np.uint8), "Coat")
        QApplication.processEvents()
        assert panel.scatter.rect().contains(panel._card.geometry())
        at = panel.scatter.pixel_of_point(index).toPoint()
        assert not panel._card.geometry().contains(at)
    assert panel._card.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


# --- the legend -------------------------------------------------------------------------------------------


def test_a_click_hides_a_class_and_another_shows_it(panel, qtbot):
    coat = button(panel, "Class Coat")
    with qtbot.waitSignal(panel.legend.visibility_changed) as heard:
        QTest.mouseClick(coat, Qt.MouseButton.LeftButton)
    assert heard.args[0].tolist() == [True, True, False, True]
    QTest.mouseClick(coat, Qt.MouseButton.LeftButton)
    assert panel.legend.visible_classes.all()


def double_click(widget):
    """As the windowing system sends it: a click, and then the second press as a double click."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
    QTest.mouseDClick(widget, Qt.MouseButton.LeftButton)


def test_a_double_click_shows_a_class_alone_and_the_next_all(panel):
    coat, bag = button(panel, "Class Coat"), button(panel, "Class Bag")
    double_click(coat)
    assert panel.legend.visible_classes.tolist() == [False, False, True, False]
    double_click(bag)
    assert panel.legend.visible_classes.tolist() == [False, False, False, True]
    double_click(bag)
    assert panel.legend.visible_classes.all()


def test_the_legend_can_be_used_by_keys(panel):
    coat = button(panel, "Class Coat")
    coat.setFocus()
    QTest.keyClick(coat, Qt.Key.Key_Return)
    assert not coat.isChecked()
    QTest.keyClick(coat, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert panel.legend.visible_classes.tolist() == [False, False, True, False]


def test_a_new_data_set_brings_its_own_legend(panel):
    panel.show_layout(layout(), 0, False, 400)
    panel.show_classes(np.zeros(10, int), ("only",))
    QApplication.processEvents()
    assert [b.text() for b in panel.legend.findChildren(ClassButton) if b.isVisible()] == ["only"]
    assert len(panel.scatter.points) == 0, "the old points have no class any more"


def test_everything_has_a_name_and_a_tip(panel):
    for widget in panel.findChildren(QToolButton):
        assert widget.toolTip()
        assert widget.text() or widget.accessibleName()
    assert panel.scatter.canvas.accessibleName()
    assert panel.scatter.canvas.accessibleDescription()


def test_clicks_on_the_map_come_out_of_the_panel(panel, qtbot):
    panel.show_layout(layout(), 0, False, 400)
    at = panel.scatter.pixel_of_point(399).toPoint()
    viewport = panel.scatter.canvas.viewport()
    with qtbot.waitSignal(panel.point_clicked):
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=at)
    with qtbot.waitSignal(panel.ground_clicked):
        QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
