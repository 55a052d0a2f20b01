"""The interval between frames of the window while the network trains and the map moves."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from latentlab.gui.main_window import MainWindow
from latentlab.gui.pace import FULL_SPEED, WATCH
from latentlab.gui.waiting import let_live
from tests.benchmarks.frame_clock import FrameClock
from tests.benchmarks.live_run import open_data, show_moving, train
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import expect, on_screen, open_window
from tests.benchmarks.row import Budget, Row, judged, unmeasured
from tests.benchmarks.timing import percentile, spread

_WARM_S = 3.0
_P99, _WORST = Budget(20), Budget(50)
_CASES = (
    ("training (watch), map on UMAP", WATCH, "umap"),
    ("training (full speed), map on UMAP", FULL_SPEED, "umap"),
    ("training (watch), map on t-SNE", WATCH, "tsne"),
    ("training (watch), map on PCA", WATCH, "pca"),
)


def measure(options: Options) -> Iterator[Row]:
    """p99 and worst interval of a 60 Hz clock that paints the map."""
    window = open_window(options.data_root)
    for what, pace, method in options.pick(_CASES, _CASES[:1]):
        show_moving(window, pace, method)
        let_live(options.pick(_WARM_S, 0.5))
        yield from _watch(window, what, options.pick(20.0, 1.0))
    if not options.quick:
        yield from _map_of_all(window, options)


def _map_of_all(window: MainWindow, options: Options) -> Iterator[Row]:
    """UMAP of 70,000 codes while nothing trains, from the click: neighbours, graph, epochs."""
    what = "UMAP of 70,000 codes, nothing trains"
    missing = open_data(window, "mnist", options.data_root)
    if missing:
        yield unmeasured(f"frame interval, {what}", "ms", missing)
        return
    workspace = window.workspace
    train(window, FULL_SPEED)
    let_live(5.0)
    workspace.map.choose("pca")
    workspace.run.pause()
    workspace.set_map_points(70_000)
    expect(lambda: _shown(window) == 70_000, "70,000 points on the map")
    let_live(1.0)
    workspace.map.choose("umap")
    yield from _watch(window, f"{what}, neighbours and graph included", 40.0)


def _watch(window: MainWindow, what: str, seconds: float) -> Iterator[Row]:
    plot = window.map.scatter.canvas.viewport()
    layouts, frames = [0], [0]

    def count_layout(*_: object) -> None:
        layouts[0] += 1

    def count_frame(_: object) -> None:
        frames[0] += 1

    window.workspace.map.layout_changed.connect(count_layout)
    window.workspace.frame_changed.connect(count_frame)
    before = on_screen(plot)
    clock = FrameClock(plot)
    clock.start()
    let_live(seconds)
    clock.stop()
    if np.array_equal(before, on_screen(plot)):
        raise RuntimeError("the map on the screen has not moved")
    window.workspace.map.layout_changed.disconnect(count_layout)
    window.workspace.frame_changed.disconnect(count_frame)
    times = clock.intervals_ms
    row = judged(
        f"GUI frame interval at 60 Hz, {what} (p99)",
        percentile(times, 99),
        "ms",
        budget=_P99,
        plot_size=f"{plot.width()}x{plot.height()}",
        points=_shown(window),
        threads=window.workspace.run.config.threads,
        note=f"{spread(times, 'ms')}; a second has {layouts[0] / seconds:.1f} new layouts "
        f"and {frames[0] / seconds:.1f} frames of the training",
    )
    yield row
    worst = judged(row.name.replace("(p99)", "(worst)"), max(times), "ms", budget=_WORST)
    yield replace(row, name=worst.name, value=worst.value, budget=worst.budget, met=worst.met)


def _shown(window: MainWindow) -> int:
    layout = window.workspace.map.layout
    return 0 if layout is None else len(layout.points)
