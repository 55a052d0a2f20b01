"""Goes to another code at once: by chance, to the middle of all codes, or to one that was pasted."""

from typing import Literal

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.decoding.axes import Axes
from latentlab.gui.workspace.decoding.visits import Visits
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.walks.draws import DRAWS
from latentlab.training.events import Frame

DrawKind = Literal["gaussian", "density", "prior"]


class Jumps(Follower):
    """Each is a step of its own. A draw and the way to the middle leave alone what is locked.

    The prior is there for variational networks alone.
    """

    changed = Signal()  # the distribution, or whether there is a prior

    def __init__(self, selector: Selector, axes: Axes, visits: Visits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kind: DrawKind = "gaussian"
        self.has_prior = False
        self._selector, self._axes, self._visits = selector, axes, visits
        self._rng = np.random.default_rng()

    def choose(self, kind: DrawKind) -> None:
        """Draw from another distribution from now on, and once at once."""
        self.kind = kind
        self.changed.emit()
        self.draw()

    def draw(self) -> None:
        """Go to a code by chance."""
        if self._frame is not None and np.isfinite(self._frame.latents).all():
            self._go(self._kept(DRAWS[self.kind](self._frame.latents, self._rng)))

    def reset(self) -> None:
        """Go to the middle of the codes."""
        if self._frame is not None:
            self._go(self._kept(self._frame.latents.mean(axis=0)))

    def take(self, z: np.ndarray) -> None:
        """Go to this code (k,), whatever is locked."""
        self._go(z)

    def follow(self, subject: Subject, frame: Frame) -> None:
        super().follow(subject, frame)
        has_prior = frame.model is not None and frame.model.variational
        if has_prior != self.has_prior:
            self.has_prior = has_prior
            if self.kind == "prior" and not has_prior:
                self.kind = "gaussian"
            self.changed.emit()

    def _kept(self, z: np.ndarray) -> np.ndarray:
        selection = self._selector.selection
        return self._axes.kept(z, selection.z) if selection is not None else z

    def _go(self, z: np.ndarray) -> None:
        self._visits.part()
        self._selector.select(z)
        self._visits.part()
