"""The line that the mouse draws around points, and what it does to what is selected."""

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import Qt

from latentlab.latent.group import How
from latentlab.latent.outline import inside_box, inside_outline

_STEP = 2.0  # pixels from one place of a freehand line to the next


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """A box or a freehand line on the map, closed from its last place to its first."""

    is_box: bool
    places: np.ndarray  # (M, 2): of a box two opposite corners

    @classmethod
    def begun(cls, place: np.ndarray, is_box: bool) -> "Outline":
        """As it is where the mouse was pressed."""
        return cls(is_box, np.array([place, place]))

    def drawn_to(self, place: np.ndarray, units_per_pixel: float) -> "Outline":
        """With the mouse at another place (2,)."""
        if self.is_box:
            return replace(self, places=np.array([self.places[0], place]))
        is_new = np.hypot(*(self.places[-1] - self.places[-2])) >= _STEP * units_per_pixel
        kept = self.places if is_new else self.places[:-1]
        return replace(self, places=np.vstack([kept, place]))

    def inside(self, points: np.ndarray) -> np.ndarray:
        """Which of the points (2, N) it goes round: (N,) bool."""
        if self.is_box:
            return inside_box(points, *self.places)
        return inside_outline(points, self.places)


def how_of(modifiers: Qt.KeyboardModifier, otherwise: How) -> How:
    """Ctrl adds, Alt removes, with or without Ctrl: some desktops keep Alt alone for themselves."""
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return How.REMOVE
    return How.ADD if modifiers & Qt.KeyboardModifier.ControlModifier else otherwise
