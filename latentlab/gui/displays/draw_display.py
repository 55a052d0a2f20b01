"""Passes on between the page to draw on and the workspace: inks, pictures, and how far z moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image
from PySide6.QtCore import QMimeData, QObject

from latentlab.data.drawn import as_digit, as_frame, ink_of, is_blank
from latentlab.errors import DataError, LatentLabError
from latentlab.gui.messages import text_of
from latentlab.gui.mime_picture import picture_in
from latentlab.gui.workspace.decoding.disturbing import Moved
from latentlab.gui.workspace.decoding.drawing import Picture
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.code_scale import CodeScale

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


class DrawDisplay(QObject):
    """One slot for each thing that is told, in words and inks that the page takes."""

    def __init__(self, workspace: Workspace, window: MainWindow) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self._drawing, self._disturbing = workspace.decoding.drawing, workspace.decoding.disturbing
        self._page = window.decoder.draw
        self._moved: Moved | None = None
        self._scale: CodeScale | None = None

    def bring(self, data: QMimeData) -> None:
        """Put what was pasted or dropped on the pad, where it is a picture."""
        try:
            picture = picture_in(data)
            if isinstance(picture, Image.Image):
                self._put(ink_of(picture), self.tr("pasted picture"))
            else:
                self._drawing.open(picture)
        except LatentLabError as error:
            self.refuse(error)

    def show_picture(self, picture: Picture) -> None:
        """A file was read."""
        try:
            self._put(picture.ink, picture.name)
        except LatentLabError as error:
            self.refuse(error)

    def refuse(self, error: LatentLabError) -> None:
        """Say why nothing changed."""
        self._window.decoder.refuse(text_of(error))

    def draw_on_selected(self) -> None:
        """Put the image that is selected on the pad, or what a free code decodes to."""
        selection = self._workspace.selector.selection
        if selection is None:
            return
        image = selection.original if selection.original is not None else selection.image
        if image is None:
            return
        self._disturbing.drop()
        ink = image.astype(np.float32) / (255 if image.dtype == np.uint8 else 1)
        self._page.put(as_frame(np.clip(ink, 0, 1), self._page.pad.sheet.shape))

    def show_moved(self, moved: Moved | None) -> None:
        """Say how far z moved, and mark where it was."""
        self._moved = moved
        self._window.map.field.show_ghost(moved.place if moved is not None else None)
        self._page.disturb.show_moved(self._moved_text())

    def show_scale(self, scale: CodeScale | None) -> None:
        """Say the same in what is usual among these codes."""
        self._scale = scale
        self._page.disturb.show_moved(self._moved_text())

    def _put(self, ink: np.ndarray, name: str) -> None:
        shape = self._page.pad.sheet.shape
        image = as_digit(ink, shape) if self._drawing.is_boxed else as_frame(ink, shape)
        if is_blank(ink) or not image.any():
            raise DataError("There is nothing in the picture {name}: it has one colour only.", name=name)
        self._page.put(image, name)

    def _moved_text(self) -> str:
        moved, scale = self._moved, self._scale
        if moved is None:
            return ""
        distance = self.tr("z moved by {distance:.3g}").format(distance=moved.distance)
        if scale is None:
            return distance
        text = self.tr(
            "z moved by {distance:.3g}: {steps:.1f} times the usual distance to the nearest image, "
            "{share:.0%} of that between any two."
        )
        return text.format(
            distance=moved.distance, steps=scale.steps(moved.distance), share=scale.share(moved.distance)
        )
