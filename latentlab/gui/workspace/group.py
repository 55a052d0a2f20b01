"""The points of the map that are selected."""

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.point_filter import PointFilter
from latentlab.latent.group import How, joined

_NOTHING = np.zeros(0, np.int64)


class Group(QObject):
    """Rows of the map, ascending; those that are not shown at present stay selected."""

    changed = Signal(object)  # np.ndarray (n,)
    stepped = Signal(str, object, object)  # by what ("lasso"), the rows before and after

    def __init__(self, shown: PointFilter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows = _NOTHING
        self._filter = shown

    # What a student can intend

    def choose(self, rows: np.ndarray, how: How, what: str) -> None:
        """Let some rows (n,) replace, join or leave the group, those left out that are hidden.

        what: by which the student chose them, "click", "box", "lasso" and the like.
        A click on one of many that are selected only looks at it: the group stays.
        """
        is_member = what == "click" and how is How.REPLACE and bool(np.isin(rows, self.rows).all())
        if not is_member:
            self._step(joined(self.rows, rows[self._filter.shows(rows)], how), what)

    def choose_all(self) -> None:
        """Select every point that is shown."""
        self._step(self._filter.rows, "all")

    def invert(self) -> None:
        """Select the points that are shown and not selected."""
        self._step(np.setdiff1d(self._filter.rows, self.rows), "invert")

    def clear(self) -> None:
        """Select nothing."""
        self._step(_NOTHING, "clear")

    # What it follows

    def forget(self) -> None:
        """Other images: the rows mean nothing any more."""
        self.put(_NOTHING)

    def put(self, rows: np.ndarray) -> None:
        """Let these rows be the group, as they were before."""
        if not np.array_equal(rows, self.rows):
            self.rows = rows
            self.changed.emit(rows)

    def _step(self, rows: np.ndarray, what: str) -> None:
        before = self.rows
        if not np.array_equal(rows, before):
            self.put(rows)
            self.stepped.emit(what, before, rows)
