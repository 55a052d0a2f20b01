"""1,024 sliders with histograms and films: opened by a click, scrolled by the wheel."""

from collections.abc import Iterator
from functools import partial
from time import perf_counter

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from latentlab.gui.main_window import MainWindow
from latentlab.gui.waiting import let_live
from tests.benchmarks.live_run import build
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import Painter, expect, open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.timing import percentile, spread

_LATENT = 1_024
_NOTCH = 120
_CALM_S = 6.0  # a probe and a judgement that a new network sets off are over then
_OPENED = Budget(0.5)
_FRAME = Budget(1000 / 60)


def measure(options: Options) -> Iterator[Row]:
    """Seconds from the click to the last film in view, and milliseconds of each turn of the wheel, drawn."""
    window = open_window()
    window.resize(max(1440, window.width()), max(1000, window.height()))
    opened = [_opening_s(window) for _ in range(options.pick(5, 2))]
    stages = ("sliders painted", "films and histograms, too")
    for what, times_s in zip(stages, zip(*opened, strict=True), strict=True):
        yield judged(
            f"1,024 sliders: click → {what} (worst)",
            max(times_s),
            "s",
            budget=_OPENED,
            note=spread(times_s, "s"),
        )
    times = _scrolling_ms(window, options.pick(300, 12))
    yield judged(
        "1,024 sliders: a turn of the wheel, drawn (p95)",
        percentile(times, 95),
        "ms",
        budget=_FRAME,
        note=f"{spread(times, 'ms')}; films decoded on the way",
    )


def _opening_s(window: MainWindow) -> tuple[float, float]:
    """Until the sliders are painted, and until what was measured of them is there, too.

    Of a network that is new: nothing of it has been measured while the page was hidden.
    """
    panel, decoding = window.decoder, window.workspace.decoding
    _click(window, "path")
    build(window, 4)
    build(window, _LATENT)
    expect(lambda: not window.workspace.map.is_running, "the map to rest")
    let_live(_CALM_S)
    films: list[object] = []
    decoding.filmstrips.changed.connect(films.append)
    began = perf_counter()
    _click(window, "code")
    panel.repaint()
    painted_s = perf_counter() - began
    expect(lambda: bool(films) and films[-1] is not None, "films below the sliders")
    panel.repaint()
    decoding.filmstrips.changed.disconnect(films.append)
    measured = decoding.axes.measured
    if measured is None or len(measured.axes) != _LATENT:
        raise RuntimeError("nothing is measured")
    return painted_s, perf_counter() - began


def _click(window: MainWindow, page: str) -> None:
    QTest.mouseClick(window.decoder.modes.buttons[page], Qt.MouseButton.LeftButton)


def _scrolling_ms(window: MainWindow, turns: int) -> list[float]:
    """Down and up again, so that rows are lent anew all the time."""
    viewport = window.decoder.sliders.viewport()
    painter = Painter(viewport)
    ways = [-_NOTCH if turn % 100 < 50 else _NOTCH for turn in range(turns)]
    return [painter.paint_change(partial(_turn, window, way)) for way in ways]


def _turn(window: MainWindow, angle: int) -> None:
    viewport = window.decoder.sliders.viewport()
    place = QPointF(viewport.width() - 4, viewport.height() / 2)
    far = QPointF(viewport.mapToGlobal(place.toPoint()))
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    no_keys = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(place, far, QPoint(0, 0), QPoint(0, angle), none, no_keys, phase, False)
    QApplication.sendEvent(viewport, event)
