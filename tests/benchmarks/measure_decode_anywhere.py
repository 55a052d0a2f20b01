"""From the mouse on the map, with the decode key held, to the digit on the screen."""

from collections.abc import Iterator

from latentlab.gui.main_window import MainWindow
from latentlab.gui.pace import FULL_SPEED, WATCH
from latentlab.gui.waiting import let_live
from tests.benchmarks.live_run import pause, show_moving
from tests.benchmarks.map_hand import MapHand
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import expect, open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.timing import percentile, spread

_WARM_S = 1.5
_BUDGET = Budget(8)
_AT_REST = ("pca", "tsne", "umap")
_TRAINING = (
    ("while training (watch), map on PCA", WATCH, "pca"),
    ("while training (watch), map on UMAP", WATCH, "umap"),
    ("while training (full speed), map on UMAP", FULL_SPEED, "umap"),
)


def measure(options: Options) -> Iterator[Row]:
    """p95 from a mouse event to the paint of its digit; every digit is read back from the screen."""
    window = open_window()
    for method in options.pick(_AT_REST, _AT_REST[:1]):
        window.workspace.map.choose(method)
        expect(lambda: not window.workspace.map.is_running, "the map to rest")
        yield _row(window, f"map of {method} at rest", options)
    for method in options.pick(("tsne", "umap"), ("umap",)):
        window.workspace.map.choose(method)
        window.workspace.map.restart()
        expect(lambda: _moves(window), f"the map of {method} to move")
        yield _row(window, f"while {method} runs", options)
    for what, pace, method in options.pick(_TRAINING, ()):
        show_moving(window, pace, method)
        yield _row(window, what, options)
    if window.workspace.run.is_running:
        pause(window)


def _moves(window: MainWindow) -> bool:
    live_map = window.workspace.map
    return live_map.is_running and live_map.layout is not None and 0 < live_map.layout.iteration < 100


def _row(window: MainWindow, what: str, options: Options) -> Row:
    running = window.workspace.map.is_running and not window.workspace.run.is_running
    let_live(0.2 if running else options.pick(_WARM_S, 0.5))
    times: list[float] = []
    while len(times) < options.pick(200, 5):
        if running and not window.workspace.map.is_running:  # it came to its end
            window.workspace.map.restart()
            expect(lambda: _moves(window), "the map to move again")
        times += MapHand(window).hover(options.pick(50, 5))
    layout = window.workspace.map.layout
    return judged(
        f"mouse on the map → digit on screen, {what} (p95)",
        percentile(times, 95),
        "ms",
        budget=_BUDGET,
        points=None if layout is None else len(layout.points),
        threads=window.workspace.run.config.threads,
        note=f"{spread(times, 'ms')}; every digit read back from the screen",
    )
