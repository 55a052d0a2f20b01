"""A pan by the mouse and a zoom by the wheel, drawn."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from latentlab.gui.main_window import MainWindow
from tests.benchmarks.cloud import check_probe, moving_cloud, take_cloud
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import Painter, fit_plot, on_screen, open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.scatter_item import NAME, ScatterItem, peer_times
from tests.benchmarks.timing import percentile, spread

CASES = (
    (5_000, (900, 700), Budget(8)),
    (70_000, (900, 700), Budget(8)),
    (70_000, (1920, 1080), Budget(14)),
    (1_000_000, (900, 700), None),
)
_STEP = 8  # device-independent pixels that the mouse goes at a time
_NOTCH = 120


def measure(options: Options) -> Iterator[Row]:
    """p95 of a pan and of a zoom in the real window, beside ScatterPlotItem's."""
    window = open_window()
    for count, size, budget in options.pick(CASES, ((2_000, (900, 700), None),)):
        plot = fit_plot(window, *size)
        cloud = moving_cloud(count)
        take_cloud(window, cloud)
        repeats = options.pick(100 if count < 1_000_000 else 40, 6)
        ours = {"pan": pan_times(window, repeats), "zoom": zoom_times(window, repeats)}
        check_probe(window, 0)
        peer = ScatterItem(cloud, *size)
        for what, times in ours.items():
            peers = peer_times(peer, what, options.pick(20 if count < 1_000_000 else 4, 2))
            yield judged(
                f"{what}, drawn (p95)",
                percentile(times, 95),
                "ms",
                peer=percentile(peers, 95),
                peer_name=NAME,
                budget=budget,
                plot_size=plot,
                points=count,
                note=f"ours: {spread(times, 'ms')}; peer: {spread(peers, 'ms')}",
            )
        peer.close()


def pan_times(window: MainWindow, repeats: int) -> list[float]:
    """Milliseconds of each step of a drag: there and back, and so ending where it began."""
    plot = window.map.scatter.canvas.viewport()
    middle = QPointF(plot.rect().center())
    painter = Painter(plot)
    QApplication.processEvents()
    before = on_screen(plot)
    _send_mouse(plot, QEvent.Type.MouseButtonPress, middle)
    steps = [_STEP * (i % 10 if i % 20 < 10 else 10 - i % 10) for i in range(1, repeats + 1)]
    times = [painter.paint_change(partial(_drag, plot, middle + QPointF(x, x / 2))) for x in steps]
    painter.paint_change(partial(_drag, plot, middle + QPointF(5 * _STEP, 0)))
    _check_moved(before, on_screen(plot), round(5 * _STEP * plot.devicePixelRatioF()))
    painter.paint_change(partial(_drag, plot, middle))
    _send_mouse(plot, QEvent.Type.MouseButtonRelease, middle)
    QApplication.processEvents()
    return times


def zoom_times(window: MainWindow, repeats: int) -> list[float]:
    """Milliseconds of each notch of the wheel, in and out in turn, and so ending where it began."""
    plot = window.map.scatter.canvas.viewport()
    painter = Painter(plot)
    QApplication.processEvents()
    before = on_screen(plot)
    turns = [_NOTCH if i % 2 == 0 else -_NOTCH for i in range(2 * (repeats // 2) + 1)]
    times = [painter.paint_change(partial(_turn_wheel, plot, turn)) for turn in turns]
    if np.array_equal(before, on_screen(plot)):
        raise RuntimeError("the zoom is not on the screen")
    painter.paint_change(partial(_turn_wheel, plot, -_NOTCH))
    return times


def _check_moved(before: np.ndarray, after: np.ndarray, pixels: int) -> None:
    """Raise RuntimeError unless the picture went to the right by so many pixels."""
    margin = 3 * pixels  # what stands at the edges stays there
    upper = slice(len(before) // 2)  # below, the overview of the map stands in its corner
    before, after = before[upper], after[upper]
    moved = after[:, margin + pixels : -margin] == before[:, margin : -margin - pixels]
    stayed = after[:, margin:-margin] == before[:, margin:-margin]
    if moved.mean() < 0.99 or stayed.mean() >= moved.mean():
        raise RuntimeError(f"after a pan {moved.mean():.1%} of the pixels are where they should be")


def _drag(plot: QWidget, place: QPointF) -> None:
    _send_mouse(plot, QEvent.Type.MouseMove, place)


def _send_mouse(plot: QWidget, kind: QEvent.Type, place: QPointF) -> None:
    # Not QTest.mouseMove: that moves the real pointer, whose own event says that no button is down.
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = none if kind == QEvent.Type.MouseMove else left
    held = none if kind == QEvent.Type.MouseButtonRelease else left
    far = QPointF(plot.mapToGlobal(place.toPoint()))
    event = QMouseEvent(kind, place, far, button, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(plot, event)


def _turn_wheel(plot: QWidget, angle: int) -> None:
    place = plot.rect().center()
    event = QWheelEvent(
        QPointF(place),
        QPointF(plot.mapToGlobal(place)),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot, event)
