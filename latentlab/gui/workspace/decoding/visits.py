"""The codes that were selected, to go back to and forward again."""

from dataclasses import dataclass
from time import monotonic

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.selection import Origin, Selection
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Frame

_MOST = 200
_PAUSE_S = 0.6  # without a move, after which the next one is another step


@dataclass(frozen=True, slots=True, eq=False)
class Visit:
    """A code, and the point of the map that it is of, or the image that is none of these, if any."""

    z: np.ndarray  # (k,) float32
    row: int | None
    image: np.ndarray | None = None  # (height, width) uint8
    origin: Origin | None = None


class Visits(Follower):
    """Makes one step of a drag, and none of what training does to the code of a loaded point."""

    changed = Signal(bool, bool)  # whether there is something behind, and ahead

    def __init__(self, selector: Selector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selector = selector
        self._visits: list[Visit] = []
        self._at = -1
        self._moved_at_s = -_PAUSE_S  # the last move that another may be joined with
        self._is_gripped = False
        self._is_going = False
        selector.changed.connect(self._on_selection)

    @property
    def can_go(self) -> tuple[bool, bool]:
        """Whether there is something behind, and ahead."""
        return self._at > 0, self._at + 1 < len(self._visits)

    def back(self) -> None:
        """Select what was selected before."""
        self._go(-1)

    def forward(self) -> None:
        """Select again what was gone back from."""
        self._go(1)

    def grip(self, gripped: bool) -> None:
        """A handle is held, or let go: all that it passes is one step."""
        self._is_gripped = gripped
        if gripped:
            self.part()

    def part(self) -> None:
        """What was selected stands for itself; what comes is another step."""
        self._moved_at_s = -_PAUSE_S

    def follow(self, subject: Subject, frame: Frame) -> None:
        latent = frame.latents.shape[1]
        is_other = any(len(visit.z) != latent for visit in self._visits)
        if self._subject is None or is_other:
            self._visits, self._at = [], -1
            if self._selector.selection is not None:
                self._on_selection(self._selector.selection)
            self.changed.emit(*self.can_go)
        super().follow(subject, frame)

    def _go(self, way: int) -> None:
        if not 0 <= self._at + way < len(self._visits):
            return
        self._at += way
        self.part()
        visit = self._visits[self._at]
        self._is_going = True
        try:
            self._select(visit)
        finally:
            self._is_going = False
        self.changed.emit(*self.can_go)

    def _select(self, visit: Visit) -> None:
        if visit.row is not None:
            self._selector.select_row(visit.row)
            selection = self._selector.selection
            if selection is not None and selection.row == visit.row:
                return  # else there are fewer points now than there were
        if visit.image is None or visit.origin is None:
            self._selector.select(visit.z)
        else:
            self._selector.select_image(visit.image, visit.origin)

    def _on_selection(self, selection: Selection) -> None:
        if self._is_going:
            return
        here = self._visits[self._at] if self._visits else None
        image = selection.original if selection.origin is not None else None
        visit = Visit(selection.z, selection.row, image, selection.origin)
        if here is not None and _is_same(here, visit):
            self._visits[self._at] = visit
            return
        joins = here is not None and self._joins(visit)
        del self._visits[self._at + 1 :]
        if joins:
            self._visits[self._at] = visit
        else:
            self._visits = [*self._visits, visit][-_MOST:]
            self._at = len(self._visits) - 1
        self._moved_at_s = monotonic() if visit.row is None else -_PAUSE_S
        self.changed.emit(*self.can_go)

    def _joins(self, visit: Visit) -> bool:
        """Whether a move goes on with the one before."""
        is_moving = self._moved_at_s > 0 and monotonic() - self._moved_at_s < _PAUSE_S
        is_held = self._is_gripped and self._moved_at_s > 0
        return visit.row is None and (is_moving or is_held)


def _is_same(one: Visit, other: Visit) -> bool:
    if one.row is not None or other.row is not None:
        return one.row == other.row
    if one.image is not None or other.image is not None:
        return one.image is other.image  # its code goes with the weights
    return np.array_equal(one.z, other.z)
