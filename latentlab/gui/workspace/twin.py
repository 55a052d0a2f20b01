"""A second map beside the first: made with another seed, or of another run's codes."""

import os
from collections.abc import Generator
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.density_lines import DensityLines
from latentlab.gui.workspace.judging import Judging
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.selection import Selection
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.maps.alignment import align
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.place import place
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.neighbours.near_codes import NearCodes
from latentlab.latent.preparing import Preparing
from latentlab.latent.quality import LEAST_POINTS, Estimate, MapQuality, map_quality

CHANCY = ("tsne", "umap")  # maps that another seed makes anew
_RESTED_MS = 500


@dataclass(frozen=True, slots=True)
class Agreement:
    """The share of each point's k nearest on one map that are among its k nearest on the other."""

    k: int
    shared: Estimate


class Twin(QObject):
    """Runs a second map of its own while it is open: what of a map is chance, or how two runs differ.

    With another seed it is made on the neighbours that the first one uses. While a network trains it waits:
    two maps in motion would take what the training needs.
    """

    open_changed = Signal(bool)
    layout_changed = Signal(
        object, int, bool
    )  # Layout on the first map, glide in ms, whether its units are new
    settings_changed = Signal(object)  # MapSettings that it is made with
    running_changed = Signal(bool)  # whether either of the two maps moves
    waiting_changed = Signal(bool)  # whether a network trains meanwhile
    agreement_changed = Signal(object)  # Agreement | None: not known yet
    failed = Signal(object)  # the exception

    def __init__(self, first: LiveMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.map = LiveMap(self, neighbours_of=first)
        self.judging = Judging(self.map, self)
        self.density_lines = DensityLines(self)
        self.is_open = False
        self.layout: Layout | None = None  # turned to lie on the first map
        self.agreement: Agreement | None = None
        self._first = first
        self._subject: Subject | None = None
        self._newest: np.ndarray | None = None  # codes (N, k) of the present run
        self._others: np.ndarray | None = None  # codes (N, j) of another run, where that is shown
        self._given: np.ndarray | None = None  # those that the map was made of
        self._is_training = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_RESTED_MS)
        self._jobs = JobSlot(self)
        self._connect()

    def _connect(self) -> None:
        self._rest.timeout.connect(self._compare)
        self._jobs.done.connect(self._on_compared)
        self._jobs.failed.connect(self.failed)
        self.map.failed.connect(self.failed)
        self.judging.failed.connect(self.failed)
        self.density_lines.failed.connect(self.failed)
        self.map.layout_changed.connect(self._on_layout)
        self.map.running_changed.connect(self._moved)
        for either in (self._first, self.map):
            either.running_changed.connect(self._tell_running)
        self._first.layout_changed.connect(self._moved)
        self._first.settings_changed.connect(self._on_settings)
        self._first.method_changed.connect(self._on_method)
        self._first.source_changed.connect(self.map.choose_source)

    @property
    def is_possible(self) -> bool:
        """Whether the first map has two dimensions, and chance in it where it is to be made again."""
        has_chance = self._first.method in CHANCY
        return self._first.settings.dimensions == 2 and (has_chance or self.is_of_run)

    @property
    def is_of_run(self) -> bool:
        """Whether it is of another run, and not the same map made again."""
        return self._others is not None

    @property
    def is_at_rest(self) -> bool:
        """Whether both maps have come to their ends and are compared."""
        return self.agreement is not None

    # What a student can intend

    def show(self, wanted: bool) -> None:
        """Open or close it."""
        if wanted == self.is_open or (wanted and not self.is_possible):
            return
        self.is_open = wanted
        if not wanted:
            self.stop()
        self.open_changed.emit(wanted)
        if wanted:
            self._set(self._first.settings)
            self.map.choose_source(self._first.source)
            self._go_on()
        self._tell_running()

    def toggle(self) -> None:
        """Pause both maps, or let both go on; where both are finished, the first starts anew."""
        maps = (self._first, self.map) if self.is_open else (self._first,)
        if any(each.is_running for each in maps):
            for each in maps:
                each.hold(paused=True)
        elif any(each.is_paused for each in maps):
            for each in maps:
                each.hold(paused=False)
        else:
            self._first.toggle()

    def show_run(self, codes: np.ndarray | None) -> None:
        """Open it for another run's codes (N, j) of the same images; None closes it again."""
        if codes is None and not self.is_of_run:
            return
        self.show(False)
        self._others = codes
        self._judge()
        self.map.graphs = GraphCache() if self.is_of_run else self._first.graphs
        self.show(codes is not None)

    # What it follows

    def follow(self, subject: Subject, codes: np.ndarray) -> None:
        """The newest codes (N, k), and the images that they belong to."""
        self._subject, self._newest = subject, codes
        self._judge()
        if self.is_open and not self._is_training:
            self._go_on()

    def spare(self, is_training: bool) -> None:
        """Wait while a network trains."""
        self._is_training = is_training
        self.judging.spare(is_training)
        self.waiting_changed.emit(is_training)
        if self.is_open and is_training:
            self.map.stop()
        elif self.is_open:
            self._go_on()

    def forget(self) -> None:
        """Another network: there is nothing to compare with another seed."""
        self._newest = None
        if not self.is_of_run:
            self.show(False)
            self.map.forget()
            self.judging.forget()
            self._given = None

    def stop(self) -> None:
        """End what runs."""
        self.map.stop()
        self.judging.stop()
        self.density_lines.stop()
        self._rest.stop()
        self._jobs.clear()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the threads; only for the closing window."""
        self._rest.stop()
        owners = (self.map, self.judging, self.density_lines, self._jobs)
        ended = [owner.wait(milliseconds) for owner in owners]
        return all(ended)

    def place(self, selection: Selection, near: NearCodes | None) -> np.ndarray | None:
        """Where what is selected lies on this map: (2,), None where that is not known.

        near: the first map's codes. Those of another run are of another space, in which a free z is nowhere.
        """
        points = None if self.layout is None else self.layout.points
        if points is None:
            return None
        if selection.row is not None:
            return points[selection.row] if selection.row < len(points) else None
        if near is None or self.is_of_run or len(near.codes) != len(points):
            return None
        spot: np.ndarray = place(selection.z[None], near, points)[0]
        return spot

    # How it works

    @property
    def _codes(self) -> np.ndarray | None:
        """What the second map is made of: (N, k)."""
        return self._newest if self._others is None else self._others

    def _judge(self) -> None:
        if self._subject is not None and self._codes is not None:
            self.judging.follow(self._subject, self._codes)

    def _set(self, settings: MapSettings) -> None:
        self.map.settings = self._own(settings)
        self.settings_changed.emit(self.map.settings)

    def _own(self, settings: MapSettings) -> MapSettings:
        """What the second map is made with; with another seed where it is of the same codes."""
        return settings if self.is_of_run else replace(settings, seed=_other(settings.seed))

    def _go_on(self) -> None:
        codes = self._codes
        if codes is None or self._is_training:
            return
        if codes is not self._given:
            self._given = codes
            self.map.show_codes(codes)
        elif not self.map.is_running:
            self.map.choose(self._first.method)

    def _on_method(self, method: str) -> None:
        if self.is_open and not self.is_possible:
            self.show(False)
        elif self.is_open:
            self._set(self._first.settings)
            self.map.choose(method)
        elif self.is_of_run:
            self.show(True)

    def _on_settings(self, settings: MapSettings) -> None:
        if not self.is_open:
            return
        if not self.is_possible:
            self.show(False)
            return
        self.map.set_parameters(self._own(settings))
        self.settings_changed.emit(self.map.settings)

    def _on_layout(self, layout: Layout, glide_ms: int, rescaled: bool) -> None:
        first = self._first.layout
        if first is not None and first.points.shape == layout.points.shape:
            layout = replace(layout, points=align(layout.points, first.points))
        self.layout = layout
        self.layout_changed.emit(layout, glide_ms, rescaled)
        self._moved()

    def _tell_running(self) -> None:
        self.running_changed.emit(self._first.is_running or (self.is_open and self.map.is_running))

    def _moved(self) -> None:
        if self.agreement is not None:
            self.agreement = None
            self.agreement_changed.emit(None)
        if self.is_open:
            self._rest.start()

    def _compare(self) -> None:
        first, layout = self._first.layout, self.layout
        if first is None or layout is None or not (first.done and layout.done) or self._is_training:
            return
        if first.points.shape == layout.points.shape and len(layout.points) >= LEAST_POINTS:
            self._jobs.start(Job(_compared(first.points, layout.points), parent=self))

    def _on_compared(self) -> None:
        quality = self._jobs.job.take(MapQuality) if self._jobs.job else None
        if quality is not None:
            self.agreement = Agreement(quality.k, quality.knn_recall)
            self.agreement_changed.emit(self.agreement)


def _compared(first: np.ndarray, second: np.ndarray) -> Generator[Preparing | MapQuality, None, None]:
    """Which neighbours two maps (N, 2) share; on the worker."""
    yield (yield from map_quality(first, second, threads=os.cpu_count() or 1))


def _other(seed: int) -> int:
    """The seed of the second map."""
    return seed + 1 if seed < 2**31 - 1 else 0
