"""The map of the newest codes: which method, running or paused, from where to where the points go."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from latentlab.gui.gate import Gate
from latentlab.gui.job import Job, JobSlot
from latentlab.latent.maps.layout import Layout, MapEvent
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.projection import project
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.preparing import Preparing

_CLOCK_MS = 33
_SWITCH_MS = 600  # points glide so long to another method's places
_LIVE_MS = 90  # and so long from one frame of the training to the next
_SOON_MS = 300  # at full speed frames are too rare to be joined by glides, which cost the training
_STEP_MS = 40  # and so long between iterations
_SPARING_S = 1 / 20  # between two iterations while a network trains
_INSTANT = ("pca", "axes")  # done in one piece, so there is nothing to pause
_OF_THE_START = {"exaggeration", "seed", "start"}  # parameters without a meaning where a layout goes on


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """A method's newest layout and the codes that it belongs to."""

    codes: np.ndarray
    layout: Layout


class LiveMap(QObject):
    """Keeps one projection running on the codes it was given last."""

    layout_changed = Signal(object, int, bool)  # Layout, glide in ms, whether its units are new
    preparing_changed = Signal(object)  # Preparing | None
    method_changed = Signal(str)
    settings_changed = Signal(object)  # MapSettings
    running_changed = Signal(bool)
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = MapSettings(method="pca")
        self.layout: Layout | None = None
        self.layout_codes: np.ndarray | None = None  # (N, k): what `layout` is a map of
        self._codes: np.ndarray | None = None  # (N, k)
        self.graphs = GraphCache()  # shared by all maps of the present codes
        self._kept: dict[str, _Kept] = {}
        self._interval_s = 0.0  # at least between two layouts
        self._shown_at = QElapsedTimer()
        self._was_running = False
        self._is_paused = False
        self._is_switching = True  # the next layout is the first of its method
        self._jobs = JobSlot(self)
        self._jobs.failed.connect(self._on_failed)
        self._jobs.done.connect(self._on_done)
        self._clock = QTimer(self)
        self._clock.setInterval(_CLOCK_MS)
        self._clock.timeout.connect(self._collect)

    @property
    def method(self) -> str:
        """The method whose map is shown."""
        return self.settings.method

    @property
    def is_running(self) -> bool:
        """Whether the layout still moves."""
        job = self._jobs.job
        return job is not None and not job.is_over and job.gate.is_open

    @property
    def finished_points(self) -> dict[str, np.ndarray]:
        """The layouts that belong to the present codes and are done, by method: (N, 2) each."""
        return {
            method: kept.layout.points
            for method, kept in self._kept.items()
            if kept.layout.done and kept.codes is self._codes
        }

    # What a student can intend

    def show_codes(self, codes: np.ndarray) -> None:
        """The codes changed: (N, k). A running map goes on with them from where its points are."""
        if codes is self._codes:
            return
        grew = self._codes is None or len(codes) != len(self._codes)
        self._codes = codes
        job = self._jobs.job
        if self._is_paused and self.method not in _INSTANT and not grew:
            return
        if job is None or job.is_over or grew:
            self._start()
            return
        job.steer(codes)
        if self.method in _INSTANT:
            job.gate.close_after(Layout)
            self._clock.start()

    def show_anew(self, codes: np.ndarray, maps: Mapping[str, np.ndarray]) -> None:
        """Another session: forget all layouts but those that came with it."""
        self.stop()
        self._codes = codes
        self._kept = {
            name: _Kept(codes, _finished(points))
            for name, points in maps.items()
            if name not in _INSTANT and len(points) == len(codes)
        }
        self.layout = self.layout_codes = None
        self.choose(self.method)

    def forget(self) -> None:
        """Another network: no layout of the old one is of use."""
        self._jobs.clear()
        self._kept.clear()
        self.graphs.clear()
        self._codes = self.layout_codes = None

    def choose(self, method: str, axes: tuple[int, int] | None = None) -> None:
        """Show the map of another method."""
        self.settings = replace(self.settings, method=method, axes=axes or self.settings.axes)
        self.method_changed.emit(method)
        self._is_paused = False
        self._is_switching = True
        kept = self._kept.get(method)
        if kept is not None and kept.codes is self._codes and kept.layout.done and method != "axes":
            self._jobs.clear()
            self._show(kept)
            self._tell()
        else:
            self._start()

    def set_parameters(self, settings: MapSettings) -> None:
        """Make the maps with other parameters: the shown one goes on from where its points are.

        What is asked of the start alone (its kind, the seed, the early phase) starts the method anew, turned
        to lie on what is shown.
        """
        old, self.settings = self.settings, replace(settings, method=self.method, axes=self.settings.axes)
        if self.settings == old:
            return
        self.settings_changed.emit(self.settings)
        changes = self.settings.changes(self.method, old)
        self._kept = {
            name: kept
            for name, kept in self._kept.items()
            if not (changes & _OF_THE_START if name == self.method else self.settings.changes(name, old))
        }
        if not changes or self.method in _INSTANT:
            return
        self._is_switching = self._is_switching or self.method not in self._kept
        self._is_paused = False
        self._start()

    def choose_axes(self, first: int, second: int) -> None:
        """Show two latent dimensions as they are."""
        self.choose("axes", (first, second))

    def toggle(self) -> None:
        """Pause the map, or let it run; a finished one starts anew."""
        job = self._jobs.job
        if job is None or job.is_over:
            self.restart()
            return
        self._is_paused = job.gate.is_open
        if self._is_paused:
            job.gate.close()
        else:
            self._clock.start()
            job.gate.open()
            if self._codes is not None:
                job.steer(self._codes)
        self._tell()

    def restart(self) -> None:
        """Forget this method's layout and run it from its own start."""
        self._kept.pop(self.method, None)
        self._is_paused = False
        self._is_switching = True
        self._start()

    def spare(self, is_training: bool) -> None:
        """Leave most of the processor to a network in training."""
        self._interval_s = _SPARING_S if is_training else 0.0
        if self._jobs.job is not None:
            self._jobs.job.gate.set_interval(self._interval_s)

    def stop(self) -> None:
        """End what runs; the last layout stays."""
        self._jobs.clear()
        self._tell()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self._clock.stop()
        return self._jobs.wait(milliseconds)

    # How it works

    def _start(self) -> None:
        if self._codes is None:
            return
        reference = self.layout.points if self.layout is not None and self.method != "axes" else None
        kept = self._kept.get(self.method)
        events = _layouts(self._codes, self.settings, kept, reference, self.graphs)
        self._job_codes = self._codes
        gate = Gate(ticks=Layout)
        gate.set_interval(self._interval_s)
        if self.method in _INSTANT:
            gate.close_after(Layout)  # then it waits for other codes
        self._jobs.start(Job(events, gate, self))
        self._clock.start()
        self._tell()

    def _collect(self) -> None:
        job = self._jobs.job
        if job is None:
            self._clock.stop()
            return
        is_waiting = job.gate.is_waiting  # asked before the mail is fetched: what comes later is not missed
        layout = job.take(Layout)
        preparing = job.take(Preparing)
        if layout is not None:
            self.preparing_changed.emit(None)
            self._kept[self.method] = kept = _Kept(self._newest_codes(layout), layout)
            self._show(kept)
        elif preparing is not None and self._is_switching:  # else there is a map to look at meanwhile
            self.preparing_changed.emit(preparing)
        if job.is_over or is_waiting:
            self._clock.stop()
        self._tell()

    def _newest_codes(self, layout: Layout) -> np.ndarray:
        codes = self._codes
        assert codes is not None
        return codes if len(codes) == len(layout.points) else self._job_codes

    def _show(self, kept: _Kept) -> None:
        glide_ms = self._glide_ms()
        rescaled, self._is_switching = self._is_switching, False
        self.layout, self.layout_codes = kept.layout, kept.codes
        self.layout_changed.emit(kept.layout, glide_ms, rescaled)

    def _glide_ms(self) -> int:
        """How long the points take to their new places: about as long as the next ones take to come."""
        came_soon = self._shown_at.isValid() and not self._shown_at.hasExpired(_SOON_MS)
        self._shown_at.start()
        if self._is_switching:
            return _SWITCH_MS
        if self.method not in _INSTANT:
            return _STEP_MS
        return _LIVE_MS if came_soon else 0

    def _tell(self) -> None:
        if self.is_running != self._was_running:
            self._was_running = self.is_running
            self.running_changed.emit(self._was_running)

    def _on_failed(self, error: object) -> None:
        self._collect()
        self.preparing_changed.emit(None)
        self.failed.emit(error)

    def _on_done(self) -> None:
        self._collect()


def _finished(points: np.ndarray) -> Layout:
    return Layout(points, iteration=0, iterations=0, done=True)


def _layouts(
    codes: np.ndarray,
    settings: MapSettings,
    kept: _Kept | None,
    reference: np.ndarray | None,
    graphs: GraphCache,
) -> Generator[MapEvent, np.ndarray | None, None]:
    """The layouts of one run of a method, warm-started from the layout it had before; on the worker."""
    start = None if kept is None or settings.method in _INSTANT else _for_all(codes, kept.layout.points)
    turned_to = None if reference is None else _for_all(codes, reference)
    yield from project(codes, settings, start, turned_to, graphs)


def _for_all(codes: np.ndarray, points: np.ndarray) -> np.ndarray:
    """A layout for all codes (N, k); rows it did not have get a place among their nearest codes: (N, 2)."""
    known = min(len(codes), len(points))
    if known == len(codes):
        return points[:known]
    from latentlab.latent.maps.place import place
    from latentlab.latent.neighbours.near_codes import near_codes

    return np.concatenate([points, place(codes[known:], near_codes(codes[:known]), points)])
