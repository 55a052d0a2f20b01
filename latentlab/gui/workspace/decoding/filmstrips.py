"""What the axes in view do to the image, from the low end of each slider to the high one."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.decoding.axes import Axes, Measured
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.hand import Errand
from latentlab.gui.workspace.quick import Made, Quick, timed
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.preparing import Preparing
from latentlab.latent.tiles import as_grey, tiled
from latentlab.latent.walks.filmstrip import filmstrip_codes
from latentlab.training.events import Frame

_MOVING_MS = 50  # between two pictures while z moves or the list is scrolled
_TRAINING_MS = 150
_REST = 6  # times as long as the last films cost, where that is more
_AT_ONCE_MS = 4.0
_CODES_AT_ONCE = 256  # so that a stop is heard soon


@dataclass(frozen=True, slots=True, eq=False)
class Films:
    """One film for each of some axes."""

    rows: tuple[int, ...]
    images: np.ndarray  # (R, h, frames · w) uint8

    def by_axis(self) -> dict[int, np.ndarray]:
        """Axis → (h, frames · w)."""
        return dict(zip(self.rows, self.images, strict=True))


class Filmstrips(Follower):
    """Decodes the films of all axes in view in one batch, after the digit, whenever z or the weights move."""

    changed = Signal(object)  # Films | None: there is nothing to decode with

    def __init__(self, selector: Selector, axes: Axes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selector, self._axes = selector, axes
        self._rows: tuple[int, ...] = ()
        self._frames = 0
        self._decoded_at = QElapsedTimer()
        self._is_watched = False
        self._is_stale = False
        self._quick = Quick[Films](_AT_ONCE_MS)
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self.failed)
        self._soon = Errand(selector.hand, self)
        self._soon.due.connect(self._start)
        selector.chosen.connect(self._on_chosen)
        axes.changed.connect(self._ask)

    def show(self, rows: tuple[int, ...], frames: int) -> None:
        """These axes are in view, with room for so many frames each; none for no films."""
        if (rows, frames) != (self._rows, self._frames):
            self._rows, self._frames = rows, frames
            self._ask()

    # What it follows

    def watch(self, is_watched: bool) -> None:
        """Whether somebody looks; else nothing is decoded."""
        self._is_watched = is_watched
        if is_watched:
            self._ask()
        else:
            self._soon.stop()
            self._jobs.clear()

    def follow(self, subject: Subject, frame: Frame) -> None:
        is_other = self._frame is None or self._frame.latents.shape[1] != frame.latents.shape[1]
        if is_other:
            self._quick.forget()
        if self._frame is None or frame.model is not self._frame.model:
            self._ask(0 if is_other else max(_TRAINING_MS, round(_REST * (self._quick.cost_ms or 0))))
        super().follow(subject, frame)

    def give_up(self) -> None:
        self._jobs.clear()

    def stop(self) -> None:
        self.watch(False)

    def wait(self, milliseconds: int) -> bool:
        self.stop()
        return self._jobs.wait(milliseconds)

    # How it works

    def _on_chosen(self, _selection: Selection) -> None:
        self._ask(_MOVING_MS)

    def _ask(self, milliseconds: int = 0) -> None:
        """Decode soon; not later than was asked before."""
        self._is_stale = True
        if not self._is_watched:
            return
        if self._decoded_at.isValid():
            milliseconds = max(milliseconds, _MOVING_MS - self._decoded_at.elapsed())
        self._soon.ask(milliseconds)

    def _start(self) -> None:
        if self._jobs.job is not None and not self._jobs.job.is_over:
            return  # the next one comes right after it
        self._is_stale = False
        self._decoded_at.start()
        events = self._events()
        if events is None:
            self.changed.emit(None)
        elif self._quick.is_cheap:
            self.changed.emit(self._quick.make(events))
        else:
            self._jobs.start(Job(events, parent=self))

    def _on_done(self) -> None:
        made = self._jobs.job.take(Made) if self._jobs.job is not None else None
        if made is not None:
            self.changed.emit(self._quick.take(made))
        if self._is_stale:
            self._ask(_MOVING_MS)

    def _events(self) -> Generator[object, None, None] | None:
        selection, frame, measured, subject = (
            self._selector.selection, self._frame, self._axes.measured, self._subject,
        )  # fmt: skip
        if selection is None or frame is None or frame.model is None or subject is None or measured is None:
            return None
        rows = tuple(row for row in self._rows if row < len(measured.axes))
        if not rows or not self._frames or len(selection.z) != len(measured.axes):
            return None
        if frame.model.latent != len(selection.z):
            return None
        return timed(_films(frame, measured, selection.z, rows, self._frames, subject.shape))


def _films(
    frame: Frame,
    measured: Measured,
    z: np.ndarray,
    rows: tuple[int, ...],
    frames: int,
    shape: tuple[int, int],
) -> Generator[Preparing, None, Films]:
    from latentlab.models.coding import decode_codes

    assert frame.model is not None
    spans = measured.spans
    codes = filmstrip_codes(measured.axes, z, spans.low, spans.high, np.array(rows), frames)
    flat = codes.reshape(-1, codes.shape[2])  # (R · frames, k)
    images = np.empty((len(flat), shape[0] * shape[1]), np.uint8)
    for start in range(0, len(flat), _CODES_AT_ONCE):
        piece = slice(start, start + _CODES_AT_ONCE)
        images[piece] = as_grey(decode_codes(frame.model, flat[piece]))
        yield Preparing("films", min(len(flat), piece.stop), len(flat))
    films = tiled(images.reshape(len(rows), frames, *shape))  # (R · h, frames · w)
    return Films(rows, films.reshape(len(rows), shape[0], -1))
