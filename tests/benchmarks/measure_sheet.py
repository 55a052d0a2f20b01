"""A traversal sheet of 20×20 images: from the mouse to the sheet on the screen."""

from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter

import numpy as np
from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionSpinBox, QWidget

from latentlab.gui.main_window import MainWindow
from latentlab.gui.pace import WATCH
from latentlab.gui.waiting import let_live
from latentlab.gui.widgets.fields import WholeNumber
from latentlab.gui.widgets.slider_row import SliderRow
from latentlab.latent.walks.traversal import Traversal
from tests.benchmarks.live_run import show_moving
from tests.benchmarks.mouse_hand import send
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import PATIENCE_S, expect, on_screen, open_window
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.timing import percentile, spread

_COUNT = 20
_WARM_S = 2.0
_PAUSE_S = 0.05  # between two moves, as of a hand
_CLOSE = 12.0  # grey levels by which the mean of a cell on the screen may differ


def measure(options: Options) -> Iterator[Row]:
    """p95 while a slider is dragged that the sheet follows, and while its axes are changed."""
    window = open_window()
    window.actions_.sheet.trigger()
    window.sheet.count.setValue(_COUNT)
    expect(lambda: (made := _traversal(window)) is not None and len(made.codes) == _COUNT, "the sheet")
    for what, trains in (("nothing trains", False), ("while training (watch), map on PCA", True)):
        if trains:
            show_moving(window, WATCH, "pca")
        let_live(options.pick(_WARM_S, 0.3))
        for hand, times in (
            ("a slider dragged", _dragged(window, options.pick(100, 4))),
            ("an axis changed", _changed(window, options.pick(40, 4))),
        ):
            yield judged(
                f"20×20 sheet of a dense net on the screen, {hand}, {what} (p95)",
                percentile(times, 95),
                "ms",
                budget=Budget(30),
                threads=window.workspace.run.config.threads,
                note=f"{spread(times, 'ms')}; its images read back from the screen",
            )


class _Watch(QObject):
    """Tells when the screen was given a sheet of a kind."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._viewport = window.sheet.view.viewport()
        self._is_new: Callable[[Traversal], bool] = lambda _made: False
        self._is_painted = False
        self.seen_at: float | None = None
        for widget in (window, self._viewport):
            widget.installEventFilter(self)

    def wait_for(self, is_new: Callable[[Traversal], bool], act: Callable[[], None]) -> float:
        """Milliseconds from what the hand does to the sheet on the screen."""
        self._is_new, self._is_painted, self.seen_at = is_new, False, None
        began = perf_counter()
        act()
        while self.seen_at is None:
            QApplication.processEvents()
            if perf_counter() - began > PATIENCE_S:
                raise RuntimeError("the sheet does not follow the hand")
        return 1e3 * (self.seen_at - began)

    def stop(self) -> None:
        """Look no more."""
        for widget in (self._window, self._viewport):
            widget.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The window is painted here, to know when the screen was given all of it."""
        if watched is self._window and event.type() == QEvent.Type.UpdateRequest:
            self._window.event(event)
            if self._is_painted and self.seen_at is None:
                self.seen_at = perf_counter()
            return True
        if watched is self._viewport and event.type() == QEvent.Type.Paint:
            made = _traversal(self._window)
            self._is_painted = self._is_painted or (made is not None and self._is_new(made))
        return False


def _dragged(window: MainWindow, moves: int) -> list[float]:
    """Drag the slider of the last dimension, which the sheet leaves at z."""
    rows = window.decoder.sliders.findChildren(SliderRow)
    slider = max(rows, key=lambda row: row.dimension).slider
    last = len(window.decoder.sliders.point) - 1
    watch, times = _Watch(window), []
    middle = QPointF(slider.rect().center())
    send(slider, QEvent.Type.MouseButtonPress, middle, Qt.MouseButton.LeftButton)
    for move in range(moves):
        let_live(_PAUSE_S)
        place = QPointF(20 + (move * 37) % (slider.width() - 40), middle.y())
        is_followed = partial(_follows, window, last, _z_of(window))
        times.append(watch.wait_for(is_followed, _mover(slider, place)))
        _check(window)
    send(slider, QEvent.Type.MouseButtonRelease, middle)
    watch.stop()
    return times


def _changed(window: MainWindow, turns: int) -> list[float]:
    """Click the arrows of the field that says which dimension goes across."""
    field, watch, times = window.sheet.across, _Watch(window), []
    for turn in range(turns):
        let_live(_PAUSE_S)
        arrow = QStyle.SubControl.SC_SpinBoxUp if turn % 2 == 0 else QStyle.SubControl.SC_SpinBoxDown
        before = _traversal(window)
        assert before is not None
        times.append(watch.wait_for(partial(_goes_elsewhere, before), _clicker(field, arrow)))
        send(field, QEvent.Type.MouseButtonRelease, QPointF(5, 5))
        _check(window)
    watch.stop()
    return times


def _follows(window: MainWindow, dimension: int, before: np.ndarray | None, made: Traversal) -> bool:
    """Whether a sheet is of the present z, and that another one than before."""
    z = _z_of(window)
    if z is None or z is before:
        return False
    return bool(np.allclose(made.codes[..., dimension], z[dimension], atol=1e-5))


def _goes_elsewhere(before: Traversal, made: Traversal) -> bool:
    return (made.wish.across, made.wish.up) != (before.wish.across, before.wish.up)


def _mover(widget: QWidget, place: QPointF) -> Callable[[], None]:
    return lambda: send(widget, QEvent.Type.MouseMove, place, Qt.MouseButton.LeftButton)


def _clicker(field: WholeNumber, arrow: QStyle.SubControl) -> Callable[[], None]:
    option = QStyleOptionSpinBox()
    field.initStyleOption(option)
    box = field.style().subControlRect(QStyle.ComplexControl.CC_SpinBox, option, arrow, field)
    return lambda: send(field, QEvent.Type.MouseButtonPress, QPointF(box.center()), Qt.MouseButton.LeftButton)


def _traversal(window: MainWindow) -> Traversal | None:
    return window.sheet_display.traversal


def _z_of(window: MainWindow) -> np.ndarray | None:
    selection = window.workspace.selector.selection
    return selection.z if selection is not None else None


def _check(window: MainWindow) -> None:
    """Raise RuntimeError unless the screen shows the images: the mean grey of each, marks left out."""
    view, made = window.sheet.view, _traversal(window)
    assert made is not None
    shot, ratio = on_screen(view.viewport()), view.devicePixelRatioF()
    grey = (shot & 0xFF).astype(float)
    off = []
    for row in range(len(made.codes)):
        for column in range(made.codes.shape[1]):
            box = view.layout_.box(row, column)
            x, y = round(box.x() * ratio), round(box.y() * ratio)
            wide, high = round(box.width() * ratio), round(box.height() * ratio)
            off.append(
                grey[y : y + high, x : x + wide].mean() - 255 * made.images[row, column].clip(0, 1).mean()
            )
    if float(np.quantile(np.abs(off), 0.9)) > _CLOSE:
        raise RuntimeError(
            f"the sheet on the screen is off by {np.quantile(np.abs(off), 0.9):.0f} grey levels"
        )
