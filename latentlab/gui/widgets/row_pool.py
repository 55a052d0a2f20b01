"""Rows of sliders that are lent to the axes in view."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtWidgets import QWidget

from latentlab.gui.widgets.slider_row import SliderRow


class RowPool:
    """Makes as many rows as are in view at once, and no more."""

    def __init__(self, page: QWidget, connect: Callable[[SliderRow], None]) -> None:
        self._page, self._connect = page, connect
        self.lent: dict[int, SliderRow] = {}  # axis → the row that stands for it
        self._spare: list[SliderRow] = []

    def __iter__(self) -> Iterator[SliderRow]:
        return iter(self.lent.values())

    @property
    def any(self) -> SliderRow:
        """One of the rows, to measure."""
        if not self.lent and not self._spare:
            self._spare.append(self._new())
        return next(iter(self), None) or self._spare[0]

    def all(self) -> Iterator[SliderRow]:
        """Every row, lent or not."""
        yield from self.lent.values()
        yield from self._spare

    def take_back(self, axis: int) -> SliderRow:
        """The axis is no more in view: its row may be lent anew."""
        row = self.lent.pop(axis)
        self._spare.append(row)
        return row

    def hide_spare(self) -> None:
        """Hide what was not lent anew at once: to hide and to show a row takes longer than to dress it."""
        for row in self._spare:
            row.hide()

    def gone(self, visible: Sequence[int]) -> list[int]:
        """The axes that have a row and are no more in view."""
        seen = set(visible)
        return [axis for axis in self.lent if axis not in seen]

    def lend(self, axis: int) -> SliderRow:
        """A row for an axis that came into view; it may be hidden yet."""
        row = self._spare.pop() if self._spare else self._new()
        self.lent[axis] = row
        return row

    def _new(self) -> SliderRow:
        row = SliderRow(self._page)
        row.hide()
        self._connect(row)
        return row
