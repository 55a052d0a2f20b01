"""From the mouse on the timeline to the digit and the map of that epoch on the screen."""

from collections.abc import Iterator
from dataclasses import replace

from latentlab.gui.main_window import MainWindow
from latentlab.gui.waiting import let_live
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import expect, open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.time_hand import TimeHand
from tests.benchmarks.timing import percentile, spread

_BUDGET = Budget(16.7)  # a frame
_ENCODED_S = 6.0  # for the codes of all kept epochs, which are encoded once the student looks back


def measure(options: Options) -> Iterator[Row]:
    """p95 from a mouse event to each paint; every digit is read back from the screen."""
    window = open_window()
    _train(window, options.pick(40, 3))
    hand = TimeHand(window)
    hand.drag(options.pick(200, 5))
    points = len(window.workspace.travel.shown.latents) if window.workspace.travel.shown else 0
    for what, times in (("digit", hand.digits_ms), ("PCA map", hand.maps_ms)):
        yield judged(
            f"mouse on the timeline → {what} on screen (p95)",
            percentile(times, 95),
            "ms",
            budget=_BUDGET,
            points=points,
            note=f"{spread(times, 'ms')}; {len(window.workspace.travel.moments.steps)} kept epochs",
        )


def _train(window: MainWindow, epochs: int) -> None:
    """A whole run, looked back on for as long as it takes to encode its kept epochs."""
    workspace = window.workspace
    workspace.map.choose("pca")
    workspace.build(replace(workspace.run.config, epochs=epochs, seed=7))
    expect(lambda: workspace.run.frame is not None, "the new network to be there")
    workspace.play_or_pause()
    expect(lambda: not workspace.run.is_running, "the training to be over")
    expect(lambda: len(workspace.run.frame.latents) >= 5_000, "all points to be encoded")  # type: ignore[union-attr]
    workspace.travel.go(0)
    let_live(_ENCODED_S)
