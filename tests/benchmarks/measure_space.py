"""A space of three dimensions: its first picture, and a turn of it by the mouse, drawn."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtWidgets import QApplication

from latentlab.gui.main_window import MainWindow
from latentlab.gui.waiting import let_live
from latentlab.gui.widgets.space.space_view import SpaceView
from tests.benchmarks.cloud import moving_cloud, take_cloud
from tests.benchmarks.mouse_hand import send
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import Painter, fit_plot, on_screen, open_window
from tests.benchmarks.row import Row, judged
from tests.benchmarks.timing import percentile, spread

CASES = (5_000, 70_000)
_STEP = 6  # device-independent pixels that the mouse goes at a time


def measure(options: Options) -> Iterator[Row]:
    """The first picture, then p95 of a turn, by whatever OpenGL the display has."""
    window = open_window()
    for count in options.pick(CASES, (2_000,)):
        plot = fit_plot(window, 900, 700)
        take_cloud(window, moving_cloud(count))
        first = first_picture(window, count)
        view = window.map.space.view
        assert view is not None
        times = turn_times(view, options.pick(60, 4))
        driver = renderer(view)
        name = "space: from its layout to its first picture"
        yield judged(name, first, "ms", plot_size=plot, points=count, note=driver)
        yield judged(
            "space: a turn by the mouse, drawn (p95)",
            percentile(times, 95),
            "ms",
            plot_size=plot,
            points=count,
            note=f"{spread(times, 'ms')}; {driver}",
        )
        window.map.field._show_in_space(False)
        let_live(0.2)


def first_picture(window: MainWindow, count: int) -> float:
    """Milliseconds from a layout (N, 3) to its picture on the screen.

    Raises RuntimeError where OpenGL is missing, or nothing is painted.
    """
    reason = window.map.space.build()
    if reason:
        raise RuntimeError(reason)
    field, view = window.map.field, window.map.space.view
    assert view is not None
    points = np.random.default_rng(0).normal(size=(count, 3)).astype(np.float32)
    began = perf_counter()
    field._show_in_space(True)
    window.map.space.show_layout(points, 0, window.map.scatter.look)
    view.repaint()
    QApplication.processEvents()
    took = 1e3 * (perf_counter() - began)
    let_live(0.5)
    if len(np.unique(on_screen(view))) < 8:
        raise RuntimeError("the space is not on the screen")
    return took


def turn_times(view: SpaceView, repeats: int) -> list[float]:
    """Milliseconds of each step of a drag that turns the space."""
    painter, middle = Painter(view), QPointF(view.rect().center())
    before = on_screen(view)
    send(view, QEvent.Type.MouseButtonPress, middle)
    left = Qt.MouseButton.LeftButton
    places = [middle + QPointF(_STEP * step, _STEP * (step % 10)) for step in range(5, repeats + 5)]
    times = [
        painter.paint_change(partial(send, view, QEvent.Type.MouseMove, place, left)) for place in places
    ]
    send(view, QEvent.Type.MouseButtonRelease, places[-1])
    let_live(0.2)
    if np.array_equal(before, on_screen(view)):
        raise RuntimeError("the space is not turned on the screen")
    return times


def renderer(view: SpaceView) -> str:
    """What draws for OpenGL here: a processor or a graphics card."""
    from OpenGL.GL import GL_RENDERER, glGetString  # type: ignore[import-untyped]

    view.makeCurrent()
    name = glGetString(GL_RENDERER)
    view.doneCurrent()
    return name.decode() if name else "unknown"
