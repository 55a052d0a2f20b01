"""Moves the one selection: by sliders, by points and places of the map, and along with the training."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.decoding.ends import code_of_row
from latentlab.gui.workspace.ground import Ground
from latentlab.gui.workspace.hand import Hand
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.selection import Origin, Selection, compare
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.inverse.located import Located
from latentlab.training.events import Frame

if TYPE_CHECKING:
    from latentlab.models.autoencoder import Autoencoder


class Selector(QObject):
    """Decodes what is selected with the newest weights and finds its place on the map."""

    decoded = Signal(object)  # np.ndarray (height, width) | None: first, before all else is known of it
    changed = Signal(object)  # Selection
    chosen = Signal(object)  # Selection, after `changed`: somebody moved it, and not newer weights
    place_changed = Signal(object)  # np.ndarray (2,) | None: the map moved under the selection
    place_refined = Signal(object)  # np.ndarray (2,): where the selection lies was found more exactly

    def __init__(self, live_map: LiveMap, ground: Ground, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.selection: Selection | None = None
        self._map = live_map
        self._ground = ground
        self._held: np.ndarray | None = None  # (2,): the place that a hand stays at, whatever moves there
        self._is_outdated = False  # the map or the weights changed since the held place was decoded
        self.hand = Hand(self)
        self.hand.moving_changed.connect(self._on_hand)
        self._subject: Subject | None = None
        self._frame: Frame | None = None

    # What a student can intend

    def select(self, z: np.ndarray) -> None:
        """Choose a place in the latent space: (k,)."""
        if self._frame is None:
            return  # there is no latent space yet
        self.hand.move()
        self._select(z, None)
        self.chosen.emit(self.selection)

    def select_row(self, row: int) -> None:
        """Load an image of the map's order into the decoder, be it a point of the map or not."""
        if self._frame is None or self._subject is None or not 0 <= row < len(self._subject.order):
            return
        z = code_of_row(self._subject, self._frame, row)
        if z is not None:
            self._select(z, row)
            self.chosen.emit(self.selection)

    def select_place(self, y: np.ndarray) -> bool:
        """Choose what lies at a place (2,) of the map; raw axes leave the other dimensions as they are.

        Returns whether there is a map of the present network to tell.
        """
        is_found = self._select_place(y)
        if is_found:
            self.chosen.emit(self.selection)
        return is_found

    def select_image(self, image: np.ndarray, origin: Origin) -> bool:
        """Choose the code of an image (height, width) uint8 that is none of the map's points.

        Returns whether there is a network for images of this shape to encode it.
        """
        self.hand.move()
        is_encoded = self._select_image(image, origin)
        if is_encoded:
            self.chosen.emit(self.selection)
        return is_encoded

    def hold_place(self, y: np.ndarray | None) -> None:
        """Stay with a place (2,) of the map while the codes move under it; None lets go."""
        self._held, self._is_outdated = y, False
        if y is not None:
            self.hand.move()
            self.select_place(y)

    def shift_place(self, y: np.ndarray) -> None:
        """Stay with another place (2,): the view has moved under the mouse."""
        self._held = y
        if self._stays_held():
            self.chosen.emit(self.selection)

    # What can be asked

    def encode(self, image: np.ndarray) -> np.ndarray | None:
        """The code (k,) of an image (height, width) uint8; None without a network for images of its shape."""
        frame, subject = self._frame, self._subject
        if frame is None or frame.model is None or subject is None or subject.shape != image.shape:
            return None
        return _encoded(frame.model, image)

    def place_of(self, z: np.ndarray, row: int | None) -> np.ndarray | None:
        """Where a code (k,), which may be that of a point, lies on the map: (2,), or (3,) in a space."""
        layout = self._map.layout
        if layout is not None and row is not None and row < len(layout.points):
            point: np.ndarray = layout.points[row]
            return point
        return self._ground.place(z)

    # What it follows

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Go with newer weights: a loaded point to its new code; else z stays, and decodes anew."""
        self._subject, self._frame = subject, frame
        old = self.selection
        if self._stays_held():
            return
        if old is not None and old.origin is not None and old.original is not None:
            if self._select_image(old.original, old.origin):
                return
        elif old is not None and old.row is None and len(old.z) == frame.latents.shape[1]:
            self._select(old.z, None)
            return
        row = old.row if old is not None and old.row is not None else 0
        z = code_of_row(subject, frame, row)
        self._select(frame.latents[0] if z is None else z, 0 if z is None else row)

    def forget(self) -> None:
        """Other images are opened, whose network is yet to come."""
        self.selection = self._held = self._subject = self._frame = None

    def follow_map(self) -> None:
        """The points of the map moved."""
        old = self.selection
        if old is None:
            return
        if self._stays_held():
            return
        place = self.place_of(old.z, old.row)
        self.selection = replace(old, place=place)
        self.place_changed.emit(place)

    def refine_place(self, z: np.ndarray, place: np.ndarray) -> None:
        """The selected code z (k,) is known to lie at a place (2,)."""
        if self.selection is not None and self.selection.z is z:
            self.selection = replace(self.selection, place=place)
            self.place_refined.emit(place)

    # How it works

    def _stays_held(self) -> bool:
        """Whether a place is held, which then is decoded anew, be it when the hand stands still."""
        if self._held is None or self.selection is None or self._frame is None:
            return False
        if self.hand.is_moving and len(self.selection.z) == self._frame.latents.shape[1]:
            self._is_outdated = True  # the next move comes sooner than this would help
            return True
        return self._select_place(self._held)

    def _on_hand(self, is_moving: bool) -> None:
        if not is_moving and self._held is not None and self._is_outdated:
            self._is_outdated = False
            self.select_place(self._held)

    def _select(
        self,
        z: np.ndarray,
        row: int | None,
        place: np.ndarray | None = None,
        located: Located | None = None,
        original: np.ndarray | None = None,
        origin: Origin | None = None,
    ) -> None:
        """Decode z (k,), which is a point's or an image's, or lies at a place (2,), or was chosen freely."""
        if place is not self._held:
            self._held = None
        image = self._decode(z)
        if self._subject is not None and row is not None:
            original = self._subject.original(row)
        is_from_map = place is not None or (row is None and self._is_same_place(z))
        error = compare(image, original)
        decoded = Selection(z, row, image, original, error, place, located, is_from_map, origin)
        self.selection = decoded
        self.decoded.emit(image)  # a hand that moves waits for no more
        if row is None and original is None:
            located = self._checked(located or self._ground.judge(z), image)
        self.selection = replace(
            decoded, place=self.place_of(z, row) if place is None else place, located=located
        )
        self.changed.emit(self.selection)

    def _select_place(self, y: np.ndarray) -> bool:
        old, frame = self.selection, self._frame
        across = old.z if old is not None and self._map.method == "axes" else None
        located = self._ground.locate(y, across)
        if located is None or frame is None or len(located.z) != frame.latents.shape[1]:
            return False
        self._select(located.z, None, y, located)
        return True

    def _select_image(self, image: np.ndarray, origin: Origin) -> bool:
        z = self.encode(image)
        if z is None:
            return False
        self._select(z, None, original=image, origin=origin)
        return True

    def _checked(self, located: Located | None, image: np.ndarray | None) -> Located | None:
        """With the distance after encoding the decoded image (height, width) again."""
        if located is None or image is None or self._frame is None or self._frame.model is None:
            return located
        return located.encoded_again(_encoded(self._frame.model, image))

    def _is_same_place(self, z: np.ndarray) -> bool:
        """Whether z was found on the map and only decodes anew."""
        return self.selection is not None and self.selection.is_from_map and self.selection.z is z

    def _decode(self, z: np.ndarray) -> np.ndarray | None:
        if self._frame is None or self._frame.model is None or self._subject is None:
            return None
        from latentlab.models.coding import decode_codes

        return decode_codes(self._frame.model, z[None])[0].reshape(self._subject.shape)


def _encoded(model: Autoencoder, image: np.ndarray) -> np.ndarray:
    """The code (k,) of an image (height, width), uint8 or float32 in [0, 1]."""
    from latentlab.models.coding import encode_images

    return encode_images(model, image.reshape(1, -1))[0]
