"""From the mouse over the map to the point under it."""

from collections.abc import Iterator
from functools import partial

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF

from latentlab.gui.main_window import MainWindow
from latentlab.gui.widgets.scatter.map_pointer import REACH
from tests.benchmarks.cloud import MovingCloud, moving_cloud, take_cloud
from tests.benchmarks.mouse_hand import move
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import fit_plot, open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.scatter_item import NAME
from tests.benchmarks.timing import milliseconds, percentile, spread

CASES = ((5_000, Budget(2)), (70_000, Budget(2)), (1_000_000, None))
_CHECKED = 20  # answers compared with a search through all points


def measure(options: Options) -> Iterator[Row]:
    """p95 of a mouse move in the real window, with all that hears of it, beside pyqtgraph's own search."""
    window = open_window()
    for count, budget in options.pick(CASES, ((2_000, None),)):
        plot = fit_plot(window, 900, 700)
        cloud = moving_cloud(count)
        take_cloud(window, cloud)
        places = mouse_places(window, options.pick(300, 20))
        times = [milliseconds(partial(move, window.map.scatter.canvas.viewport(), at)) for at in places]
        for at in places[:_CHECKED]:
            move(window.map.scatter.canvas.viewport(), at)
            check_found(window, at)
        peers = peer_times(cloud, options.pick(10, 2))
        yield judged(
            "hover: mouse move to the point under it (p95)",
            percentile(times, 95),
            "ms",
            peer=percentile(peers, 95),
            peer_name=f"{NAME}.pointsAt",
            budget=budget,
            plot_size=plot,
            points=count,
            note=f"ours: {spread(times, 'ms')}; peer: {spread(peers, 'ms')}; answers checked",
        )


def mouse_places(window: MainWindow, count: int) -> list[QPointF]:
    """Places all over the plot, each far from the one before."""
    rect = window.map.scatter.canvas.viewport().rect()
    spots = np.random.default_rng(0).uniform(0.1, 0.9, (count, 2)) * [rect.width(), rect.height()]
    return [QPointF(x, y) for x, y in np.rint(spots).tolist()]


def check_found(window: MainWindow, at: QPointF) -> None:
    """Raise RuntimeError unless the hovered point is the nearest of all."""
    scatter = window.map.scatter
    away = np.hypot(*(scatter.points.astype(float) - scatter.canvas.place_of(at)).T)
    is_near = bool(away.min() <= REACH * scatter.canvas.units_per_pixel)
    found = scatter.pointer.hovered
    if is_near != (found >= 0) or (is_near and away[found] > away.min() * (1 + 1e-6)):
        raise RuntimeError(f"expected the point {int(away.argmin())} under the mouse, got {found}")


def peer_times(cloud: MovingCloud, repeats: int) -> list[float]:
    """The same question put to a ScatterPlotItem."""
    view = pg.PlotWidget()
    item = pg.ScatterPlotItem(size=4, pxMode=True, pen=None)
    item.setData(pos=cloud.at(0))
    view.addItem(item)
    spots = np.random.default_rng(1).uniform(-10, 10, (repeats, 2)).tolist()
    times = [milliseconds(partial(item.pointsAt, pg.Point(x, y))) for x, y in spots]
    view.close()
    return times
