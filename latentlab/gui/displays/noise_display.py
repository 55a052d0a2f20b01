"""Shows in the training panel what the chosen corruption does to images, and what the network mends of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, QTimer

from latentlab.errors import SurroundingsError
from latentlab.gui.workspace.noise_preview import NoisePreview, pick_images, preview_of
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.warm_up import Ready
from latentlab.gui.workspace.workspace import Workspace
from latentlab.models.noise import Noise
from latentlab.training.events import Frame

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow

_CALM_MS = 200  # between two drawings while a network trains; a moved slider is followed at once


class NoiseDisplay(QObject):
    """Follows the images, the noise in the form and the weights; computes only what is seen."""

    def __init__(self, workspace: Workspace, window: MainWindow) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._form = window.training.corruption
        self._noise = Noise()
        self._clean: np.ndarray | None = None  # (6, h, w) uint8
        self._frame: Frame | None = None
        self._turn = 0
        self._later = QTimer(self, singleShot=True, interval=_CALM_MS)
        self._later.timeout.connect(self.show_preview)

    def show_subject(self, subject: Subject) -> None:
        """Take images of another set."""
        self._clean = pick_images(subject, self._turn)
        self.show_preview()

    def show_others(self) -> None:
        """Take other images of the same set."""
        self._turn += 1
        if self._workspace.subject is not None:
            self.show_subject(self._workspace.subject)

    def show_ready(self, ready: Ready) -> None:
        """Say which kinds there are, once that is known."""
        self._form.show_transforms(ready.transforms)
        self.show_preview()

    def follow_noise(self, noise: Noise) -> None:
        """Show what the form says, be it not built yet."""
        self._noise = noise
        self.show_preview()

    def follow_frame(self, frame: Frame) -> None:
        """Show what newer weights make of the images, without haste."""
        self._frame = frame
        if not self._later.isActive():
            self._later.start()

    def show_preview(self) -> None:
        """Draw it, where it is seen."""
        if not self._form.wants_preview:
            return
        if self._clean is None:
            self._form.show_preview(None)
            return
        self._form.show_preview(self._preview(self._clean))

    def _preview(self, clean: np.ndarray) -> NoisePreview:
        if not self._workspace.ready.torch:
            return NoisePreview(clean)
        frame = self._frame
        model = frame.model if frame is not None and frame.step else None
        if model is not None and model.pixels != clean[0].size:
            model = None  # of the set that was open before
        try:
            return preview_of(clean, self._noise, model)
        except SurroundingsError:
            return NoisePreview(clean)  # the form says why
