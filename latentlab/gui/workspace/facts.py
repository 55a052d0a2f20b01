"""What can be told of the selected points beyond their classes, kept up with training and map."""

from collections.abc import Generator

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.group import Group
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.decode import Decode
from latentlab.latent.group_images import GroupImages, group_images
from latentlab.latent.vicinity import Vicinity, middle_of, vicinity
from latentlab.training.events import Frame

_WORST = 7  # reconstructions: one row of the panel
NEIGHBOURS = 10


class Facts(Follower):
    """Mean images and worst reconstructions of the group; neighbours of its loaded or middle point."""

    images_changed = Signal(object)  # GroupImages | None
    vicinity_changed = Signal(object)  # Vicinity | None

    def __init__(
        self, live_map: LiveMap, group: Group, selector: Selector, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._map, self._group, self._selector = live_map, group, selector
        self._row: int | None = None  # the loaded one
        self._count = NEIGHBOURS
        self._images = self._keep(self._images_events, GroupImages)
        self._vicinity = self._keep(self._vicinity_events, Vicinity)
        self._images.changed.connect(self.images_changed)
        self._vicinity.changed.connect(self.vicinity_changed)
        group.changed.connect(self._on_group)
        selector.changed.connect(self._on_selection)
        live_map.layout_changed.connect(self._on_layout)

    def set_count(self, count: int) -> None:
        """Ask for so many neighbours."""
        self._count = count
        self._vicinity.ask()

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights, or other images."""
        is_new = self._subject is None
        super().follow(subject, frame)
        self._images.ask(is_waited_for=is_new)
        self._vicinity.ask(is_waited_for=is_new)

    def _on_group(self) -> None:
        self._images.ask()
        self._vicinity.ask()

    def _on_selection(self, selection: Selection) -> None:
        if selection.row != self._row:
            self._row = selection.row
            self._vicinity.ask()

    def _on_layout(self) -> None:
        self._vicinity.ask(is_waited_for=False)

    def _images_events(self) -> Generator[object, None, None] | None:
        subject, frame, rows = self._subject, self._frame, self._group.rows
        if subject is None or frame is None or subject.images is None or len(rows) == 0:
            return None
        return _images_of(subject, frame, rows)

    def _vicinity_events(self) -> Generator[object, None, None] | None:
        subject, frame, rows = self._subject, self._frame, self._group.rows
        if subject is None or frame is None:
            return None
        is_asked = self._row is not None and (len(rows) == 0 or bool((rows == self._row).any()))
        layout = self._map.layout
        fits = layout is not None and len(layout.points) == len(frame.latents)
        places = layout.points if layout is not None and fits else None
        return _vicinity_of(
            subject, frame, self._row if is_asked else None, rows, places, self._count, self._map
        )


def _images_of(subject: Subject, frame: Frame, rows: np.ndarray) -> Generator[object, None, None]:
    assert subject.images is not None
    made = yield from group_images(
        subject.images.flat, subject.order, rows, frame.latents, _decoder_of(frame), _WORST
    )
    if made is not None:
        yield made


def _decoder_of(frame: Frame) -> Decode | None:
    model = frame.model
    if model is None:
        return None
    from latentlab.models.coding import decode_codes

    return lambda codes: decode_codes(model, codes)


def _vicinity_of(
    subject: Subject,
    frame: Frame,
    loaded: int | None,
    rows: np.ndarray,
    places: np.ndarray | None,
    count: int,
    live_map: LiveMap,
) -> Generator[object, None, None]:
    codes = frame.latents
    row = loaded if loaded is not None and loaded < len(codes) else middle_of(codes, rows)
    if row is None:
        return
    pixels = subject.images.flat if subject.images is not None else None
    yield (
        yield from vicinity(row, count, codes, places, pixels, subject.order[: len(codes)], live_map.graphs)
    )
