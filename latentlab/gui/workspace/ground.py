"""The ground of the map on the screen: which code lies at a place, and which place is a code's."""

from collections.abc import Generator

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.latent.inverse.inverse import Inverse, prepare_inverse
from latentlab.latent.inverse.located import Located, exactly
from latentlab.latent.inverse.nearby import locate_nearby
from latentlab.latent.inverse.on_plane import PlaneInverse
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.place import place
from latentlab.latent.neighbours.near_codes import NearCodes, near_codes
from latentlab.latent.preparing import Preparing

_REST_MS = 150  # without a new layout, after which the map is taken to rest

_FLAT = 2  # dimensions of a map that a mouse can point at


class Ground(QObject):
    """Answers at once, whatever the map is doing.

    A map at rest is asked through its inverse, which is prepared in the background; one that moves, or whose
    inverse is not ready, through the samples around the place.
    """

    failed = Signal(object)  # the exception

    def __init__(self, live_map: LiveMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._map = live_map
        self._near: NearCodes | None = None
        self._near_of: np.ndarray | None = None  # the codes that it was made of
        self._inverse: Inverse | None = None
        self._inverse_of: Layout | None = None
        self._asked: Layout | None = None  # whose inverse is being prepared
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self.failed)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._prepare)
        live_map.layout_changed.connect(self._on_layout)

    # What can be asked

    def locate(self, y: np.ndarray, through: np.ndarray | None = None) -> Located | None:
        """The code at a place y (2,), None without a flat map.

        On a plane, what it leaves open is that of `through` (k,), or of the mean of all codes.
        """
        layout, near = self._map.layout, self._codes()
        if layout is None or layout.dimensions != _FLAT or near is None:
            return None
        if through is not None and len(through) != near.codes.shape[1]:
            through = None  # another network's
        inverse = self.inverse_of(layout)
        if inverse is not None:
            return inverse.locate(y)
        return locate_nearby(near, layout.points, layout.plane, y, through)

    def inverse_of(self, layout: Layout | None) -> Inverse | None:
        """The inverse of this very layout, None where it is not ready or not needed."""
        return self._inverse if layout is not None and self._inverse_of is layout else None

    def place(self, z: np.ndarray) -> np.ndarray | None:
        """Where a code (k,) lies on the map: (2,), or (3,) in a space; None without a map."""
        layout, near = self._map.layout, self._codes()
        if layout is None or near is None or near.codes.shape[1] != len(z):
            return None
        if layout.kernel is not None:
            return next(layout.kernel.places(z[None]))[0]
        spot: np.ndarray = place(z[None], near, layout.points, layout.plane)[0]
        return spot

    def codes_for(self, z: np.ndarray) -> NearCodes | None:
        """The codes that the map was made of, None where a code (k,) is none of their kind."""
        near = self._codes()
        return near if near is not None and near.codes.shape[1] == len(z) else None

    def judge(self, z: np.ndarray) -> Located | None:
        """How near to the data a freely chosen code (k,) is, None without a map."""
        near = self._codes()
        if near is None or near.codes.shape[1] != len(z):
            return None
        return exactly(z[None], near.gap(z[None]), near.radius)[0]

    def inverses(self) -> Generator[Preparing | Inverse | PlaneInverse, None, None] | None:
        """Makes the inverse of the map as it is now, or passes on the one there is; None without a flat map.

        To be run on a worker.
        """
        layout, near = self._map.layout, self._codes()
        if layout is None or layout.dimensions != _FLAT or near is None:
            return None
        if layout.plane is not None:
            return _one(PlaneInverse(near, layout.plane))
        ready = self.inverse_of(layout)
        return _inverses(near.codes, layout.points) if ready is None else _one(ready)

    # Ending

    def stop(self) -> None:
        """End what is being prepared."""
        self._rest.stop()
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self._rest.stop()
        return self._jobs.wait(milliseconds)

    # How it works

    def _codes(self) -> NearCodes | None:
        codes = self._map.layout_codes
        if codes is None:
            return None
        if self._near_of is not codes:
            self._near_of = codes
            try:
                self._near = near_codes(codes)
            except LatentLabError:  # a training that ran away: the map tells of it
                self._near = None
        return self._near

    def _on_layout(self, layout: Layout) -> None:
        if layout.plane is None:
            self._rest.start()
        else:
            self._rest.stop()
            self._inverse = self._inverse_of = None

    def _prepare(self) -> None:
        layout, near = self._map.layout, self._codes()
        if layout is None or layout.dimensions != _FLAT or layout.plane is not None or near is None:
            return
        self._asked = layout
        self._jobs.start(Job(_inverses(near.codes, layout.points), parent=self))

    def _on_done(self) -> None:
        inverse = self._jobs.job.take(Inverse) if self._jobs.job else None
        if inverse is not None:
            self._inverse, self._inverse_of = inverse, self._asked


def _one(inverse: Inverse | PlaneInverse) -> Generator[Preparing | Inverse | PlaneInverse, None, None]:
    yield inverse


def _inverses(
    codes: np.ndarray, points: np.ndarray
) -> Generator[Preparing | Inverse | PlaneInverse, None, None]:
    """The inverse of one map, as a job."""
    yield (yield from prepare_inverse(codes, points))
