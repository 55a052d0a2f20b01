"""What is painted behind the points, trust or digits at every place in view, made in the background."""

from collections.abc import Generator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.ground import Ground
from latentlab.latent.inverse.inverse import Inverse
from latentlab.latent.inverse.on_plane import PlaneInverse
from latentlab.latent.inverse.survey import Survey, grid_over, survey
from latentlab.latent.preparing import Preparing
from latentlab.training.events import Frame

if TYPE_CHECKING:
    from latentlab.models.autoencoder import Autoencoder

_SOON_MS = 40  # after a change, so that changes that come together are one
_CALM_MS = 350  # between two while a network trains or a map moves
_CLOCK_MS = 30
_CELLS = {"trust": (36, 12, 6), "digits": (40,)}  # sides in pixels, coarse to fine
_MARGIN = 0.15  # of the view on each side, so that a pan shows no edge at once


@dataclass(frozen=True, slots=True)
class View:
    """The part of the map in view."""

    left: float
    bottom: float
    right: float
    top: float
    pixel: float  # side of a device-independent pixel in the map's units


class Backdrop(QObject):
    """Follows view, map and weights at a calm pace, and only while something is to be seen."""

    changed = Signal(object)  # Survey | None
    failed = Signal(object)  # the exception

    def __init__(self, ground: Ground, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ground = ground
        self._kind = "none"
        self._view: View | None = None
        self._model: Autoencoder | None = None
        self._is_outdated = False
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self.failed)
        self._clock, self._soon = QTimer(self), QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._collect)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._start)

    def show_kind(self, kind: str) -> None:
        """Show "none", "trust" or "digits"."""
        if kind == self._kind:
            return
        self._kind = kind
        self._jobs.clear()
        self.changed.emit(None)
        self._renew(_SOON_MS)

    def follow_view(self, view: View) -> None:
        """Another part of the map came into view."""
        if view != self._view:
            self._view = view
            self._renew(_SOON_MS)

    def follow_map(self, *_layout: object) -> None:
        """The points moved."""
        self._renew(_CALM_MS)

    def follow_frame(self, frame: Frame) -> None:
        """Other weights decode."""
        self._model = frame.model
        self._renew(_CALM_MS)

    def stop(self) -> None:
        """End what is being made."""
        self._soon.stop()
        self._clock.stop()
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self.stop()
        return self._jobs.wait(milliseconds)

    def _renew(self, after_ms: int) -> None:
        if self._kind == "none" or self._view is None:
            return
        if self._clock.isActive():
            self._is_outdated = True  # what is under way is still worth seeing
        elif not self._soon.isActive() or self._soon.remainingTime() > after_ms:
            self._soon.start(after_ms)

    def _start(self) -> None:
        view, inverses = self._view, self._ground.inverses()
        if self._kind == "none" or view is None or inverses is None:
            return
        self._is_outdated = False
        self._jobs.start(Job(_surveys(inverses, view, self._kind, self._model), parent=self))
        self._clock.start()

    def _collect(self) -> None:
        found = self._jobs.job.take(Survey) if self._jobs.job else None
        if found is not None:
            self.changed.emit(found)

    def _on_done(self) -> None:
        self._collect()
        self._clock.stop()
        if self._is_outdated:
            self._renew(_CALM_MS)


def _surveys(
    inverses: Generator[Preparing | Inverse | PlaneInverse, None, None],
    view: View,
    kind: str,
    model: "Autoencoder | None",
) -> Generator[Preparing | Survey, None, None]:
    """Coarse to fine, on the worker."""
    inverse: Inverse | PlaneInverse | None = None
    for event in inverses:
        if isinstance(event, Preparing):
            yield event
        else:
            inverse = event
    assert inverse is not None
    decode = encode = None
    if model is not None:
        from latentlab.models.coding import decode_codes, encode_images

        decode, encode = partial(decode_codes, model), partial(encode_images, model)
    across, up = _MARGIN * (view.right - view.left), _MARGIN * (view.top - view.bottom)
    for side in _CELLS[kind]:
        grid = grid_over(
            view.left - across, view.bottom - up, view.right + across, view.top + up, side * view.pixel
        )
        yield (yield from survey(inverse, grid, decode, encode, wants_images=kind == "digits"))
