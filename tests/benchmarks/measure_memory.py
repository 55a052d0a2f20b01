"""Memory of the whole program with 70,000 images open and t-SNE running."""

from collections.abc import Iterator
from time import perf_counter

import psutil

from latentlab.cli.machine import peak_rss_mb
from latentlab.gui.main_window import MainWindow
from latentlab.gui.pace import FULL_SPEED
from latentlab.gui.waiting import let_live
from tests.benchmarks.live_run import open_data, pause, train
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import expect, open_window
from tests.benchmarks.row import Budget, Row, judged, unmeasured

_LIMIT_MB = 1_500.0
_PATIENCE_S = 900.0  # the pixels' neighbours alone take two minutes of one core
_RUNNING_S = 15.0
_GLANCE_S = 0.1


def measure(options: Options) -> Iterator[Row]:
    """The most resident memory while t-SNE runs on the usual points, on all, and on the pixels of all."""
    window = open_window(options.data_root)
    missing = open_data(window, options.pick("mnist", "mnist-5k"), options.data_root)
    if missing:
        yield unmeasured("memory, 70,000 images open, t-SNE running", "MB", missing, Budget(_LIMIT_MB))
        return
    train(window, FULL_SPEED)
    let_live(options.pick(5.0, 0.5))
    pause(window)
    runs = options.pick(((5_000, "codes"), (70_000, "codes"), (70_000, "pixels")), ((5_000, "codes"),))
    for points, source in runs:
        most = _most_with_tsne(window, points, source, options.pick(_RUNNING_S, 1.0))
        images = len(window.workspace.subject.order) if window.workspace.subject else 0
        yield judged(
            f"memory, {images:,} images open, t-SNE of the {source} of {points:,} running (most resident)",
            most,
            "MB",
            budget=Budget(_LIMIT_MB),
            points=points,
            note=f"since the start of the process at most {peak_rss_mb():,.0f} MB",
        )


def _most_with_tsne(window: MainWindow, points: int, source: str, seconds: float) -> float:
    """The most while neighbours are found and layouts come, in millions of bytes."""
    workspace = window.workspace
    workspace.map.choose("pca")
    workspace.map.choose_source("codes")
    workspace.set_map_points(points)
    expect(lambda: _shown(window) == points, f"{points:,} points on the map")
    workspace.map.choose("tsne")
    workspace.map.choose_source(source)
    process, most = psutil.Process(), 0.0
    until, began, shown = None, perf_counter(), workspace.map.layout
    while until is None or perf_counter() < until:
        let_live(_GLANCE_S)
        most = max(most, process.memory_info().rss / 1e6)
        layout = workspace.map.layout
        if until is None and layout is not None and layout is not shown and layout.iteration > 1:
            until = perf_counter() + seconds
        if perf_counter() - began > _PATIENCE_S:
            raise RuntimeError("expected layouts of t-SNE")
    return most


def _shown(window: MainWindow) -> int:
    layout = window.workspace.map.layout
    return 0 if layout is None else len(layout.points)
