"""Passes on to the dock of the traversal sheet what is decoded, in words and images."""

import numpy as np
from PySide6.QtCore import QObject

from latentlab.gui.panels.sheet import SheetPanel
from latentlab.gui.widgets.code_text import axis_name, number_text
from latentlab.gui.widgets.sheet_view import SheetPicture
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.walks.traversal import Traversal


class SheetDisplay(QObject):
    """Between the workspace's sheet and its panel."""

    def __init__(self, workspace: Workspace, panel: SheetPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._panel = workspace, panel
        self._cell: tuple[int, int] | None = None  # under the mouse
        self.traversal: Traversal | None = None  # what is shown

    def show_traversal(self, traversal: Traversal | None) -> None:
        """Show the newest sheet, or say why there is none."""
        self.traversal = traversal
        if traversal is None:
            self._panel.view.show_nothing(self._reason())
            self._panel.show_told("")
            return
        self._panel.view.show_picture(self._picture(traversal))
        self.show_marks()
        self.show_cell(self._cell)

    def show_selection(self, _selection: Selection) -> None:
        """Mark another z."""
        if not self._panel.isVisible():
            return
        self.show_marks()
        if self._cell is None:
            self.show_cell(None)

    def show_marks(self) -> None:
        """Mark where z stands."""
        made, z = self.traversal, self._z()
        if made is None or z is None:
            self._panel.view.show_marks(None)
            return
        columns = made.columns_of(z)
        if made.wish.form == "grid":
            last = made.wish.count - 1
            columns = np.array([columns[made.wish.across], last - columns[made.wish.up]])
        self._panel.view.show_marks(columns)

    def show_cell(self, cell: tuple[int, int] | None) -> None:
        """Say where the image under the mouse lies, without one where z lies."""
        self._cell = cell
        code = self._code(cell) if cell is not None else None
        is_of_z = code is None
        if code is None:
            code = self._z()
        made = self.traversal
        if code is None or made is None:
            self._panel.show_told("")
            return
        text = self.tr("z lies at {place}") if is_of_z else "{place}"
        self._panel.show_told(text.format(place=self._place(made, code, cell)))

    def choose(self, row: int, column: int) -> None:
        """Select the z of an image."""
        code = self._code((row, column))
        if code is not None:
            self._workspace.selector.select(code)

    def show_rows(self, first: int, count: int) -> None:
        """Have the rows in view decoded, and some on both sides of them."""
        self._workspace.decoding.sheet.show_rows(range(max(0, first - count), first + 2 * count))

    # How it works

    def _z(self) -> np.ndarray | None:
        selection, made = self._workspace.selector.selection, self.traversal
        if selection is None or (made is not None and len(selection.z) != len(made.axes)):
            return None
        return selection.z

    def _code(self, cell: tuple[int, int] | None) -> np.ndarray | None:
        made = self.traversal
        if made is None or cell is None:
            return None
        row, column = cell[0] - made.first, cell[1]
        is_there = 0 <= row < len(made.codes) and column < made.codes.shape[1]
        return made.codes[row, column] if is_there else None

    def _reason(self) -> str:
        frame = self._workspace.travel.shown
        if frame is None or frame.model is None:
            return self.tr("The decoder is being loaded.")
        return self.tr("The codes are no finite numbers: there are no axes to go along.")

    def _picture(self, made: Traversal) -> SheetPicture:
        wish, (low, high) = made.wish, made.ends
        rows, columns = made.codes.shape[:2]
        if wish.form == "grid":
            below, left = (self._values(made, axis) for axis in (wish.across, wish.up))
            names = (self._name(made, wish.across), self._name(made, wish.up))
            return SheetPicture(made.tiles, rows, columns, rows, 0, left[::-1], (), below, True, names)
        numbers = range(len(made.axes))
        left = tuple(f"{self._name(made, axis)}   {number_text(low[axis], 2.0)}" for axis in numbers)
        right = tuple(number_text(high[axis], 2.0) for axis in numbers)
        return SheetPicture(made.tiles, rows, columns, made.total, made.first, left, right, is_grid=False)

    def _values(self, made: Traversal, axis: int) -> tuple[str, ...]:
        steps = made.steps(axis)
        return tuple(number_text(float(value), float(np.ptp(steps))) for value in steps)

    def _name(self, made: Traversal, axis: int) -> str:
        name = axis_name(axis, made.wish.kind)
        if made.wish.kind == "dimensions":
            return name
        text = self.tr("{axis} ({share:.0%})")
        return text.format(axis=name, share=float(made.axes.share[axis]))

    def _place(self, made: Traversal, code: np.ndarray, cell: tuple[int, int] | None) -> str:
        """A code by its coordinates along the axes that the sheet, or the row under the mouse, goes along."""
        axes: tuple[int, ...] = (made.wish.across, made.wish.up)
        if made.wish.form == "rows":
            axes = (cell[0],) if cell is not None else tuple(range(min(4, len(made.axes))))
        values = made.axes.coordinates(code)
        return " · ".join(
            f"{self._name(made, axis)} = {number_text(float(values[axis]), 2.0)}" for axis in axes
        )
