"""Records the maps of a training as they are shown, so that they can be looked back on."""

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.latent.film import Film, FilmFrame
from latentlab.latent.maps.layout import Layout
from latentlab.training.events import Frame
from latentlab.training.thinning import Thinned

MOST_FRAMES = 200
MOST_POINTS = 2_000  # with all frames 3.2 MB
_APART = 1.0  # batches between two frames at first; thinning makes it wider
_BATCHES = 32  # whose losses are averaged


class FilmRecorder(QObject):
    """Holds one film: the one under way, or the last one.

    A frame is a layout that was shown, with the network whose epoch was shown beside it. A new run or a map
    in other units begins a new film, but not before it has learnt something: till then the old one is there.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frames: Thinned[FilmFrame] = Thinned(MOST_FRAMES, _APART)
        self._method = ""
        self._moment: Frame | None = None  # what the network on the screen is
        self._is_current = False  # whether the map on the screen is in the film's units
        self._first: FilmFrame | None = None  # of a film that has yet to begin

    @property
    def film(self) -> Film:
        """What is recorded by now; without frames where nothing was."""
        return Film(self._method, self._frames.items)

    @property
    def is_current(self) -> bool:
        """Whether the film shows the map on the screen, so that places of both can be compared."""
        return self._is_current and len(self._frames) > 0

    def follow(self, frame: Frame) -> None:
        """The network on the screen is another one, or has learnt."""
        if self._moment is not None and frame.step < self._moment.step:
            self._leave()
        self._moment = frame

    def cut(self) -> None:
        """Another run or another subject: what comes is another film."""
        self._moment = None
        self._leave()

    def record(self, layout: Layout, method: str, rescaled: bool) -> None:
        """A layout is shown: keep it where the network has learnt since the last one."""
        if rescaled or layout.dimensions != 2 or (self._is_current and method != self._method):
            self._leave()
        moment = self._moment
        if moment is None or layout.dimensions != 2 or not len(layout.points):
            return
        taken = FilmFrame(moment.step, moment.epoch, _kept(layout.points), _loss(moment))
        if self._is_current:
            self._frames.offer(taken.step, taken)
            self.changed.emit()
        elif self._first is None or taken.step <= self._first.step:
            self._first = taken
        else:
            self._begin(self._first, taken, method)

    def _begin(self, first: FilmFrame, second: FilmFrame, method: str) -> None:
        self._frames.clear(_APART)
        self._method, self._is_current, self._first = method, True, None
        for frame in (first, second):
            self._frames.offer(frame.step, frame)
        self.changed.emit()

    def _leave(self) -> None:
        was_current, self._is_current, self._first = self._is_current, False, None
        if was_current:
            self.changed.emit()


def _kept(points: np.ndarray) -> np.ndarray:
    """The first points (M, 2) float32, a copy that nobody writes to."""
    kept = np.array(points[:MOST_POINTS], np.float32)
    kept.flags.writeable = False
    return kept


def _loss(moment: Frame) -> float:
    return float(moment.losses[-_BATCHES:].mean()) if len(moment.losses) else float("nan")
