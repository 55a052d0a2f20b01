"""From a move of the mouse on the pad to the place of what is drawn on the map."""

from collections.abc import Iterator

from latentlab.gui.pace import FULL_SPEED, WATCH
from latentlab.gui.waiting import let_live
from tests.benchmarks.live_run import show_moving
from tests.benchmarks.options import Options
from tests.benchmarks.pad_hand import PadHand, check_place
from tests.benchmarks.real_window import open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.timing import percentile, spread

_WARM_S = 3.0
_CASES = (
    ("nothing trains", None),
    ("while training (watch)", WATCH),
    ("while training (full speed)", FULL_SPEED),
)


def measure(options: Options) -> Iterator[Row]:
    """p95 from a mouse event to the window painted with stroke, digit and cursor; digits are read back."""
    window = open_window()
    window.decoder.modes.choose("draw")
    for what, pace in options.pick(_CASES, _CASES[:2]):
        if pace is not None:
            show_moving(window, pace, "pca")
        let_live(options.pick(_WARM_S, 0.5))
        times = PadHand(window).draw(options.pick(200, 5))
        if pace is None:
            check_place(window)  # else the next frame may have come in between
        yield judged(
            f"stroke on the pad → place on a PCA map, {what} (p95)",
            percentile(times, 95),
            "ms",
            budget=Budget(16),
            threads=window.workspace.run.config.threads,
            note=f"{spread(times, 'ms')}; every digit read back from the screen",
        )
