"""Drives the real program in a real X window, in a process of its own.

`python -m tests.gui.real_window STORY`: each story prints one line of JSON about what it saw.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QPolygonF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QSlider

from latentlab.gui import app as application
from latentlab.gui.main_window import MainWindow
from latentlab.gui.questions import Closing, Questions
from latentlab.gui.settings import Settings
from latentlab.gui.waiting import let_live, wait_until
from latentlab.gui.widgets.space.space_view import SpaceView
from tests.gui.mouse import drag

PATIENCE_S = 90.0
LASSO = ((0, 0), (150, 10), (90, 120), (-10, -100))  # from the middle of a space


def open_window(is_ready: Callable[[MainWindow], bool]) -> MainWindow:
    """The window on the session that comes along, as a student sees it."""
    app = application.make_application()
    app.setQuitOnLastWindowClosed(False)
    window = application.make_window(app, Settings(Path(tempfile.mkdtemp()) / "settings.ini"), "light")
    application.open_or_raise(window, None)
    window.resize(1280, 800)
    application.start(window)
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 60_000)
    assert wait_until(lambda: is_ready(window), PATIENCE_S)
    return window


def tell_main_job() -> dict:
    """A student plays, pauses, changes the map, clicks a point and drags a slider."""
    window = open_window(lambda shown: shown.workspace.ready.maps)
    workspace = window.workspace
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert wait_until(lambda: workspace.run.is_running and steps_of(window) > 20, PATIENCE_S)
    assert wait_until(lambda: len(workspace.map.layout.points) < 5_000, PATIENCE_S)  # the map is live
    live = len(workspace.map.layout.points)
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert wait_until(lambda: len(workspace.run.frame.latents) == 5_000, PATIENCE_S)
    methods = []
    for key, method in (
        (Qt.Key.Key_2, "tsne"),
        (Qt.Key.Key_3, "umap"),
        (Qt.Key.Key_4, "axes"),
        (Qt.Key.Key_1, "pca"),
    ):
        QTest.keyClick(window, key)
        assert wait_until(
            lambda: workspace.map.layout.iteration > 0 and not window.map.scatter.is_gliding, PATIENCE_S
        )
        methods.append(workspace.map.method)
        assert methods[-1] == method
    row = click_on_a_point(window)
    digit = window.decoder.digit.grab().toImage()
    drag_first_slider(window)
    agree = wait_until(lambda: agreement(window), PATIENCE_S)
    assert workspace.stop_everything(60_000)
    return {
        "platform": application.make_application().platformName(),
        "live_points": live,
        "methods": methods,
        "clicked_row": row,
        "selection_is_free": workspace.selector.selection.row is None,
        "digit_changed": digit != window.decoder.digit.grab().toImage(),
        "agree": agree,
    }


def steps_of(window: MainWindow) -> int:
    """How many batches the shown network has learnt; 0 before its first frame."""
    frame = window.workspace.run.frame
    return frame.step if frame is not None else 0


def click_on_a_point(window: MainWindow) -> int:
    """Click where a point is drawn; returns the row that was loaded."""
    scatter = window.map.scatter
    spot = scatter.pixel_of_point(11)
    place = scatter.canvas.mapFrom(scatter, QPoint(round(spot.x()), round(spot.y())))
    QTest.mouseClick(scatter.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    let_live(0.2)
    row = window.workspace.selector.selection.row
    assert row is not None
    return row


def drag_first_slider(window: MainWindow) -> None:
    """Move the first latent dimension with the mouse."""
    slider = window.decoder.sliders.findChildren(QSlider)[0]
    middle = slider.rect().center()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=middle)
    for offset in range(0, 40, 4):
        QTest.mouseMove(slider, middle + QPoint(offset, 0))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=middle + QPoint(40, 0))
    let_live(0.2)


def agreement(window: MainWindow) -> bool:
    """Whether sliders, cursor and selection show one and the same."""
    selection = window.workspace.selector.selection
    cursor = window.map.scatter.cursor_place
    return bool(
        np.allclose(window.decoder.sliders.point, selection.z)
        and np.allclose(tuple(cursor), selection.place, atol=1e-3)
    )


def tell_panning() -> dict:
    """How many references to None 50 pans of the whole window lose."""
    window = open_window(lambda shown: shown.workspace.map.layout is not None)
    let_live(1.0)
    canvas = window.map.scatter.canvas

    def pan(step: int) -> None:
        middle = canvas.viewport().rect().center()
        QTest.mousePress(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseMove(canvas.viewport(), middle + QPoint(12 if step % 2 else -12, 5))
        QTest.mouseRelease(canvas.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        window.repaint()
        application.make_application().processEvents()

    pan(0)
    before = sys.getrefcount(None)
    for step in range(50):
        pan(step)
    lost = before - sys.getrefcount(None)
    assert window.workspace.stop_everything(60_000)
    return {"lost": lost}


def tell_closing() -> dict:
    """What closing costs in the middle of training and of UMAP, in processor time: others may be busy."""
    Questions.on_closing = lambda *_: Closing.DISCARD  # type: ignore[method-assign]
    window = open_window(lambda shown: shown.workspace.ready.maps)
    workspace = window.workspace
    workspace.build(replace(workspace.run.config, epochs=2_000))
    workspace.play_or_pause()
    workspace.map.choose("umap")

    def is_busy() -> bool:
        return workspace.run.is_running and workspace.map.is_running and workspace.map.layout.iteration > 1

    assert wait_until(is_busy, PATIENCE_S)
    began = time.process_time()
    window.close()
    return {
        "processor_s": time.process_time() - began,
        "has_ended": workspace.stop_everything(60_000),
        "is_running": workspace.run.is_running or workspace.map.is_running,
    }


def tell_space() -> dict:
    """A student turns the map into a space, turns it, points, clicks and draws around points in it."""
    window = open_window(lambda shown: shown.workspace.ready.maps)
    QTest.keyClick(window, Qt.Key.Key_7)
    assert wait_until(lambda: window.map.field.is_space and not window.map.space.view.is_gliding, PATIENCE_S)
    view, shown = window.map.space.view, window.workspace.map.layout
    wait_until(lambda: len(colours_of(view)) > 10, PATIENCE_S)  # it is painted when its time comes
    seen = {"colours": len(colours_of(view)), "turned": turn(view)}
    QTest.keyClick(window, Qt.Key.Key_4)  # the window is another one for Qt, and still hears keys
    assert wait_until(lambda: window.workspace.map.layout is not shown and not view.is_gliding, PATIENCE_S)
    let_live(0.3)
    seen |= {"hovered_is_clicked": point_and_click(window), **draw_around(window)}
    wait_until(lambda: len(colours_of(view)) > seen["colours"], PATIENCE_S)
    seen["dimmed"] = len(colours_of(view))
    assert window.workspace.stop_everything(60_000)
    return seen


def turn(view: SpaceView) -> float:
    """How far a point goes on the screen while the mouse turns the space."""
    before, middle = view.pixel_of_point(11), view.rect().center()
    drag(view, [middle, middle + QPoint(20, 10), middle + QPoint(60, 25)])
    return (view.pixel_of_point(11) - before).manhattanLength()


def point_and_click(window: MainWindow) -> bool:
    """Whether the point that is hovered shows its card, and is loaded by a click."""
    view, hovered = window.map.space.view, list[int]()
    window.map.point_hovered.connect(hovered.append)
    spot = point_amid(view, view.rect().center())
    QTest.mouseMove(view, spot + QPoint(1, 0))
    QTest.mouseMove(view, spot)
    assert wait_until(lambda: window.map._card.isVisible(), PATIENCE_S)
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=spot)
    let_live(0.2)
    return window.workspace.selector.selection.row in hovered


def draw_around(window: MainWindow) -> dict:
    """How many points are in a box by Shift, and in a lasso by S; whether Qt finds the same in that."""
    view, middle = window.map.space.view, window.map.space.view.rect().center()
    drag(view, [middle - QPoint(90, 90), middle, middle + QPoint(10, 20)], Qt.KeyboardModifier.ShiftModifier)
    boxed = len(window.workspace.group.rows)
    QTest.keyClick(window, Qt.Key.Key_S)
    drag(view, [middle + QPoint(*way) for way in LASSO])
    lassoed = window.workspace.group.rows
    return {"boxed": boxed, "lassoed": len(lassoed), "agrees": agrees_with_qt(view, lassoed, middle)}


def colours_of(view: SpaceView) -> np.ndarray:
    """Each colour that at least 30 pixels of the screen have where the space is."""
    corner = view.mapTo(view.window(), QPoint(0, 0))
    shot = view.screen().grabWindow(
        view.window().winId(), corner.x(), corner.y(), view.width(), view.height()
    )
    image = shot.toImage().convertToFormat(QImage.Format.Format_RGB32)
    found, counts = np.unique(np.frombuffer(image.constBits(), np.uint32), return_counts=True)
    return found[counts >= 30]


def point_amid(view: SpaceView, middle: QPoint) -> QPoint:
    """Where the point nearest to the middle of the view is drawn."""
    pixels = np.array([view.pixel_of_point(row).toTuple() for row in range(len(view.places))])
    return view.pixel_of_point(int(np.hypot(*(pixels - middle.toTuple()).T).argmin())).toPoint()


def agrees_with_qt(view: SpaceView, rows: np.ndarray, middle: QPoint) -> bool:
    """Whether Qt finds the same points inside the line, but for those near it."""
    line = QPolygonF([QPointF(middle + QPoint(*way)) for way in LASSO])
    inside = [
        row
        for row in range(len(view.places))
        if line.containsPoint(view.pixel_of_point(row), Qt.FillRule.WindingFill)
    ]
    return len(np.setxor1d(inside, rows)) <= 0.01 * len(rows)


STORIES = {
    "main-job": tell_main_job,
    "panning": tell_panning,
    "closing": tell_closing,
    "space": tell_space,
}

if __name__ == "__main__":
    print(json.dumps(STORIES[sys.argv[1]]()), flush=True)
