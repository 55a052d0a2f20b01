"""A sheet that is drawn on, with every state that it was in."""

from dataclasses import dataclass

import numpy as np

from latentlab.data.brush import Stroke, Touch, inked

_MOST_KEPT = 100  # states to go back to: 8 MB


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """What is on a sheet."""

    ink: np.ndarray  # (H, W) uint8, 0 is paper
    picture: str = ""  # the name of the file that it began with, whatever was drawn over it

    @property
    def is_empty(self) -> bool:
        """Whether there is paper only."""
        return not self.ink.any()


class Sheet:
    """Strokes add ink or take it away; each, like a picture put on it, can be taken back."""

    def __init__(self, shape: tuple[int, int]) -> None:
        self.shape = shape
        self._past: list[Drawn] = []
        self._future: list[Drawn] = []
        self._now = Drawn(np.zeros(shape, np.uint8))
        self._stroke: Stroke | None = None
        self._erases = False

    @property
    def drawn(self) -> Drawn:
        """What is on it, a stroke that is not ended included."""
        if self._stroke is None:
            return self._now
        return Drawn(inked(self._now.ink, self._stroke.cover, self._erases), self._now.picture)

    @property
    def is_in_stroke(self) -> bool:
        """Whether a stroke is under way."""
        return self._stroke is not None

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to do again."""
        return bool(self._future)

    def begin(self, touch: Touch, erases: bool = False) -> None:
        """Touch the sheet."""
        self.end()
        self._stroke, self._erases = Stroke(self.shape), erases
        self._stroke.add(touch)

    def lead(self, touch: Touch) -> None:
        """Lead the stroke on; nothing where none is under way."""
        if self._stroke is not None:
            self._stroke.add(touch)

    def end(self) -> None:
        """Leave the sheet."""
        drawn, was_in_stroke = self.drawn, self.is_in_stroke
        self._stroke = None
        if was_in_stroke:
            self._become(drawn)

    def put(self, ink: np.ndarray, picture: str = "") -> None:
        """Replace all ink by (H, W) uint8."""
        self.end()
        self._become(Drawn(ink, picture))

    def clear(self) -> None:
        """Take all ink away."""
        self.end()
        if not self._now.is_empty:
            self._become(Drawn(np.zeros(self.shape, np.uint8)))

    def undo(self) -> None:
        """Take the last change back."""
        self.end()
        if self._past:
            self._future.append(self._now)
            self._now = self._past.pop()

    def redo(self) -> None:
        """Do again what was taken back."""
        self.end()
        if self._future:
            self._past.append(self._now)
            self._now = self._future.pop()

    def _become(self, drawn: Drawn) -> None:
        self._past = [*self._past, self._now][-_MOST_KEPT:]
        self._future = []
        self._now = drawn
