"""From the start of the process to the first painted window, beside the import of torch alone."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PySide6.QtWidgets import QApplication

from latentlab.gui.app import make_application, make_window, passing_settings, show_session
from tests.benchmarks.options import Options
from tests.benchmarks.processes import process_seconds
from tests.benchmarks.real_window import on_screen
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.timing import median, spread

_LEAST_COLOURS = 50  # of a window with a full map; an empty one has some twenty


def measure(options: Options) -> Iterator[Row]:
    """Medians of new processes, the two in turn, after one of each to warm the disk's cache."""
    ours, peers, imported = [], [], set()
    for turn in range(1 + options.pick(9, 2)):
        seconds, heavy = _first_paint()
        torch = process_seconds(["-c", "import torch, os; os._exit(0)"])
        imported |= set(heavy)
        if turn > 0:
            ours.append(seconds)
            peers.append(torch)
    colours = colours_at_first_paint()
    yield judged(
        "start of process → first painted window (median, warm)",
        median(ours),
        "s",
        peer=median(peers),
        peer_name="import torch",
        budget=Budget(1.0),
        note=f"ours: {spread(ours, 's')}; the screen shows {colours:,} colours then; "
        f"peer: {spread(peers, 's')}",
    )
    yield judged(
        "torch, umap, numba, sklearn, scipy: how many are imported before it",
        len(imported),
        "",
        budget=Budget(0),
        note="imported: " + (", ".join(sorted(imported)) or "none of them"),
    )


def _first_paint() -> tuple[float, list[str]]:
    """Seconds, and which heavy modules were imported, of a new process of the program."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "start.json"
        process_seconds(["-m", "latentlab", "--exit-after-first-paint", "--json", str(file)])
        found = json.loads(file.read_text(encoding="utf-8"))
    return float(found["first_paint_s"]), list(found["imported"])


def colours_at_first_paint() -> int:
    """How many colours the screen shows of the window at the moment that the program calls its first paint.

    Raises RuntimeError where that is not a window with a map in it.
    """
    app = make_application()
    window = make_window(app, passing_settings(), "light")
    shots: list[np.ndarray] = []
    window.painted.connect(lambda: shots.append(on_screen(window)))
    show_session(window, None)
    window.show()
    while not shots:
        QApplication.processEvents()
    colours = len(np.unique(shots[0]))
    if colours < _LEAST_COLOURS:
        raise RuntimeError(f"the first paint shows only {colours} colours")
    window.hide()
    return colours
