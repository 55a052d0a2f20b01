"""New places of all points, drawn: as a layout arrives, and frame by frame while the points glide."""

from collections.abc import Iterator
from functools import partial
from time import sleep

from PySide6.QtWidgets import QApplication

from latentlab.gui.main_window import MainWindow
from tests.benchmarks.cloud import MovingCloud, check_probe, moving_cloud, show_places, take_cloud
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import Painter, fit_plot, open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.scatter_item import NAME, ScatterItem, peer_times
from tests.benchmarks.timing import percentile, spread

PLOT = (900, 700)
SIZES = (5_000, 70_000, 1_000_000)
BUDGETS_MS = {5_000: 8.0, 70_000: 8.0, 1_000_000: 40.0}
_LONG_GLIDE_MS = 60_000
_FRAME_S = 0.020  # longer than the clock of a glide: the next frame is due


def measure(options: Options) -> Iterator[Row]:
    """p95 of an update in the real window, beside ScatterPlotItem's."""
    window = open_window()
    plot = fit_plot(window, *PLOT)
    for count in options.pick(SIZES, (2_000,)):
        cloud = moving_cloud(count)
        repeats = options.pick(100 if count < 1_000_000 else 40, 5)
        take_cloud(window, cloud)
        arrivals = arrival_times(window, cloud, repeats)
        frames = glide_times(window, cloud, repeats)
        peer = ScatterItem(cloud, *PLOT)
        peers = peer_times(peer, "update", options.pick(8 if count < 1_000_000 else 3, 2))
        peer.close()
        for what, times in (("a new layout", arrivals), ("a frame of a glide", frames)):
            yield judged(
                f"live update, {what}, drawn (p95)",
                percentile(times, 95),
                "ms",
                peer=percentile(peers, 95),
                peer_name=NAME,
                budget=Budget(BUDGETS_MS[count]) if count in BUDGETS_MS else None,
                plot_size=plot,
                points=count,
                note=f"ours: {spread(times, 'ms')}; peer: {spread(peers, 'ms')}",
            )


def arrival_times(window: MainWindow, cloud: MovingCloud, repeats: int) -> list[float]:
    """Milliseconds from a new layout to its painted points, by the window's own way."""
    painter = Painter(window.map.scatter.canvas.viewport())
    QApplication.processEvents()
    places = [cloud.at(step) for step in range(8)]
    times = [
        painter.paint_change(partial(show_places, window, places[step % 8])) for step in range(5 + repeats)
    ][5:]
    check_probe(window, (4 + repeats) % 8)
    return times


def glide_times(window: MainWindow, cloud: MovingCloud, repeats: int) -> list[float]:
    """Milliseconds of each frame while the points glide: places between, view, marks, paint."""
    painter = Painter(window.map.scatter.canvas.viewport())
    show_places(window, cloud.at(20), _LONG_GLIDE_MS)
    times = [_glide_frame(painter) for _ in range(5 + repeats)][5:]
    painter.paint_change(partial(show_places, window, cloud.at(3)))
    check_probe(window, 3)
    return times


def _glide_frame(painter: Painter) -> float:
    sleep(_FRAME_S)  # then the clock of the glide is due, and brings the change by itself
    return painter.paint_change(lambda: None)
