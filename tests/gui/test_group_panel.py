"""The panel of the selected points tells what they are, finds points, and lets images be pointed at."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDockWidget

from latentlab.gui.panels.group import GroupPanel
from latentlab.gui.widgets.thumbnail_strip import Thumbnail, ThumbnailStrip
from latentlab.latent.group import How
from tests.gui.mouse import drag
from tests.gui.test_group import SHIFT, middle_box

CTRL = Qt.KeyboardModifier.ControlModifier


def image(value=200):
    return np.full((28, 28), value, np.uint8)


@pytest.fixture
def ready(window, qtbot):
    qtbot.waitUntil(lambda: window.workspace.map.layout is not None and not window.map.scatter.is_gliding)
    return window


def is_raised(window, name):
    return not window.findChild(QDockWidget, name).visibleRegion().isEmpty()


def search(window, text):
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    QTest.keyClicks(window.group.choosing.search, text)
    QTest.keyClick(window.group.choosing.search, Qt.Key.Key_Return)


def test_a_strip_tells_which_image_is_pointed_at_and_clicked(qtbot):
    strip = ThumbnailStrip(28)
    qtbot.addWidget(strip)
    strip.resize(100, 60)
    strip.show_thumbnails([Thumbnail(row, image(), f"No. {row}") for row in (5, 9, 2, 7)])
    strip.show()
    assert strip.height() > 2 * 28, "four images of 28 take two rows of 100"
    hovered, clicked = [], []
    strip.hovered.connect(hovered.append)
    strip.clicked.connect(clicked.append)
    QTest.mouseMove(strip, strip.place_of(3))
    QApplication.processEvents()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.place_of(1))
    assert clicked == [9]
    assert hovered[0] == 7
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Return)
    assert clicked[-1] == hovered[-1]


def test_the_panel_fits_into_the_smallest_dock(qtbot):
    panel = GroupPanel()
    qtbot.addWidget(panel)
    assert panel.minimumSizeHint().width() <= 340
    names = tuple(f"a class with a long name, {i}" for i in range(12))
    panel.choosing.show_classes(names)
    panel.show_group(names, np.full(12, 70_000), np.full(12, 70_000), 3)
    panel.show_worst([Thumbnail(i, image(), "", image(), "0.123") for i in range(7)])
    panel.resize(340, 500)
    panel.show()
    assert panel.minimumSizeHint().width() <= 340
    assert "840,000 selected" in panel.choosing.count.whole_text
    assert "3 of them are hidden" in panel.hidden.text()


def test_a_box_raises_the_panel_and_tells_of_its_points(ready, qtbot):
    panel, w = ready.group, ready.workspace
    assert is_raised(ready, "decoder_dock")
    drag(ready.map.scatter.canvas.viewport(), middle_box(ready), SHIFT)
    assert is_raised(ready, "group_dock")
    assert f"{len(w.group.rows):,} selected" in panel.choosing.count.whole_text
    qtbot.waitUntil(lambda: len(panel.worst.thumbnails) == 7)
    qtbot.waitUntil(lambda: all(strip.thumbnails for strip in panel.neighbours.strips))
    rows = [one.row for one in panel.worst.thumbnails]
    assert set(rows) <= set(w.group.rows.tolist())
    panel.row_clicked.emit(rows[2])
    assert w.selector.selection.row == rows[2]
    assert len(w.group.rows) > 1, "looking at one of them keeps the others selected"
    panel.row_hovered.emit(rows[3])
    assert ready.map.scatter._highlight == rows[3]
    panel.row_hovered.emit(-1)
    assert ready.map.scatter._highlight is None


def test_a_click_leaves_the_decoder_in_front(ready):
    ready.map.points_chosen.emit(np.array([11]), How.REPLACE, "click")
    assert is_raised(ready, "decoder_dock")


def test_nothing_is_computed_while_nobody_looks(ready, qtbot):
    ready.workspace.group.choose(np.arange(50), How.REPLACE, "search")
    QApplication.processEvents()
    assert ready.workspace.facts._images._jobs.job is None
    with qtbot.waitSignal(ready.workspace.facts.images_changed):
        ready.selecting.begin_search()


def test_neighbours_follow_the_count_that_is_asked_for(ready, qtbot):
    ready.selecting.begin_search()
    ready.group.neighbours.count_chosen.emit(5)
    qtbot.waitUntil(lambda: len(ready.group.neighbours.strips[0].thumbnails) == 5)
    assert "of 5" in ready.group.neighbours.agreement.text()


def test_a_search_selects_and_loads_and_looks_where_the_point_is(ready):
    w, scatter = ready.workspace, ready.map.scatter
    scatter.canvas.zoom(40.0, scatter.points[7])
    number = int(w.subject.order[4_000])
    search(ready, f"#{number}")
    assert w.group.rows.tolist() == [4_000]
    assert w.selector.selection.row == 4_000
    spot = scatter.pixel_of_point(4_000)
    assert scatter.rect().contains(spot.toPoint())
    assert ready.actions_.undo.text() == "Undo search"
    ready.actions_.undo.trigger()
    assert len(w.group.rows) == 0, "group and view are one step"


def test_a_search_that_finds_nothing_says_so_in_place_and_changes_nothing(ready):
    w = ready.workspace
    w.group.choose(np.arange(9), How.REPLACE, "lasso")
    search(ready, "nonsense")
    error = ready.group.choosing.error
    assert not error.isHidden()
    assert "nonsense" in error.text()
    assert w.group.rows.tolist() == list(range(9))
    QTest.keyClicks(ready.group.choosing.search, "x")
    assert error.isHidden()
    QTest.keyClick(ready.group.choosing.search, Qt.Key.Key_Escape)
    assert w.group.rows.tolist() == list(range(9)), "Esc leaves the field first"
    assert ready.group.choosing.search.text() == ""


def test_hidden_points_are_found_to_be_hidden(ready):
    ready.workspace.filter.show_classes(np.arange(10) != 3)
    search(ready, "class 3")
    assert "hidden" in ready.group.choosing.error.text()
    search(ready, "")
    ready.workspace.filter.show_all()


def test_buttons_select_a_class_copy_numbers_and_hide_the_others(ready):
    w, choosing = ready.workspace, ready.group.choosing
    ready.selecting.begin_search()
    choosing.classes.actions()[3].trigger()
    assert (w.subject.labels[w.group.rows] == 3).all()
    assert len(w.group.rows) == (w.subject.labels[: w.filter.count] == 3).sum()
    choosing._copy.click()
    numbers = [int(word) for word in QGuiApplication.clipboard().text().split(", ")]
    assert numbers == sorted(w.subject.order[w.group.rows].tolist())
    choosing._only.click()
    assert ready.map.scatter.shown_count == len(w.group.rows)
    choosing._only.click()
    assert ready.map.scatter.shown_count == w.filter.count


def test_without_images_the_classes_are_told_and_why_no_more(ready):
    from dataclasses import replace

    w = ready.workspace
    w.subject = replace(w.subject, images=None)
    ready.group_display.show_subject(w.subject)
    w.group.choose(np.arange(40), How.REPLACE, "lasso")
    assert not ready.group.mix.isHidden()
    assert "not on this machine" in ready.group.missing.text()
    assert ready.group.neighbours.isHidden()


def test_the_mode_stays_until_another_is_chosen(ready):
    viewport = ready.map.scatter.canvas.viewport()
    drag(viewport, middle_box(ready), SHIFT)
    before = len(ready.workspace.group.rows)
    ready.group.choosing.hows.buttons[How.REMOVE.value].click()
    corner = middle_box(ready)[:2]
    drag(viewport, [corner[0] - QPoint(5, 5), *corner], SHIFT)
    assert len(ready.workspace.group.rows) < before
