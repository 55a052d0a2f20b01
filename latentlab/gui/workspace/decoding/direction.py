"""The way from the mean of some samples to the mean of others, added to any code."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.decoding.ends import End, mean_code
from latentlab.gui.workspace.decoding.hold import Hold
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.group_images import group_images
from latentlab.training.events import Frame

REACH = 2.0  # times the direction, to either side
PICTURES = 9  # from −2 to +2: the one in the middle is the code itself
_CALM_MS = 100  # between two strips while sliders move or a network trains
GROUPS = ("P", "Q")


@dataclass(frozen=True, slots=True, eq=False)
class GroupMeans:
    """What the remembered samples look like on average, in the order of `GROUPS`."""

    images: tuple[np.ndarray | None, ...]  # (pixels,) float32 each


@dataclass(frozen=True, slots=True, eq=False)
class DirectionFilm:
    """What the code becomes from −2 to +2 times the direction."""

    pictures: np.ndarray  # (PICTURES, pixels) float32


class Direction(Follower):
    """Begins at whatever code is selected; its own codes do not move that."""

    groups_changed = Signal(object)  # tuple of the rows (n,) of P and of Q, None for one not remembered
    means_changed = Signal(object)  # GroupMeans | None
    film_changed = Signal(object)  # DirectionFilm | None
    moved = Signal(float)  # times the direction, from −2 to 2

    def __init__(self, selector: Selector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._selector = selector
        self.groups: tuple[np.ndarray | None, ...] = (None, None)
        self.amount = 0.0
        self._base: End | None = None
        self._is_watched = False
        self._hold = Hold(selector, self)
        self._means = self._keep(self._mean_events, GroupMeans)
        self._films = self._keep(self._film_events, DirectionFilm, _CALM_MS)
        self._means.changed.connect(self.means_changed)
        self._films.changed.connect(self.film_changed)
        selector.changed.connect(self._on_selection)

    @property
    def is_held(self) -> bool:
        """Whether the selected code is one of the direction's."""
        return self._hold.is_held

    # What a student can intend

    def remember(self, number: int, rows: np.ndarray) -> None:
        """Let some samples (n,) be P (0) or Q (1)."""
        if len(rows):
            self._take((*self.groups[:number], rows, *self.groups[number + 1 :]))

    def swap(self) -> None:
        """Go the other way."""
        self._take(self.groups[::-1])

    def go_to(self, amount: float) -> None:
        """Select the code so many times the direction away."""
        base, way = self._base_now(), self.way
        if base is None or way is None:
            return
        self.amount = min(REACH, max(-REACH, amount))
        self._hold.select(base + np.float32(self.amount) * way)
        self.moved.emit(self.amount)

    @property
    def way(self) -> np.ndarray | None:
        """From the mean code of P to that of Q (k,), None where either is missing."""
        frame = self._frame
        if frame is None:
            return None
        means = [mean_code(frame, rows) for rows in self.groups if rows is not None]
        there = [mean for mean in means if mean is not None]
        return there[1] - there[0] if len(there) == len(GROUPS) else None

    # What it follows

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights: both means are others."""
        super().follow(subject, frame)
        if self._is_watched:
            self._renew()

    def forget(self) -> None:
        """The rows of P and Q mean nothing any more."""
        super().forget()
        self._take((None, None))

    def watch(self, is_watched: bool) -> None:
        """Whether somebody looks at the direction; else it is not computed."""
        self._is_watched = is_watched
        super().watch(is_watched)
        if is_watched:
            self._renew()

    # How it works

    def _take(self, groups: tuple[np.ndarray | None, ...]) -> None:
        self.groups = groups
        self.groups_changed.emit(groups)
        self._means.ask()
        self._films.ask()

    def _renew(self) -> None:
        self._films.ask(is_waited_for=False)
        if self._hold.is_held:
            self.go_to(self.amount)
        elif self._base is None and self._selector.selection is not None:
            self._on_selection(self._selector.selection)

    def _on_selection(self, selection: Selection) -> None:
        """Another code was selected by something else: the direction begins there."""
        if self._hold.is_held or (self._base is not None and selection.z is self._base.z):
            return
        self._base, moved = End(selection.z, row=selection.row), self.amount != 0.0
        self.amount = 0.0
        if moved:
            self.moved.emit(0.0)
        self._films.ask(is_waited_for=False)

    def _base_now(self) -> np.ndarray | None:
        """The code (k,) that the direction begins at, by the newest weights."""
        if self._base is None or self._subject is None or self._frame is None:
            return None
        renewed = self._base.renewed(self._subject, self._frame)
        return renewed.z if renewed is not None else None

    def _mean_events(self) -> Generator[object, None, None] | None:
        subject, frame = self._subject, self._frame
        if subject is None or frame is None or subject.images is None:
            return None
        return _means(subject, self.groups)

    def _film_events(self) -> Generator[object, None, None] | None:
        base, way, frame = self._base_now(), self.way, self._frame
        if base is None or way is None or frame is None or frame.model is None:
            return None
        amounts = np.linspace(-REACH, REACH, PICTURES, dtype=np.float32)
        return _film(frame, base + amounts[:, None] * way)


def _means(subject: Subject, groups: tuple[np.ndarray | None, ...]) -> Generator[object, None, None]:
    assert subject.images is not None
    images: list[np.ndarray | None] = []
    for rows in groups:
        made = None
        if rows is not None:
            codes = np.zeros((len(subject.order), 0), np.float32)  # images alone: no code is looked at
            made = yield from group_images(subject.images.flat, subject.order, rows, codes, None, 0)
        images.append(made.mean_original if made is not None else None)
    yield GroupMeans(tuple(images))


def _film(frame: Frame, codes: np.ndarray) -> Generator[DirectionFilm, None, None]:
    from latentlab.models.coding import decode_codes

    assert frame.model is not None
    yield DirectionFilm(decode_codes(frame.model, codes))
