"""From the click to the first UMAP layout on the screen of the running window."""

from collections.abc import Iterator
from time import perf_counter

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from latentlab.gui.main_window import MainWindow
from latentlab.gui.waiting import let_live
from latentlab.latent.maps.layout import Layout
from tests.benchmarks.options import Options
from tests.benchmarks.own_maps import FIRST_ITERATIONS
from tests.benchmarks.real_window import Painter, expect, on_screen, open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.timing import median, spread


def measure(options: Options) -> Iterator[Row]:
    """Median of several clicks, each on a map that knows nothing of UMAP yet."""
    window = open_window()
    for method, name, limit in (("umap", "UMAP", 1.5), ("tsne", "t-SNE", 2.0)):
        times = [first_layout_seconds(window, method, name) for _ in range(options.pick(7, 1))]
        yield judged(
            f"in the running window, click → first {name} layout ({FIRST_ITERATIONS} iterations, median)",
            median(times),
            "s",
            budget=Budget(limit),
            points=5_000,
            threads=window.workspace.map.settings.threads,
            note=f"the very first {times[0]:.2f} s; {spread(times, 's')}",
        )


def first_layout_seconds(window: MainWindow, method: str, name: str) -> float:
    """From the mouse's click on the method's button to the painted layout."""
    live = window.workspace.map
    frame = window.workspace.run.frame
    assert frame is not None
    live.choose("pca")
    live.show_anew(frame.latents.copy(), {})  # forgets what other methods made of these codes
    expect(lambda: live.method == "pca" and not live.is_running, "PCA's map")
    let_live(1.0)
    plot = window.map.scatter.canvas.viewport()
    painter = Painter(plot)
    before = on_screen(plot)
    arrived: list[Layout] = []

    def keep_first(layout: Layout, *_: object) -> None:
        if live.method == method and layout.iteration >= FIRST_ITERATIONS:
            arrived.append(layout)

    live.layout_changed.connect(keep_first)
    began = perf_counter()
    QTest.mouseClick(_button(window, name), Qt.MouseButton.LeftButton)
    expect(lambda: bool(arrived), f"a layout of {name}")
    painted = painter.count
    expect(lambda: painter.count > painted, "the layout to be painted")
    took = perf_counter() - began
    live.layout_changed.disconnect(keep_first)
    if np.array_equal(before, on_screen(plot)):
        raise RuntimeError(f"the layout of {name} is not on the screen")
    return took


def _button(window: MainWindow, name: str) -> QToolButton:
    return next(button for button in window.map.controls.findChildren(QToolButton) if button.text() == name)
