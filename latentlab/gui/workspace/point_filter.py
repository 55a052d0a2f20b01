"""Which points of the map are shown and which are hidden."""

from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.latent.group import mask_of


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A choice of points: those of some classes and, of these, some rows or all."""

    classes: np.ndarray  # (C,) bool
    only: np.ndarray | None = None  # (n,) rows, ascending; None for all

    @property
    def is_all(self) -> bool:
        """Whether nothing is hidden."""
        return self.only is None and bool(self.classes.all())

    def is_same(self, other: "Shown") -> bool:
        """Whether the other choice shows the same points."""
        if self.only is None or other.only is None:
            is_same_only = self.only is other.only
        else:
            is_same_only = np.array_equal(self.only, other.only)
        return is_same_only and np.array_equal(self.classes, other.classes)


class PointFilter(QObject):
    """Hides classes, and all but some rows; what is hidden cannot be selected."""

    changed = Signal(object)  # Shown
    stepped = Signal(str, object, object)  # by what ("classes"), what was Shown before and after

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shown = Shown(np.ones(0, bool))
        self._labels = np.zeros(0, np.uint8)
        self.count = 0  # points on the map

    # What a student can intend

    def show_classes(self, classes: np.ndarray) -> None:
        """Show these classes (C,) bool and hide the others."""
        self._step(replace(self.shown, classes=np.asarray(classes, bool)), "classes")

    def show_only(self, rows: np.ndarray) -> None:
        """Hide all but these rows (n,)."""
        self._step(replace(self.shown, only=rows), "only")

    def show_all(self) -> None:
        """Hide nothing."""
        self._step(Shown(np.ones_like(self.shown.classes)), "everything")

    # What it follows

    def follow(self, labels: np.ndarray, class_count: int) -> None:
        """Other images, all of them shown: labels (N,), each below `class_count`."""
        self._labels = labels
        self.put(Shown(np.ones(class_count, bool)))

    def follow_map(self, count: int) -> None:
        """So many points are on the map."""
        self.count = count

    def put(self, shown: Shown) -> None:
        """Show what was shown before."""
        if not shown.is_same(self.shown):
            self.shown = shown
            self.changed.emit(shown)

    # What can be asked

    @property
    def rows(self) -> np.ndarray:
        """All rows that are on the map and shown: (n,) ascending."""
        everything = np.arange(self.count)
        return everything[self.shows(everything)]

    def shows(self, rows: np.ndarray) -> np.ndarray:
        """Which of the rows (n,) are not hidden: (n,) bool."""
        is_shown: np.ndarray = self.shown.classes[self._labels[rows]]
        if self.shown.only is not None:
            is_shown = is_shown & mask_of(self.shown.only, len(self._labels))[rows]
        return is_shown

    def _step(self, shown: Shown, what: str) -> None:
        before = self.shown
        if not shown.is_same(before):
            self.put(shown)
            self.stepped.emit(what, before, shown)
