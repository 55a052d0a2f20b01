"""Where a path lies on the map on the screen."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from latentlab.gui.workspace.keeper import Keeper
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.pca import on_plane
from latentlab.latent.maps.place import NearMix, near_mix
from latentlab.latent.maps.transform import transform
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.preparing import Preparing

_EVERY = 4  # of the path's steps is drawn
_CALM_MS = 100
_REST_MS = 300  # of the map, after which it is asked for its own places


@dataclass(frozen=True, slots=True, eq=False)
class PathOnMap:
    """A line on the map; `is_exact` where every place of it is that of its code."""

    places: np.ndarray  # (M, d), d = 2 or 3
    is_exact: bool


@dataclass(frozen=True, slots=True, eq=False)
class OwnLine:
    """A path on one layout, by its method's own way of adding points."""

    codes: np.ndarray  # (M, k)
    layout: Layout
    places: np.ndarray  # (M, 2)


class PathPlaces(Keeper):
    """On planes exactly; elsewhere by the nearest codes, found once a path and true to every layout.

    A finished map of t-SNE or UMAP is asked for its own places of the path, as it is for the cursor's.
    """

    changed = Signal(object)  # PathOnMap | None

    def __init__(self, live_map: LiveMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._map = live_map
        self._all: np.ndarray | None = None  # (N, k): every code of the frame
        self._codes: np.ndarray | None = None  # (M, k): of the path
        self._mix: NearMix | None = None
        self._is_watched = False
        self._mixes = self._keep(self._mix_events, NearMix, _CALM_MS)
        self._mixes.changed.connect(self._on_mix)
        self._own: OwnLine | None = None
        self._is_allowed = False  # two threads that import the same libraries at once wait for each other
        self._own_lines = self._keep(self._own_events, OwnLine, _REST_MS)
        self._own_lines.changed.connect(self._on_own)
        live_map.layout_changed.connect(self._on_layout)

    def show(self, codes: np.ndarray, path: np.ndarray | None, is_new: bool) -> None:
        """Follow a path (P, k) among these codes (N, k); is_new: the student chose it, and waits."""
        self._all, self._codes = codes, None if path is None else path[::_EVERY]
        if path is None:
            self._mix = None
        self._mixes.ask(is_waited_for=is_new)
        self._own_lines.ask(is_waited_for=False)
        self._tell()

    def forget(self) -> None:
        """Other images are opened: there is no path any more."""
        self._all = self._codes = self._mix = self._own = None
        self._tell()

    def allow(self) -> None:
        """Ask methods for their own places: what they compute with is loaded."""
        self._is_allowed = True
        self._own_lines.ask(is_waited_for=False)

    def watch(self, is_watched: bool) -> None:
        """Whether the line is drawn; else it goes from the map."""
        self._is_watched = is_watched
        super().watch(is_watched)
        self._tell()

    def _mix_events(self) -> Generator[object, None, None] | None:
        if self._all is None or self._codes is None or not np.isfinite(self._all).all():
            return None
        return _mix_of(self._codes, self._all)

    def _on_mix(self, mix: NearMix | None) -> None:
        self._mix = mix
        self._tell()

    def _own_events(self) -> Generator[object, None, None] | None:
        shown, codes, layout = self._map, self._codes, self._map.layout
        if codes is None or layout is None or not layout.done or shown.is_running or not self._is_allowed:
            return None
        is_exact = layout.plane is not None or layout.kernel is not None
        if is_exact or shown.is_of_pixels or layout.dimensions != 2 or shown.layout_codes is None:
            return None
        if shown.layout_codes.shape[1] != codes.shape[1] or not np.isfinite(shown.layout_codes).all():
            return None
        return _own_line(codes, shown.layout_codes, layout, shown.settings)

    def _on_own(self, own: OwnLine | None) -> None:
        self._own = own
        self._tell()

    def _on_layout(self) -> None:
        self._own_lines.ask(is_waited_for=False)
        self._tell()

    def _tell(self) -> None:
        layout = self._map.layout
        is_shown = self._is_watched and layout is not None and self._codes is not None
        self.changed.emit(self._on(layout, self._codes) if is_shown else None)

    def _on(self, layout: Layout | None, codes: np.ndarray | None) -> PathOnMap | None:
        assert layout is not None
        assert codes is not None
        if layout.plane is not None:
            fits = layout.plane.axes.shape[0] == codes.shape[1]
            return PathOnMap(on_plane(codes, layout.plane), is_exact=True) if fits else None
        if layout.kernel is not None:
            fits = layout.kernel.fitted.shape[1] == codes.shape[1]
            return PathOnMap(np.concatenate([*layout.kernel.places(codes)]), is_exact=True) if fits else None
        own, mix = self._own, self._mix
        if own is not None and own.layout is layout and own.codes is codes:
            return PathOnMap(own.places, is_exact=False)
        if mix is None or int(mix.rows.max()) >= len(layout.points):
            return None
        return PathOnMap(mix.places(layout.points), is_exact=False)


def _mix_of(path: np.ndarray, codes: np.ndarray) -> Generator[NearMix, None, None]:
    yield near_mix(path, near_codes(codes))


def _own_line(
    path: np.ndarray, codes: np.ndarray, layout: Layout, settings: MapSettings
) -> Generator[Preparing | OwnLine, None, None]:
    places = yield from transform(path, near_codes(codes), layout, settings)
    yield OwnLine(path, layout, places)
