"""Keeps the selection where one part of the window has put it, until the student goes elsewhere."""

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.selector import Selector


class Hold(QObject):
    """Tells what follows newer weights whether the selection is still its own to move."""

    lost = Signal()  # something else was selected

    def __init__(self, selector: Selector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selector = selector
        self._z: np.ndarray | None = None
        selector.changed.connect(self._on_selection)

    @property
    def is_held(self) -> bool:
        """Whether the selection is what was put here last."""
        return self._z is not None

    def select(self, z: np.ndarray) -> None:
        """Select a code (k,) and hold it; the array must be a new one."""
        self._z = z
        self._selector.select(z)

    def let_go(self) -> None:
        """The selection stays, but belongs to nobody."""
        self._z = None

    def _on_selection(self, selection: Selection) -> None:
        if self._z is not None and selection.z is not self._z:
            self._z = None
            self.lost.emit()
