"""The maps of kept epochs that were seen before, so that looking back on them is instant and steady."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, QTimer

from latentlab.gui.workspace.film import FilmRecorder
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.travel import Travel
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.training.events import Frame
from latentlab.training.history import History

_MOST_BYTES = 32 * 2**20
_FIRST = 2  # layout that is surely of the epoch's own codes: one may have been under way before
_REST_MS = 400  # at one epoch, after which a map that was seen on the way is made better


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    points: np.ndarray  # (N, 2)
    done: bool


class TravelMaps(QObject):
    """Shows the map of an epoch that is looked back on: as it was, where it was seen, or else made anew.

    What optimises its map step by step goes on from what is on the screen. Its layouts are kept as they come,
    and those that the film recorded while the network trained are as good.
    """

    def __init__(
        self, live_map: LiveMap, travel: Travel, film: FilmRecorder, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._map, self._travel, self._film = live_map, travel, film
        self._seen: dict[int, _Seen] = {}  # by step, the one that was used last at the end
        self._of: tuple[History, str, MapSettings] | None = None  # what they are the maps of
        self._codes: np.ndarray | None = None  # (N, k): that the shown map is to be made of, when it rests
        self._now: tuple[np.ndarray | None, Layout] | None = None  # codes and map of now, to come back to
        self._came = 0  # layouts since the present epoch is looked at
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._make_better)
        live_map.layout_changed.connect(self._on_layout)

    def show(self, frame: Frame) -> None:
        """Show the map of a frame's codes."""
        self._rest.stop()
        self._came = 0
        self._drop_others()
        if self._travel.at is None and self._comes_back(frame):
            return
        seen = self._recall(frame) if self._travel.at is not None and self._map.is_iterated else None
        if seen is None:
            self._map.show_codes(frame.latents)
            return
        count = len(seen.points)
        codes = frame.latents if count == len(frame.latents) else frame.latents[:count]
        self._map.show_recorded(codes, seen.points, seen.done)
        if not seen.done:
            self._codes = frame.latents
            self._rest.start()

    def has_followed(self, frame: Frame) -> bool:
        """Whether the map on the screen is that of a frame's codes."""
        if self._map.is_of_pixels or self._map.layout_codes is None:
            return True
        is_new = not self._map.is_iterated or frame.step in self._seen or self._rest.isActive()
        return is_new and self._map.shows(frame.latents)

    def stop(self) -> None:
        """Make nothing better any more."""
        self._rest.stop()

    # How it works

    def _comes_back(self, frame: Frame) -> bool:
        """Show the map of now as it was left; returns whether there is one."""
        if self._now is None or self._now[0] is not frame.latents or self._map.layout_codes is frame.latents:
            return False
        layout = self._now[1]
        self._map.show_recorded(frame.latents, layout.points, layout.done)
        if not layout.done:
            self._map.show_codes(frame.latents, goes_on=True)
        return True

    def _recall(self, frame: Frame) -> _Seen | None:
        seen = self._seen.pop(frame.step, None)
        if seen is not None:
            self._seen[frame.step] = seen
            return seen if len(seen.points) == len(frame.latents) else None
        film = self._film
        if not film.is_current or film.film.method != self._map.method or self._map.is_of_pixels:
            return None
        filmed = min(film.film.frames, key=lambda one: abs(one.step - frame.step))
        steps = self._travel.moments.steps
        near = min(steps, key=lambda step: abs(step - filmed.step))
        if near != frame.step or len(filmed.points) > len(frame.latents):
            return None
        return _Seen(filmed.points, done=False)

    def _make_better(self) -> None:
        """The student stays: let the map go on from where its points are, with all of them."""
        if self._codes is not None and self._travel.at is not None:
            self._map.show_codes(self._codes, goes_on=True)

    def _on_layout(self, layout: Layout, _glide_ms: int, _rescaled: bool) -> None:
        at, shown = self._travel.at, self._travel.shown
        if at is None and self._map.is_iterated and not self._map.is_of_pixels:
            self._drop_others()
            self._now = (self._map.layout_codes, layout)
        if at is None or shown is None or shown.step != at.step or layout.dimensions != 2:
            return
        if not self._map.is_iterated or self._map.is_of_pixels or not self._map.shows(shown.latents):
            return
        self._came += 1
        if self._came < _FIRST:
            return
        self._drop_others()
        self._seen.pop(at.step, None)
        self._seen[at.step] = _Seen(layout.points, layout.done)
        total = sum(seen.points.nbytes for seen in self._seen.values())
        while total > _MOST_BYTES:
            total -= self._seen.pop(next(iter(self._seen))).points.nbytes

    def _drop_others(self) -> None:
        """Maps of another run, or by other parameters, are none of these."""
        of = (self._travel.history, self._map.source, self._map.settings)
        if self._of is None or self._of[0] is not of[0] or self._of[1:] != of[1:]:
            self._of, self._now = of, None
            self._seen.clear()
