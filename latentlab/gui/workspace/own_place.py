"""Where a free code lies on a finished map by its method's own transform, found when the hand rests."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.ground import Ground
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.selector import Selector
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.transform import transform
from latentlab.latent.neighbours.near_codes import NearCodes
from latentlab.latent.preparing import Preparing

_REST_MS = 200  # without a move of the hand or the map


@dataclass(frozen=True, slots=True, eq=False)
class OwnPlaceFound:
    """A code z (k,) lies at a place (2,) of this layout."""

    z: np.ndarray
    layout: Layout
    place: np.ndarray


class OwnPlace(QObject):
    """Corrects the place that was shown at once; loaded points and places of the map have theirs already."""

    found = Signal(object, object)  # the code z (k,) as it was selected, its place (2,)
    failed = Signal(object)  # the exception

    def __init__(
        self, live_map: LiveMap, ground: Ground, selector: Selector, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._map, self._ground = live_map, ground
        self._is_allowed = False  # two threads that import the same libraries at once wait for each other
        self._z: np.ndarray | None = None
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self.failed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._begin)
        selector.changed.connect(self._on_selection)
        self.found.connect(selector.refine_place)
        live_map.layout_changed.connect(self._start_anew)

    def _on_selection(self, selection: Selection) -> None:
        """Another code was selected, or the same anew."""
        is_free = selection.row is None and not selection.is_from_map
        self._z = selection.z if is_free else None
        self._start_anew()

    def _start_anew(self) -> None:
        """The map is another, or its points moved."""
        self._jobs.clear()
        if self._z is None:
            self._rest.stop()
        else:
            self._rest.start()

    def allow(self) -> None:
        """Begin: what it computes with is loaded."""
        self._is_allowed = True
        self._start_anew()

    def stop(self) -> None:
        """End what is being found."""
        self._rest.stop()
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self._rest.stop()
        return self._jobs.wait(milliseconds)

    def _begin(self) -> None:
        layout, settings, z = self._map.layout, self._map.settings, self._z
        if layout is None or z is None or not self._is_allowed or not layout.done or self._map.is_running:
            return
        if self._map.is_of_pixels:  # a code is none of what this map was made of
            return
        if layout.dimensions != 2 or layout.plane is not None or layout.kernel is not None:  # exact already
            return
        near = self._ground.codes_for(z)
        if near is not None:
            self._jobs.start(Job(_found(z, near, layout, settings), parent=self))

    def _on_done(self) -> None:
        found = self._jobs.job.take(OwnPlaceFound) if self._jobs.job else None
        if found is not None and found.layout is self._map.layout and found.z is self._z:
            self.found.emit(found.z, found.place)


def _found(
    z: np.ndarray, near: NearCodes, layout: Layout, settings: MapSettings
) -> Generator[Preparing | OwnPlaceFound, None, None]:
    places = yield from transform(z[None], near, layout, settings)
    yield OwnPlaceFound(z, layout, places[0])
