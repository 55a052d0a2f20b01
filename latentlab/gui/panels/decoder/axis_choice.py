"""What the sliders move along, and which of them are shown."""

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from latentlab.errors import LatentLabError
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.segments import Segments
from latentlab.latent.axis_search import found_axes

_SEARCHED = 9  # so many sliders are not seen at a glance


class SearchField(QLineEdit):
    """Esc empties it, and leaves it where it is empty."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
        else:
            self.left.emit()


class AxisChoice(QWidget):
    """Two segments, and a search where there are many sliders."""

    kind_chosen = Signal(str)
    search_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._segments = Segments()
        self.kinds = self._segments.buttons
        self.search = SearchField(self)
        self._latent = 0
        for kind, (name, tip) in self._texts().items():
            self._segments.add(kind, name, tip)
        self._segments.chosen.connect(self.kind_chosen)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._segments)
        self._build_search()

    @property
    def found(self) -> np.ndarray | None:
        """The axes (n,) that are searched for, None where all are shown."""
        text = self.search.text().strip()
        if not text or self.search.isHidden():
            return None
        try:
            return found_axes(text, self._latent)
        except LatentLabError:
            return None

    def show_dimensions(self, latent: int) -> None:
        """Make room for the search where there are many, and none for anything where there is one."""
        if latent != self._latent:
            self._latent = latent
            self.search.clear()
            self.search.setVisible(latent >= _SEARCHED)
            self.setVisible(latent > 1)

    def show_kind(self, kind: str) -> None:
        """Mark what the sliders move along."""
        self._segments.choose(kind)

    def _build_search(self) -> None:
        self.search.setPlaceholderText(self.tr("Find…"))
        self.search.setAccessibleName(self.tr("Find dimensions"))
        self.search.setToolTip(self._hint())
        self.search.setMinimumWidth(60)
        self.search.setMaximumWidth(160)
        self.search.textChanged.connect(self._on_text)
        self.search.hide()

    def _on_text(self, text: str) -> None:
        problem = ""
        try:
            found_axes(text, self._latent)
        except LatentLabError as error:
            problem = self.tr(error.template).format(**error.values)
        set_property(self.search, "invalid", "true" if problem else "false")
        self.search.setToolTip(problem or self._hint())
        self.search_changed.emit()

    def _hint(self) -> str:
        return self.tr(
            "Show only some sliders: by number (12 or z12), from one to another (3-8), or several."
        )

    def _texts(self) -> dict[str, tuple[str, str]]:
        return {
            "dimensions": (
                self.tr("Dimensions"),
                self.tr("A slider for each number of the code, as the network has it"),
            ),
            "principal": (
                self.tr("Principal axes"),
                self.tr(
                    "A slider for each direction in which the codes vary, the one of the largest variance "
                    "first: each moves several dimensions at once. 0 is the mean of the codes."
                ),
            ),
        }
