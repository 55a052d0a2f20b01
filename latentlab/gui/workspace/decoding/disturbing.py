"""The image that is selected, disturbed, and how far that moves its code."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.data.disturbance import Disturbance, disturbed
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.selection import Origin, Selection
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.code_scale import CodeScale, code_scale
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.training.events import Frame


@dataclass(frozen=True, slots=True, eq=False)
class Moved:
    """How far a disturbed image's code is from that of the image itself."""

    distance: float
    z: np.ndarray  # (k,) of the image itself
    place: np.ndarray | None  # (2,), or (3,) in a space, where that lies on the map


@dataclass(frozen=True, slots=True, eq=False)
class _Base:
    """The image itself."""

    image: np.ndarray  # (h, w) uint8
    origin: Origin


class Disturbing(Follower):
    """Stays with an image while it is disturbed more or less; whatever else is selected begins anew."""

    moved_changed = Signal(object)  # Moved | None where nothing is disturbed
    base_changed = Signal(bool)  # whether an image is selected, which can be disturbed
    disturbance_dropped = Signal()  # another image was selected: it is shown as it is
    scale_changed = Signal(object)  # CodeScale | None

    def __init__(self, selector: Selector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selector = selector
        self._by = Disturbance()
        self._base: _Base | None = None
        self._has_base = False  # as it was told
        self._shown: np.ndarray | None = None  # (h, w) uint8: the image as it was last disturbed
        self._moved: Moved | None = None
        self._scale = self._keep(self._scale_events, CodeScale)
        self._scale.changed.connect(self.scale_changed)
        selector.changed.connect(self._on_selection)
        selector.place_changed.connect(self._on_map)

    def load(self, image: np.ndarray, origin: Origin) -> bool:
        """Select an image (h, w) uint8 that is none of the map's points, disturbed as it is set.

        Returns whether there is a network for it.
        """
        self._base = _Base(image, origin)
        return self._select(self._base)

    def disturb(self, by: Disturbance) -> None:
        """Disturb the image that is selected."""
        self._by = by
        if self._base is not None:
            self._select(self._base)

    def drop(self) -> None:
        """Disturb no more; what is selected is left to be selected anew."""
        if self._by.is_on:
            self._by = Disturbance()
            self.disturbance_dropped.emit()

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights: the selector has followed them already."""
        super().follow(subject, frame)
        self._scale.ask(is_waited_for=False)

    def _select(self, base: _Base) -> bool:
        selector, origin = self._selector, base.origin
        if self._by.is_on:
            self._shown = disturbed(base.image, self._by)
            return selector.select_image(self._shown, replace(origin, is_disturbed=True))
        if origin.row is not None:
            selector.select_row(origin.row)
            if selector.selection is not None and selector.selection.row == origin.row:
                return True  # else there are fewer points now than there were
        return selector.select_image(base.image, origin)

    def _on_selection(self, selection: Selection) -> None:
        if selection.original is not None and selection.original is self._shown and self._by.is_on:
            self._tell_base(True)
            self._tell(self._moved_to(selection.z))
            return
        self._base = _base_of(selection)
        self.drop()
        self._tell(None)
        self._tell_base(self._base is not None)

    def _tell_base(self, has_base: bool) -> None:
        if has_base != self._has_base:
            self._has_base = has_base
            self.base_changed.emit(has_base)

    def _moved_to(self, z: np.ndarray) -> Moved | None:
        base = self._base
        itself = self._selector.encode(base.image) if base is not None else None
        if base is None or itself is None:
            return None
        return Moved(float(np.linalg.norm(z - itself)), itself, self._place_of(base, itself))

    def _place_of(self, base: _Base, z: np.ndarray) -> np.ndarray | None:
        return self._selector.place_of(z, base.origin.row)

    def _on_map(self) -> None:
        """The points of the map moved, and what lies between them."""
        if self._moved is not None and self._base is not None:
            self._tell(replace(self._moved, place=self._place_of(self._base, self._moved.z)))

    def _tell(self, moved: Moved | None) -> None:
        if moved is not None or self._moved is not None:
            self._moved = moved
            self.moved_changed.emit(moved)

    def _scale_events(self) -> Generator[object, None, None] | None:
        return _scale_of(self._frame.latents) if self._frame is not None else None


def _base_of(selection: Selection) -> _Base | None:
    """The image that is selected, where it is one."""
    if selection.original is None:
        return None
    return _Base(selection.original, selection.origin or Origin(row=selection.row))


def _scale_of(codes: np.ndarray) -> Generator[object, None, None]:
    scale = code_scale(near_codes(codes))
    if scale is not None:
        yield scale
