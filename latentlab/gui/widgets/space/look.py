"""How the points of a map look, be it flat or a space."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtGui import QPalette

DIMMED = 0.16  # of a colour that is left where other points stand out


def is_dark(palette: QPalette) -> bool:
    """Whether the ground of this palette is a dark one."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """Of N points their tones, which of them are seen, and which stand out."""

    tones: np.ndarray  # (N,) uint8
    colours: np.ndarray  # (T, 3) uint8
    shown: np.ndarray | None  # (N,) bool, None for all
    group: np.ndarray | None  # (N,) bool, None where none stands out
    size: float = 1.0
    labels: np.ndarray | None = None  # (N,): the classes, whatever the tones
    names: tuple[str, ...] = ()  # of the classes, empty where they are not written

    def inks(self, ground: tuple[float, float, float]) -> np.ndarray:
        """The colour (N, 4) float32 of each point on a ground; opaque, so that nothing need be sorted."""
        inks = np.ones((len(self.tones), 4), np.float32)
        inks[:, :3] = (self.colours.astype(np.float32) / 255)[self.tones]
        if self.group is not None:
            others = ~self.group[: len(inks)]
            inks[: len(others)][others, :3] *= DIMMED
            inks[: len(others)][others, :3] += np.float32(1 - DIMMED) * np.array(ground, np.float32)
        return inks
