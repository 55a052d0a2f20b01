"""A path from code to code that the selection can be moved along."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.workspace.decoding.ends import End, code_of_row
from latentlab.gui.workspace.decoding.hold import Hold
from latentlab.gui.workspace.decoding.path_film import PathFilm
from latentlab.gui.workspace.decoding.path_places import PathPlaces
from latentlab.gui.workspace.decoding.path_player import PathPlayer
from latentlab.gui.workspace.exporter import Exporter
from latentlab.gui.workspace.follower import Follower
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.parts import end_all
from latentlab.gui.workspace.selector import Selector
from latentlab.gui.workspace.subject import Subject
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.preparing import Preparing
from latentlab.latent.walks.path import linear_path
from latentlab.latent.walks.ways import NEIGHBOURS, Way, walk, walk_through
from latentlab.training.events import Frame

STEPS = 240  # of a path: as fine as a hand can stop at, and shared evenly by two legs
SLOTS = 3  # A, B and C


@dataclass(frozen=True, slots=True, eq=False)
class Route:
    """The way through the data, or why there is none."""

    codes: np.ndarray | None  # (STEPS + 1, k)
    problem: LatentLabError | None = None


class CodePath(Follower):
    """Its ends follow the newest weights, and so does the selection as long as it is on the path."""

    ends_changed = Signal(object)  # tuple of End | None, one for each slot
    way_changed = Signal(str)
    codes_changed = Signal(object)  # np.ndarray (STEPS + 1, k) | None
    moved = Signal(object)  # where on the path the selection is, from 0 to 1; None where it is elsewhere
    picking_changed = Signal(int)  # the slot that the next click on the map is for, −1 where none is

    def __init__(self, live_map: LiveMap, selector: Selector, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._map, self._selector = live_map, selector
        self.ends: tuple[End | None, ...] = (None,) * SLOTS
        self.way: Way = "straight"
        self.codes: np.ndarray | None = None
        self.route: Route | None = None
        self.position = 0.0
        self.picking = -1
        self._is_watched = False
        self._rng = np.random.default_rng()
        self._hold = Hold(selector, self)
        self._hold.lost.connect(self._on_lost)
        self._routes = self._keep(self._route_events, Route)
        self._routes.changed.connect(self._on_route)
        self.film = self._join(PathFilm(self))
        self.places = self._join(PathPlaces(live_map, self))
        self.exporter = Exporter(self)
        self.player = PathPlayer(self.go_to, lambda: self.position, self)

    @property
    def stops(self) -> np.ndarray:
        """The codes (S, k) that the path goes through; fewer than two are no path yet."""
        ends = [end.z for end in self.ends if end is not None]
        return np.stack(ends) if ends else np.zeros((0, 1), np.float32)

    @property
    def is_held(self) -> bool:
        """Whether the selected code is one of the path's."""
        return self._hold.is_held

    @property
    def _is_path(self) -> bool:
        return len(self.stops) > 1

    # What a student can intend

    def put(self, slot: int, end: End | None) -> None:
        """Let a path begin, pass or end there; None leaves the slot empty."""
        self._take((*self.ends[:slot], end, *self.ends[slot + 1 :]), is_new=True)

    def put_row(self, slot: int, row: int) -> None:
        """A sample of the map."""
        if self._subject is None or self._frame is None:
            return
        z = code_of_row(self._subject, self._frame, row)
        if z is not None:
            self.put(slot, End(z, row=row))

    def put_selection(self, slot: int) -> None:
        """What is selected, be it a sample or a code chosen freely."""
        selection = self._selector.selection
        if selection is not None:
            self.put(slot, End(selection.z.copy(), row=selection.row))

    def put_rows(self, slot: int, rows: np.ndarray) -> None:
        """The mean code of some samples (n,); a single one is itself."""
        if len(rows) == 1:
            self.put_row(slot, int(rows[0]))
        elif self._frame is not None and len(rows):
            end = End(np.zeros(0, np.float32), rows=rows)
            self.put(slot, end.renewed(self._subject, self._frame) if self._subject else None)

    def put_sample(self, slot: int, label: int) -> None:
        """Any sample of a class."""
        rows = self._rows_of(label)
        if len(rows):
            self.put_row(slot, int(self._rng.choice(rows)))

    def put_any(self) -> None:
        """Two samples of two classes at random."""
        if self._subject is None:
            return
        classes = [label for label in range(len(self._subject.classes)) if len(self._rows_of(label))]
        two = self._rng.choice(classes, min(2, len(classes)), replace=False)
        for slot, label in enumerate(two.tolist()):
            self.put_sample(slot, label)
        self.go_to(0.0)

    def turn_round(self) -> None:
        """Go the other way: the ends change places."""
        filled = [slot for slot, end in enumerate(self.ends) if end is not None]
        ends = list(self.ends)
        for slot, other in zip(filled, filled[::-1], strict=True):
            ends[slot] = self.ends[other]
        self._take(tuple(ends), is_new=True)

    def choose_way(self, way: Way) -> None:
        """Go another way between the same ends."""
        self.way = way
        self.way_changed.emit(way)
        self._walk(is_new=True)

    def pick(self, slot: int) -> None:
        """Take the next click on the map for a slot; −1 takes none."""
        if slot != self.picking:
            self.picking = slot
            self.picking_changed.emit(slot)

    def stop_picking(self) -> bool:
        """Take the next click as what it else is; whether that was under way."""
        was_picking = self.picking >= 0
        self.pick(-1)
        return was_picking

    def take_click(self) -> None:
        """The map was clicked, and what lies there is selected: it is an end, if one is to be picked."""
        if self.picking >= 0:
            slot = self.picking
            self.pick(-1)
            self.put_selection(slot)

    def go_to(self, position: float) -> None:
        """Select the code at a place from 0 to 1 of the path."""
        if self.codes is None:
            return
        self.position = min(1.0, max(0.0, position))
        self._hold.select(self.codes[round(STEPS * self.position)].copy())
        self.moved.emit(self.position)

    def go_to_end(self, slot: int) -> None:
        """Select an end; where there is no path yet, it is selected by itself."""
        end = self.ends[slot]
        if end is None:
            return
        if self.codes is None:
            self._hold.let_go()
            self._selector.select(end.z.copy())
            return
        filled = [number for number, one in enumerate(self.ends) if one is not None]
        self.scrub(filled.index(slot) / (len(filled) - 1))

    def scrub(self, position: float) -> None:
        """Select by hand: what plays is held."""
        self.player.stop()
        self.go_to(position)

    # What it follows

    def follow(self, subject: Subject, frame: Frame) -> None:
        """Newer weights: samples have other codes, and another network has no way through the old ones."""
        if self._frame is not None and self._frame.latents.shape[1] != frame.latents.shape[1]:
            self._routes.give_up()
            self.route = None
        super().follow(subject, frame)
        if self._is_watched:
            self._renew()

    def forget(self) -> None:
        """The ends mean nothing any more."""
        super().forget()
        self._take((None,) * SLOTS, is_new=True)
        self.film.forget()
        self.places.forget()

    def watch(self, is_watched: bool) -> None:
        """Whether somebody looks at the path; else it is not computed."""
        self._is_watched = is_watched
        super().watch(is_watched)
        if is_watched:
            self._renew()
        else:
            self.player.stop()
            self.stop_picking()

    def stop(self) -> None:
        """End what runs and what plays, and begin no more."""
        self.player.stop()
        self.exporter.stop()
        super().stop()

    def wait(self, milliseconds: int) -> bool:
        return end_all((*self._parts, self.exporter), milliseconds)

    # How it works

    def _rows_of(self, label: int) -> np.ndarray:
        """The rows of a class that have a code at present."""
        if self._subject is None or self._frame is None:
            return np.zeros(0, np.int64)
        return np.flatnonzero(self._subject.labels[: len(self._frame.latents)] == label)

    def _renew(self) -> None:
        subject, frame = self._subject, self._frame
        if subject is None or frame is None:
            return
        renewed = tuple(end.renewed(subject, frame) if end is not None else None for end in self.ends)
        self._take(renewed, is_new=False)

    def _take(self, ends: tuple[End | None, ...], is_new: bool) -> None:
        self.ends = ends
        if is_new:
            self.route = None
        self._routes.ask(is_waited_for=is_new)
        self._walk(is_new)
        self.ends_changed.emit(ends)

    def _walk(self, is_new: bool) -> None:
        """Find the codes of the path, and let everything follow that shows them."""
        self.codes = None
        if self._is_path and self._frame is not None:
            self.codes = walk(self.way, self.stops, STEPS + 1, self._frame.latents.mean(axis=0))
            if self.way == "through" and self.route is not None:
                self.codes = self.route.codes
        self._show(is_new)

    def _show(self, is_new: bool) -> None:
        if self.codes is None and self.way != "through":
            self.player.stop()
        if self._subject is not None and self._frame is not None:
            self.film.show(self._subject, self._frame, self.stops, self._ways(), is_new)
            self.places.show(self._frame.latents, self.codes, is_new)
        self.codes_changed.emit(self.codes)
        if self._hold.is_held and self.codes is not None:
            self.go_to(self.position)

    def _ways(self) -> dict[Way, np.ndarray]:
        """The chosen way first, then the others to compare it with, as far as they are known."""
        stops, ways = self.stops, dict[Way, np.ndarray]()
        if self.codes is not None:
            ways[self.way] = self.codes
        if self._is_path and self.way != "straight":
            ways["straight"] = linear_path(stops, STEPS + 1)
        through = self.route.codes if self.route is not None else None
        if through is not None and self._is_path and self.way != "through":
            ways["through"] = through
        return ways

    def _route_events(self) -> Generator[object, None, None] | None:
        frame = self._frame
        if not self._is_path or frame is None or not np.isfinite(frame.latents).all():
            return None
        return _route(self._map.graphs, frame.latents, self.stops)

    def _on_route(self, route: Route | None) -> None:
        self.route = route if self._is_path else None
        if self.way == "through":
            self.codes = route.codes if route is not None else None
        self._show(is_new=False)

    def _on_lost(self) -> None:
        self.player.stop()
        self.moved.emit(None)


def _route(
    graphs: GraphCache, codes: np.ndarray, stops: np.ndarray
) -> Generator[Preparing | Route, None, None]:
    graph = yield from graphs.neighbours(codes, NEIGHBOURS)
    try:
        yield Route(walk_through(graph, near_codes(codes), stops, STEPS + 1))
    except LatentLabError as error:
        yield Route(None, error)
