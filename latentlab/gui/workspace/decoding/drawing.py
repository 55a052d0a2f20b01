"""What is drawn by hand, or brought as a picture, as an image of the data set's shape."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.decoding.disturbing import Disturbing
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.selection import Origin
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Frame

if TYPE_CHECKING:
    from latentlab.data.sheet import Drawn


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What was read of a picture."""

    ink: np.ndarray  # (H, W) float32 in [0, 1]
    name: str


class Drawing(Follower):
    """Each state of the sheet is selected; a sheet wiped empty is only where a drawing was selected."""

    seen_changed = Signal(
        object
    )  # np.ndarray (h, w) uint8, as the network sees it; None where nothing is drawn
    ground_changed = Signal(object, bool)  # shape (h, w) of the images, whether they are centred as MNIST's
    picture_read = Signal(object)  # Picture
    refused = Signal(object)  # LatentLabError: why a picture is none

    def __init__(self, selector: Selector, disturbing: Disturbing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selector, self._disturbing = selector, disturbing
        self._drawn: Drawn | None = None
        self._is_boxed = True
        self._is_waiting = False  # it could not be encoded yet
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_read)
        self._jobs.failed.connect(self._on_failed)

    @property
    def is_boxed(self) -> bool:
        """Whether drawings are centred and scaled as MNIST's digits are."""
        return self._is_boxed

    def draw(self, drawn: Drawn) -> None:
        """The sheet changed."""
        was_drawn = self._is_selected
        self._drawn = drawn
        self._select(is_wanted=was_drawn or not drawn.is_empty)

    def choose_boxed(self, is_boxed: bool) -> None:
        """Centre and scale the drawing as MNIST's are, or take the sheet as the whole image."""
        self._is_boxed = is_boxed
        self._select(is_wanted=self._is_selected)

    def select(self) -> None:
        """Choose the drawing again, after something else was."""
        self._select(is_wanted=self._drawn is not None and not self._drawn.is_empty)

    def open(self, path: Path) -> None:
        """Read a picture; `picture_read` or `refused` tells how that went."""
        self._jobs.start(Job(_read(path), parent=self))

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights are the selector's to follow; images of another shape see the drawing anew."""
        is_new = self._subject is None
        super().follow(subject, frame)
        if is_new:
            self._show_ground(subject)
        elif self._is_waiting:
            self.select()

    def stop(self) -> None:
        """End the reading of a picture."""
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        return self._jobs.wait(milliseconds)

    @property
    def _is_selected(self) -> bool:
        """Whether the drawing is what is selected, disturbed or not."""
        selection = self._selector.selection
        return selection is not None and selection.origin is not None and selection.origin.row is None

    def _show_ground(self, subject: Subject) -> None:
        from latentlab.data.drawn import are_boxed

        if subject.images is not None:
            self._is_boxed = are_boxed(subject.images.images)
        self.ground_changed.emit(subject.shape, self._is_boxed)
        self._select(is_wanted=False)

    def _select(self, is_wanted: bool) -> None:
        """Show what the network sees, and select it where that is wanted."""
        from latentlab.data.drawn import as_digit, as_frame

        drawn, subject = self._drawn, self._subject
        if drawn is None or subject is None:
            self.seen_changed.emit(None)
            return
        ink = drawn.ink.astype(np.float32) / 255
        image = as_digit(ink, subject.shape) if self._is_boxed else as_frame(ink, subject.shape)
        self.seen_changed.emit(None if drawn.is_empty else image)
        self._is_waiting = is_wanted and not self._disturbing.load(image, Origin(drawn.picture))

    def _on_read(self) -> None:
        picture = self._jobs.job.take(Picture) if self._jobs.job else None
        if picture is not None:
            self.picture_read.emit(picture)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, LatentLabError):
            self.refused.emit(error)
        else:
            self.failed.emit(error)


def _read(path: Path) -> Generator[Picture, None, None]:
    from latentlab.data.drawn import ink_of_picture

    yield Picture(ink_of_picture(path), path.name)
