"""From letting go of the lasso to the selected points on the screen."""

from collections.abc import Iterator
from functools import partial

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPolygonF
from PySide6.QtWidgets import QApplication

from latentlab.gui.main_window import MainWindow
from tests.benchmarks.cloud import moving_cloud, take_cloud
from tests.benchmarks.mouse_hand import send
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import Painter, fit_plot, on_screen, open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.timing import milliseconds, percentile, spread

CASES = ((5_000, Budget(50)), (70_000, Budget(50)), (1_000_000, None))
_CORNERS = 400  # places of a freehand line


def measure(options: Options) -> Iterator[Row]:
    """p95 from the release of the button to the paint, beside Qt asked for every point."""
    window = open_window()
    window.actions_.lasso.setChecked(True)
    for count, budget in options.pick(CASES, ((2_000, None),)):
        plot = fit_plot(window, 900, 700)
        take_cloud(window, moving_cloud(count))
        lines = [freehand_line(window, turn) for turn in range(options.pick(30, 3))]
        painter = Painter(window.map.scatter.canvas.viewport())
        before = on_screen(window.map.scatter.canvas.viewport())
        times = [lasso_time(window, painter, line) for line in lines]
        if np.array_equal(before, on_screen(window.map.scatter.canvas.viewport())):
            raise RuntimeError("the selection is not on the screen")
        peer = check_selected(window, lines[-1])
        yield judged(
            "lasso: from letting go to painted (p95)",
            percentile(times, 95),
            "ms",
            peer=peer,
            peer_name="QPolygonF.containsPoint",
            budget=budget,
            plot_size=plot,
            points=count,
            note=f"{spread(times, 'ms')}; {_CORNERS} places a line; the peer only finds the points",
        )


def freehand_line(window: MainWindow, turn: int) -> list[QPointF]:
    """A wavy line around a large part of the map that crosses itself, elsewhere at each turn."""
    rect = window.map.scatter.canvas.viewport().rect()
    angles = np.linspace(0, 4 * np.pi, _CORNERS)
    radii = (0.2 + 0.1 * (turn % 3) / 2) * rect.height() * (1 + 0.2 * np.sin(2.5 * angles))
    x = rect.width() * (0.4 + 0.05 * (turn % 5)) + radii * np.cos(angles)
    y = rect.height() / 2 + radii * np.sin(angles)
    return [QPointF(*place) for place in zip(x.tolist(), y.tolist(), strict=True)]


def lasso_time(window: MainWindow, painter: Painter, line: list[QPointF]) -> float:
    """Milliseconds from the release of the button to the end of the paint."""
    plot = window.map.scatter.canvas.viewport()
    send(plot, QEvent.Type.MouseButtonPress, line[0])
    for place in line[1:]:
        send(plot, QEvent.Type.MouseMove, place, Qt.MouseButton.LeftButton)
    QApplication.processEvents()
    return painter.paint_change(partial(send, plot, QEvent.Type.MouseButtonRelease, line[-1]))


def check_selected(window: MainWindow, line: list[QPointF]) -> float:
    """Milliseconds that Qt takes to look at every point.

    Raises RuntimeError where it finds others than the window, those within two pixels of the line aside.
    """
    canvas, points = window.map.scatter.canvas, window.map.scatter.points
    view, unit = canvas.view, canvas.units_per_pixel
    pixels = (points - [view.left, view.top]) * [1 / unit, -1 / unit]
    spots, polygon = [QPointF(x, y) for x, y in pixels.tolist()], QPolygonF(line)
    found: list[bool] = []
    rule = Qt.FillRule.WindingFill
    took = milliseconds(lambda: found.extend(polygon.containsPoint(spot, rule) for spot in spots))
    differing = np.setxor1d(np.flatnonzero(found), window.workspace.group.rows)
    corners = np.array([place.toTuple() for place in line])
    for row in differing.tolist():
        if np.hypot(*(corners - pixels[row]).T).min() > 12:  # half a step of the line, and the two pixels
            raise RuntimeError(f"point {row} is selected by one and not by the other")
    return took
