"""The line under the map: what the student must know to read it, or what the mouse does at the moment."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from latentlab.gui.panels.map_meaning import long_meaning
from latentlab.gui.panels.map_words import method_text, stage_text
from latentlab.gui.widgets.elided_label import ElidedLabel
from latentlab.latent.maps.layout import Layout
from latentlab.latent.preparing import Preparing


@dataclass(frozen=True, slots=True, eq=False)
class MapState:
    """All that the line depends on."""

    method: str = "pca"
    layout: Layout | None = None
    axes: tuple[int, ...] = (0, 1, 2)
    dimensions: int = 2  # that are asked for
    of_pixels: bool = False
    preparing: Preparing | None = None
    is_lasso: bool = False
    means_places: bool = False
    picked_end: str = ""  # of a path, that the next click on the map is; nothing where none is
    picked: int = -1  # points for a plane, −1 where none are to be picked


class MapHint(ElidedLabel):
    """One line always: a second one would resize the map at every change of method."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = MapState()
        self.setProperty("role", "muted")

    def tell(self, **changes: Any) -> None:
        """Take fields of `MapState` that are others now."""
        self._state = replace(self._state, **changes)
        text = self._line()
        self.show_text(text)
        self.show_hint(self.meaning if text else "")
        self.changed.emit()

    @property
    def meaning(self) -> str:
        """What this kind of map shows and does not, in a paragraph."""
        return long_meaning(self._state.method, self._state.dimensions)

    def _line(self) -> str:
        state = self._state
        if state.picked >= 0:
            text = self.tr("Click three points for the plane: {picked} of 3. Esc gives up.")
            return text.format(picked=state.picked)
        if state.picked_end:
            text = self.tr("Click a point or a place: it becomes the end {letter} of the path. Esc gives up.")
            return text.format(letter=state.picked_end)
        if state.means_places and state.dimensions == 3:
            return self.tr("In a space the mouse means no single place: only a flat map decodes places.")
        if state.means_places:
            return self.tr("The place under the mouse is decoded.")
        if state.is_lasso:
            return self.tr("Lasso: draw a line around points. Ctrl adds, Alt removes, Esc ends it.")
        if state.preparing:
            return stage_text(state.preparing)
        return method_text(state.method, state.layout, state.axes, state.of_pixels)
