"""The wall of reconstructions of 70,000 images: each notch of the wheel, drawn, and the frames meanwhile."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from latentlab.gui.main_window import MainWindow
from latentlab.gui.waiting import let_live
from tests.benchmarks.live_run import open_data
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import Painter, expect, on_screen, open_window
from tests.benchmarks.row import Budget, Row, judged, unmeasured
from tests.benchmarks.timing import percentile, spread

_NOTCH = 120
_FRAME_MS = 16.7
_SIZES = ((1440, 900), (1920, 1080))


def measure(options: Options) -> Iterator[Row]:
    """p95 of a paint after a notch of the wheel, in the dock and floated over the whole screen."""
    window = open_window(options.data_root)
    missing = open_data(window, options.pick("mnist", "mnist-5k"), options.data_root)
    if missing:
        yield unmeasured("the wall of reconstructions scrolled", "ms", missing, Budget(_FRAME_MS))
        return
    window.actions_.reconstructions.trigger()
    display = window.reconstructions_display
    expect(lambda: display.listing is not None and display.listing.pca_error is not None, "errors by PCA")
    expect(lambda: display.listing is not None and display.listing.net_error is not None, "their errors")
    field = window.reconstructions.order
    field.choose("worst")
    field.activated.emit(field.currentIndex())
    for place in ("in its dock", "floated"):
        if place == "floated":
            dock = next(one for one in window.docks.openers if one.objectName() == "reconstructions_dock")
            dock.setFloating(True)
            dock.resize(*_SIZES[1])
        let_live(1.0)
        times = _scrolled(window, options.pick(200, 10))
        wall = window.reconstructions.wall.viewport()
        yield judged(
            f"the wall of {window.reconstructions.wall.count:,} images scrolled, {place} (p95)",
            percentile(times, 95),
            "ms",
            budget=Budget(_FRAME_MS),
            plot_size=f"{wall.width()}x{wall.height()}",
            note=f"{spread(times, 'ms')}; {_known(window):.0%} of the images in view rebuilt at once",
        )


def _scrolled(window: MainWindow, notches: int) -> list[float]:
    wall = window.reconstructions.wall.viewport()
    painter = Painter(wall)
    before, times = on_screen(wall), []
    for notch in range(notches):
        let_live(0.02)
        turn = -_NOTCH if notch % 50 < 40 else _NOTCH
        times.append(painter.paint_change(partial(_turn, wall, turn)))
    if np.array_equal(before, on_screen(wall)):
        raise RuntimeError("the wall is not scrolled on the screen")
    return times


def _known(window: MainWindow) -> float:
    """How many of the images in view are rebuilt right after the last notch."""
    wall = window.reconstructions.wall
    cells = [wall.cell(place) for place in wall.places_seen]
    return float(np.mean([cell is not None and cell.images[1] is not None for cell in cells]))


def _turn(wall: QWidget, turn: int) -> None:
    place = QPointF(wall.rect().center())
    event = QWheelEvent(
        place,
        QPointF(wall.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(wall, event)
