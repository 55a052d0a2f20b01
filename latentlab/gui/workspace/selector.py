"""Moves the one selection: by sliders, by points of the map, by chance, and along with the training."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.code_range import draw_code, measure_range
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.selection import Selection, compare
from latentlab.gui.workspace.subject import Subject
from latentlab.training.events import Frame


class Selector(QObject):
    """Decodes what is selected with the newest weights and finds its place on the map."""

    changed = Signal(object)  # Selection
    place_changed = Signal(object)  # np.ndarray (2,) | None: the map moved under the selection

    def __init__(self, live_map: LiveMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.selection: Selection | None = None
        self._map = live_map
        self._subject: Subject | None = None
        self._frame: Frame | None = None
        self._rng = np.random.default_rng()

    # What a student can intend

    def select(self, z: np.ndarray) -> None:
        """Choose a place in the latent space: (k,)."""
        self._select(z, None)

    def select_row(self, row: int) -> None:
        """Load a point of the map into the decoder."""
        if self._frame is not None and 0 <= row < len(self._frame.latents):
            self._select(self._frame.latents[row], row)

    def reset(self) -> None:
        """To the middle of the codes."""
        if self._frame is not None:
            self._select(measure_range(self._frame.latents).mean, None)

    def draw(self) -> None:
        """To a random place where codes lie."""
        if self._frame is not None:
            self._select(draw_code(self._frame.latents, self._rng), None)

    # What it follows

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Go with newer weights: a loaded point to its new code; else z stays, and decodes anew."""
        if self._subject is not subject:
            self.selection = None
        self._subject, self._frame = subject, frame
        old = self.selection
        if old is not None and old.row is None and len(old.z) == frame.latents.shape[1]:
            self._select(old.z, None)
            return
        row = old.row if old is not None and old.row is not None else 0
        z = self._code_of(row, frame)
        self._select(frame.latents[0] if z is None else z, 0 if z is None else row)

    def follow_map(self) -> None:
        """The points of the map moved."""
        if self.selection is not None:
            place = self._place(self.selection.z, self.selection.row)
            self.selection = replace(self.selection, place=place)
            self.place_changed.emit(place)

    # How it works

    def _select(self, z: np.ndarray, row: int | None) -> None:
        image = self._decode(z)
        original = self._subject.original(row) if self._subject is not None and row is not None else None
        place = self._place(z, row)
        self.selection = Selection(z, row, image, original, compare(image, original), place)
        self.changed.emit(self.selection)

    def _code_of(self, row: int, frame: Frame) -> np.ndarray | None:
        """The code (k,) of a row of the map, be it on this frame or not."""
        if row < len(frame.latents):
            code: np.ndarray = frame.latents[row]
            return code
        original = self._subject.original(row) if self._subject is not None else None
        if original is None or frame.model is None:
            return None
        from latentlab.models.coding import encode_images

        return encode_images(frame.model, original.reshape(1, -1))[0]

    def _decode(self, z: np.ndarray) -> np.ndarray | None:
        if self._frame is None or self._frame.model is None or self._subject is None:
            return None
        from latentlab.models.coding import decode_codes

        return decode_codes(self._frame.model, z[None])[0].reshape(self._subject.shape)

    def _place(self, z: np.ndarray, row: int | None) -> np.ndarray | None:
        layout = self._map.layout
        if layout is not None and row is not None and row < len(layout.points):
            point: np.ndarray = layout.points[row]
            return point
        return self._map.place(z)
