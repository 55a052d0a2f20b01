"""From the mouse on a slider to the digit on the screen."""

from collections.abc import Iterator

from latentlab.gui.pace import FULL_SPEED, WATCH
from latentlab.gui.waiting import let_live
from tests.benchmarks.live_run import show_moving
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.slider_hand import SliderHand
from tests.benchmarks.timing import percentile, spread

_WARM_S = 3.0
_CASES = (
    ("nothing trains", None, "pca", None),
    ("while training (watch), map on PCA", WATCH, "pca", Budget(8)),
    ("while training (full speed), map on PCA", FULL_SPEED, "pca", Budget(8)),
    ("while training (watch), map on UMAP", WATCH, "umap", Budget(8)),
)


def measure(options: Options) -> Iterator[Row]:
    """p95 from a mouse event to the paint of its digit; every digit is read back from the screen."""
    window = open_window()
    for what, pace, method, budget in options.pick(_CASES, _CASES[:2]):
        if pace is not None:
            show_moving(window, pace, method)
        let_live(options.pick(_WARM_S, 0.5))
        times = SliderHand(window).drag(options.pick(200, 5))
        yield judged(
            f"slider → digit on screen, {what} (p95)",
            percentile(times, 95),
            "ms",
            budget=budget,
            threads=window.workspace.run.config.threads,
            note=f"{spread(times, 'ms')}; every digit read back from the screen",
        )
