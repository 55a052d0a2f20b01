"""Memory of the whole program over a run of 500 epochs, with everything that is kept of it."""

from collections.abc import Iterator

import psutil

from latentlab.gui.main_window import MainWindow
from latentlab.gui.pace import FULL_SPEED
from tests.benchmarks.live_run import pause, train
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import expect, open_window
from tests.benchmarks.row import Budget, Row, judged

_EPOCHS, _SETTLED = 500, 50
_LIMIT_MB = 1_500.0
_PATIENCE_S = 900.0


def measure(options: Options) -> Iterator[Row]:
    """Resident memory when the run has settled, at its end, and the most between, on the bundled digits."""
    window = open_window(options.data_root)
    window.workspace.rewind()
    expect(lambda: window.workspace.run.frame is not None, "the initial weights")
    epochs, settled = options.pick(_EPOCHS, 12), options.pick(_SETTLED, 4)
    train(window, FULL_SPEED)
    sizes = [_size_after(window, epoch) for epoch in range(settled, epochs + 1, settled)]
    pause(window)
    learnt = len(window.workspace.run.frame.epochs) if window.workspace.run.frame else 0
    yield judged(
        f"memory, a run of {learnt} epochs, at its end",
        sizes[-1],
        "MB",
        budget=Budget(_LIMIT_MB),
        note=f"after {settled} epochs {sizes[0]:,.0f} MB, at most {max(sizes):,.0f} MB",
    )


def _size_after(window: MainWindow, epoch: int) -> float:
    """Resident memory once so many epochs are learnt, in millions of bytes."""
    run = window.workspace.run

    def is_learnt() -> bool:
        return run.frame is not None and len(run.frame.epochs) >= epoch

    expect(is_learnt, f"epoch {epoch}", seconds=_PATIENCE_S)
    return float(psutil.Process().memory_info().rss / 1e6)
