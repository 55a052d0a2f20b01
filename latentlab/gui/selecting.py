"""What a student asks of the selected points that takes more than one part of the window."""

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget

from latentlab.data.search import found_rows
from latentlab.errors import LatentLabError
from latentlab.gui.messages import text_of
from latentlab.gui.panels.group import GroupPanel
from latentlab.gui.panels.latent_map import LatentMapPanel
from latentlab.gui.undo import Undo
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.group import How


class Selecting(QObject):
    """Searches, copies, and brings the panel up where there is something new to read."""

    told = Signal(str)  # a sentence for the status bar

    def __init__(
        self,
        workspace: Workspace,
        shown_map: LatentMapPanel,
        panel: GroupPanel,
        undo: Undo,
        dock: QDockWidget,
    ) -> None:
        super().__init__(dock)
        self._workspace, self._map, self._panel = workspace, shown_map, panel
        self._undo, self._dock = undo, dock

    def begin_search(self) -> None:
        """Go to the search field, wherever the panel is."""
        self._dock.show()
        self._dock.raise_()
        self._panel.choosing.search.setFocus()
        self._panel.choosing.search.selectAll()

    def leave_search(self) -> None:
        """Back to the map."""
        self._panel.choosing.show_error("")
        self._map.setFocus()

    def search(self, text: str) -> None:
        """Select what the text means, and look where it is; or say in place why there is nothing."""
        try:
            rows = self._found(text)
        except LatentLabError as error:
            self._panel.choosing.show_error(text_of(error))
            return
        self._panel.choosing.show_error("")
        with self._undo.as_one("search"):
            self._workspace.group.choose(rows, How.REPLACE, "search")
            self._map.scatter.look_at(rows)
        if len(rows) == 1:
            self._workspace.selector.select_row(int(rows[0]))

    def choose_class(self, label: int) -> None:
        """Select all points of a class that are shown."""
        subject, count = self._workspace.subject, self._workspace.filter.count
        if subject is not None:
            rows = np.flatnonzero(subject.labels[:count] == label)
            self._workspace.group.choose(rows, self._map.scatter.canvas.how, "class")

    def toggle_only(self, is_only: bool) -> None:
        """Hide all other points, or none."""
        if is_only:
            self.hide_others()
        else:
            self._workspace.filter.show_all()

    def hide_others(self) -> None:
        """Show the selected points only."""
        if len(self._workspace.group.rows):
            self._workspace.filter.show_only(self._workspace.group.rows)

    def come_back_to(self, rows: np.ndarray) -> None:
        """Select what was selected before; a single point is loaded as it was when it was clicked."""
        self._workspace.group.put(rows)
        if len(rows) == 1:
            self._workspace.selector.select_row(int(rows[0]))

    def copy_numbers(self) -> None:
        """Put the numbers of the selected images on the clipboard."""
        subject, rows = self._workspace.subject, self._workspace.group.rows
        if subject is not None and len(rows):
            numbers = np.sort(subject.order[rows]).tolist()
            QGuiApplication.clipboard().setText(", ".join(map(str, numbers)))
            self.told.emit(self.tr("{count} numbers copied.").format(count=f"{len(numbers):,}"))

    def show_drawn(self, _rows: np.ndarray, _how: How, what: str) -> None:
        """A box or a lasso made a group: there is much to tell of it; of a click the decoder tells."""
        if what != "click" and len(self._workspace.group.rows) and self._dock.isVisible():
            self._dock.raise_()

    def _found(self, text: str) -> np.ndarray:
        subject, shown = self._workspace.subject, self._workspace.filter
        if subject is None or not text.strip():
            return np.zeros(0, np.int64)
        rows = found_rows(text, subject.labels, subject.order, subject.classes, shown.count)
        seen = rows[shown.shows(rows)]
        if len(rows) and not len(seen):
            raise LatentLabError("What was found is hidden. Show all points (Shift+H), or its class.")
        return seen
