"""The real main window for a benchmark: opened as by a student, its pixels read back from the screen."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QWidget

from latentlab.gui.app import make_application, make_window, open_or_raise, passing_settings, start
from latentlab.gui.main_window import MainWindow
from latentlab.gui.waiting import let_live, wait_until

PATIENCE_S = 240.0
ENDLESS = 100_000  # epochs: no run ends while it is measured
_SETTLED_S = 1.0


def open_window(data_root: Path | None = None) -> MainWindow:
    """The window on the session that comes along: everything loaded and compiled, nothing going on."""
    app = make_application()
    settings = passing_settings()
    settings.data_root = data_root
    window = make_window(app, settings, "light")
    window.workspace.failed.connect(_tell)
    open_or_raise(window, None)
    start(window)
    expect(lambda: window.workspace.ready.maps, "the libraries to be loaded")
    let_live(_SETTLED_S)
    return window


def expect(is_so: Callable[[], bool], what: str, seconds: float = PATIENCE_S) -> None:
    """Let the window live until something is so, be it for a moment.

    Raises RuntimeError where it does not come true.
    """
    seen = [False]

    def look() -> bool:
        seen[0] = seen[0] or is_so()
        return seen[0]

    if not wait_until(look, seconds):
        raise RuntimeError(f"expected {what} within {seconds:.0f} s")


def fit_plot(window: MainWindow, width: int, height: int) -> str:
    """Make the window so large that the plot has this many device pixels; returns them as "WxH"."""
    plot = window.map.scatter.canvas.viewport()
    for _ in range(5):  # docks and labels take their share anew
        ratio = plot.devicePixelRatioF()
        missing = (round(width / ratio) - plot.width(), round(height / ratio) - plot.height())
        if missing == (0, 0):
            return f"{width}x{height}"
        window.resize(window.width() + missing[0], window.height() + missing[1])
        let_live(0.2)
    raise RuntimeError(f"expected a plot of {width}x{height}, got {plot.width()}x{plot.height()}")


def on_screen(widget: QWidget) -> np.ndarray:
    """What the screen shows of a widget: (height, width) uint32 of device pixels, 0xffRRGGBB."""
    window = widget.window()
    corner = widget.mapTo(window, QPoint(0, 0))
    screen = window.screen() or QGuiApplication.primaryScreen()
    shot = screen.grabWindow(window.winId(), corner.x(), corner.y(), widget.width(), widget.height())
    image = shot.toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), image.bytesPerLine() // 4)
    return rows[:, : image.width()].copy()


class Painter(QObject):
    """Lets a widget be painted the way Qt does it by itself, and counts how often it was.

    Not by `repaint`: a graphics scene tells of its changes later, and all would be painted twice.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def paint_change(self, change: Callable[[], object]) -> float:
        """Milliseconds from a change to the end of the paint that it leads to, whatever else is due included.

        Raises RuntimeError where it leads to none.
        """
        painted, began = self.count, perf_counter()
        change()
        while self.count == painted:
            QApplication.processEvents()
            if perf_counter() - began > PATIENCE_S:
                raise RuntimeError("nothing is painted")
        return 1e3 * (perf_counter() - began)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.count += 1
        return False


def _tell(error: object) -> None:
    print(f"the window says: {error}", file=sys.stderr, flush=True)
