"""A hand that drags a slider of the decoder."""

import numpy as np
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest

from latentlab.gui.main_window import MainWindow
from latentlab.gui.widgets.slider_row import SliderRow
from tests.benchmarks.hand import Hand

_STRIDE = 37  # pixels from one move to the next
_EDGE = 20  # pixels at both ends of the slider that the hand keeps from


class SliderHand(Hand):
    """Drags the first slider of the window's decoder."""

    button = Qt.MouseButton.LeftButton

    def __init__(self, window: MainWindow) -> None:
        rows = [row for row in window.decoder.sliders.findChildren(SliderRow) if row.isVisible()]
        row = min(rows, key=lambda row: row.dimension)
        super().__init__(window, row.slider)
        self._row = row
        self._number_before = 0.0  # of the slider, when the pending move was sent

    def drag(self, moves: int) -> list[float]:
        """Make so many moves; returns the milliseconds from each to its digit on the screen."""
        slider = self._row.slider
        QTest.mousePress(slider, self.button, pos=slider.rect().center())
        times = self.move(self._path(moves))
        QTest.mouseRelease(slider, self.button)
        return times

    def _path(self, moves: int) -> list[QPointF]:
        slider = self._row.slider
        xs = [_EDGE + (move * _STRIDE) % (slider.width() - 2 * _EDGE) for move in range(1, moves + 1)]
        return [QPointF(x, slider.height() // 2) for x in xs]

    def _remember(self, place: QPointF) -> None:
        self._number_before = self._row.slider.number

    def _is_new_digit(self) -> bool:
        number, selection = self._row.slider.number, self._window.workspace.selector.selection
        if number == self._number_before or selection is None:
            return False
        return bool(selection.z[self._row.dimension] == np.float32(number))
