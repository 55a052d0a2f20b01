"""Leads the keyboard's focus through rows that only exist while they are in view."""

from collections.abc import Callable
from typing import Literal

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from latentlab.gui.widgets.row_pool import RowPool

Part = Literal["slider", "box"]


class RowFocus:
    """Tab goes from slider to value to the next slider, whether that one is in view or not."""

    def __init__(self, pool: RowPool, bring: Callable[[int], None]) -> None:
        """bring: scrolls an axis into view."""
        self._pool, self._bring = pool, bring

    @property
    def at(self) -> tuple[int, Part] | None:
        """The axis in focus, and which part of its row."""
        widget = QApplication.focusWidget()
        for axis, row in self._pool.lent.items():
            if widget is row.slider or widget is row.box:
                return axis, "box" if widget is row.box else "slider"
        return None

    def go(self, axis: int, part: Part) -> None:
        """Bring an axis into view and into focus."""
        self._bring(axis)
        row = self._pool.lent[axis]
        (row.slider if part == "slider" else row.box).setFocus(Qt.FocusReason.TabFocusReason)

    def step(self, shown: np.ndarray, forward: bool) -> bool:
        """Go on among the axes in their order; False at the end, and where no row is in focus."""
        here = self.at
        if here is None:
            return False
        place = int(np.flatnonzero(shown == here[0])[0])
        stop = 2 * place + (here[1] == "box") + (1 if forward else -1)
        if not 0 <= stop < 2 * len(shown):
            return False
        self.go(int(shown[stop // 2]), "box" if stop % 2 else "slider")
        return True
