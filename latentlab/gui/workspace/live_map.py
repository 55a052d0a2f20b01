"""The map of the newest codes: which method, running or paused, from where to where the points go."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QElapsedTimer, QObject, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.pace import Load
from latentlab.gui.workspace.kept_maps import Kept, KeptMaps, Key
from latentlab.gui.workspace.map_job import MapJob
from latentlab.gui.workspace.map_run import MapRun
from latentlab.gui.workspace.map_source import MapImages
from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.preparing import Preparing

_SWITCH_MS = 600  # points glide so long to another method's places
_LIVE_MS = 90  # and so long from one frame of the training to the next
_SOON_MS = 300  # at full speed frames are too rare to be joined by glides, which cost the training
_STEP_MS = 40  # and so long between iterations: all the time would cost a training at full speed a sixth
# Between two layouts: each costs a network in training some milliseconds.
_BETWEEN_S = {Load.NONE: 0.0, Load.WATCHED: 1 / 20, Load.FULL_SPEED: 1 / 10}
_INSTANT = ("pca", "axes", "plane")  # done in one piece, so there is nothing to pause
_ITERATED = ("tsne", "umap")
_NEVER_TURNED = ("axes", "plane")  # and never shown from memory, as their axes may be others by now
_FIRST_AXES = (0, 1, 2)
_NO_PARAMETERS = ("method", "axes", "dimensions", "anchored_by", "anchors")  # chosen by other ways


class LiveMap(QObject):
    """Keeps one projection running on the codes it was given last, or on the pixels of the same images."""

    layout_changed = Signal(object, int, bool)  # Layout, glide in ms, whether its units are new
    preparing_changed = Signal(object)  # Preparing | None
    method_changed = Signal(str)
    source_changed = Signal(str)  # "codes" or "pixels"
    settings_changed = Signal(object)  # MapSettings
    running_changed = Signal(bool)
    failed = Signal(object)  # the exception

    def __init__(self, parent: QObject | None = None, neighbours_of: "LiveMap | None" = None) -> None:
        super().__init__(parent)
        self.settings = MapSettings(method="pca")
        self.source = "codes"
        self.layout: Layout | None = None
        self.layout_codes: np.ndarray | None = None  # (N, k): of the points of `layout`
        self._codes: np.ndarray | None = None  # (N, k)
        self._images: MapImages | None = None
        # Shared by all maps of the present codes, and by another map of the same ones.
        self.graphs: GraphCache = neighbours_of.graphs if neighbours_of else GraphCache()
        self.pixel_graphs: GraphCache = neighbours_of.pixel_graphs if neighbours_of else GraphCache()
        self._kept = KeptMaps()
        self._shown_at = QElapsedTimer()
        self._is_paused = False
        self._travel_ms: int | None = None  # that points glide while the student travels through the epochs
        self._is_switching = True  # the next layout is the first of its method
        self._complaint = (
            ""  # said since the last layout: codes that stream in would bring it again and again
        )
        self.run = MapRun(self)
        self.run.layout_came.connect(self._on_layout)
        self.run.preparing_came.connect(self._on_preparing)
        self.run.running_changed.connect(self.running_changed)
        self.run.missed.connect(self._start)
        self.run.failed.connect(self._on_failed)

    @property
    def method(self) -> str:
        """The method whose map is shown."""
        return self.settings.method

    @property
    def is_of_pixels(self) -> bool:
        """Whether the map is made of the images themselves; raw axes are always the codes'."""
        return self.source == "pixels" and self.method != "axes"

    @property
    def is_running(self) -> bool:
        """Whether the layout still moves."""
        return self.run.is_running

    @property
    def is_paused(self) -> bool:
        """Whether it was paused on its way."""
        return self._is_paused and not self.run.is_over

    @property
    def finished_points(self) -> dict[str, np.ndarray]:
        """The maps that belong to the present codes and are done, by method: (N, 2) each."""
        return self._kept.finished(self._codes)

    # What a student can intend

    @property
    def is_iterated(self) -> bool:
        """Whether the method makes its map step by step."""
        return self.method in _ITERATED

    def shows(self, codes: np.ndarray) -> bool:
        """Whether the map on the screen is made of these codes (N, k), or of the first of them."""
        return self.layout_codes is not None and np.may_share_memory(self.layout_codes, codes)

    def show_codes(self, codes: np.ndarray, goes_on: bool = False) -> None:
        """The codes changed: (N, k). A running map goes on with them from where its points are.

        goes_on: let a recorded map go on even where it is one of these very codes.
        """
        if codes is self._codes and not goes_on:
            return
        grew = self._codes is None or len(codes) != len(self._codes)
        self._codes = codes
        if self.is_of_pixels:
            self._show_pixels()
            return
        if self._is_paused and self.method not in _INSTANT and not grew:
            return
        if grew or self.run.is_over:
            self._start()
        else:
            self.run.steer(codes, self.method in _INSTANT)

    def show_recorded(self, codes: np.ndarray, points: np.ndarray, done: bool) -> None:
        """Show places (N, 2) that codes (N, k) had on a map of this method."""
        self.run.stop()
        self._codes = codes
        kept = Kept(codes, Layout(points, iteration=0, iterations=0, done=done))
        self._kept.put(self._key, kept)
        self._show(kept, self._travel_ms)

    def show_images(self, images: MapImages | None) -> None:
        """The points are other images: no map of the old pixels is of use."""
        self._images = images
        self.pixel_graphs.clear()
        self._kept.drop_all_of("pixels")
        if self.source == "pixels" and (images is None or images.flat is None):
            self.source = "codes"
            self.source_changed.emit(self.source)

    def show_anew(self, codes: np.ndarray, maps: Mapping[str, np.ndarray]) -> None:
        """Another session: forget all layouts but those that came with it."""
        self.stop()
        self._codes = codes
        self._kept.drop_all_of("codes")
        fitting = {name: places for name, places in maps.items() if len(places) == len(codes)}
        self._kept.take(codes, {name: fitting[name] for name in fitting if name not in _INSTANT})
        self.layout = self.layout_codes = None
        self.choose(self.method)

    def forget(self) -> None:
        """Another network: no layout of the old one is of use."""
        self.run.stop()
        self._kept.drop_all_of("codes")
        self.graphs.clear()
        self._codes = self.layout_codes = None

    def choose(self, method: str, axes: tuple[int, ...] | None = None) -> None:
        """Show the map of another method."""
        self.settings = replace(self.settings, method=method, axes=axes or self.settings.axes)
        self.method_changed.emit(method)
        self._is_paused, self._complaint = False, ""
        self._is_switching = True
        whole = self._kept.whole(self._key, self._codes)
        if whole is not None and method not in _NEVER_TURNED:
            self.run.stop()
            self._show(Kept(self._codes, whole))
        else:
            self._start()

    def choose_axes(self, axes: tuple[int, ...]) -> None:
        """Show two latent dimensions as they are, or three in space."""
        self.choose("axes", axes)

    def choose_plane(self, anchored_by: str, anchors: tuple[int, int, int] | None) -> None:
        """Show the plane through three class means or three points, by their numbers."""
        self._set(replace(self.settings, anchored_by=anchored_by, anchors=anchors))
        self.choose("plane")

    def choose_dimensions(self, dimensions: int) -> None:
        """Show a map of two dimensions, or a space of three."""
        if dimensions != self.settings.dimensions:
            self._set(replace(self.settings, dimensions=dimensions))
            self.choose(self.method)

    def choose_source(self, source: str) -> None:
        """Make the map of the codes, or of the pixels to compare."""
        if source == self.source:
            return
        if source == "pixels" and (self._images is None or self._images.flat is None):
            self.source_changed.emit(self.source)
            self.failed.emit(
                LatentLabError("A map of the pixels needs the images, but their data set is not there.")
            )
            return
        self.source = source
        self.source_changed.emit(source)
        self.choose(self.method)

    def set_parameters(self, settings: MapSettings) -> None:
        """Make the maps with other parameters: the shown one goes on from where its points are.

        What is asked of the start alone (its kind, the seed, the early phase) starts the method anew, turned
        to lie on what is shown.
        """
        old = self.settings
        self._set(replace(settings, **{name: getattr(old, name) for name in _NO_PARAMETERS}))
        self._kept.change(self.settings, old)
        if not self.settings.changes(self.method, old) or self.method in _INSTANT:
            return
        self._is_switching = self._is_switching or self._kept.get(self._key) is None
        self._is_paused = False
        self._start()

    def toggle(self) -> None:
        """Pause the map, or let it run; a finished one starts anew."""
        if self.run.is_over:
            self.restart()
            return
        self.hold(self.run.is_running)

    def hold(self, paused: bool) -> None:
        """Pause the map, or let it go on; a finished one stays as it is."""
        if self.run.is_over:
            return
        self._is_paused = paused
        if paused:
            self.run.pause()
            return
        if self._codes is not None and not self.is_of_pixels:
            self.run.steer(self._codes, for_one_layout=False)
        self.run.go_on()

    def restart(self) -> None:
        """Forget this method's layout and run it from its own start."""
        self._kept.drop(self._key)
        self._is_paused = False
        self._is_switching = True
        self._start()

    def hurry(self, glide_ms: int | None) -> None:
        """Show codes that come one by one as soon as can be, points gliding so long; None ends that."""
        self._travel_ms = glide_ms
        self.run.hurry(glide_ms is not None)

    def spare(self, load: Load) -> None:
        """Leave most of the processor to a network in training."""
        self.run.set_interval(_BETWEEN_S[load])

    def stop(self) -> None:
        """End what runs; the last layout stays."""
        self.run.stop()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        return self.run.wait(milliseconds)

    # How it works

    @property
    def _key(self) -> Key:
        source = "pixels" if self.is_of_pixels else "codes"
        return source, self.method, self.settings.dimensions

    def _set(self, settings: MapSettings) -> None:
        if settings != self.settings:
            self.settings = settings
            self.settings_changed.emit(settings)

    def _start(self) -> None:
        codes = self._codes
        if codes is None:
            return
        if max(self.settings.axes) >= codes.shape[1]:
            self.settings = replace(self.settings, axes=_FIRST_AXES)  # another network has fewer dimensions
        kept = self._kept.get(self._key)
        job = MapJob(
            None if self.is_of_pixels else codes,
            len(codes),
            self._images,
            self.settings,
            kept.layout.points if kept is not None and self.method in _ITERATED else None,
            self.layout.points if self.layout is not None and self.method not in _NEVER_TURNED else None,
            self.pixel_graphs if self.is_of_pixels else self.graphs,
        )
        # What is one layout of the codes waits for others, as they come with every frame of the training.
        self.run.start(job, self.method in _INSTANT and not self.is_of_pixels)

    def _show_pixels(self) -> None:
        """The codes changed, of which there may be more or fewer now; the pixels are what they were."""
        assert self._codes is not None
        kept, count, job = self._kept.get(self._key), len(self._codes), self.run.began_with
        is_under_way = not self.run.is_over and job is not None and job.count >= count
        if not is_under_way and self._kept.whole(self._key, self._codes) is None:
            self._start()
        elif kept is not None and self.layout is not None and len(self.layout.points) != count:
            self._show(kept)

    def _on_layout(self, layout: Layout) -> None:
        self._complaint = ""
        self.preparing_changed.emit(None)
        kept = Kept(self._newest_codes(layout), layout)
        self._kept.put(self._key, kept)
        self._show(kept)

    def _on_preparing(self, stage: Preparing) -> None:
        if self._is_switching:  # else there is a map to look at meanwhile
            self.preparing_changed.emit(stage)

    def _newest_codes(self, layout: Layout) -> np.ndarray | None:
        began_with = self.run.began_with
        if began_with is None or began_with.codes is None:
            return None
        codes = self._codes
        assert codes is not None
        return codes if len(codes) == len(layout.points) else began_with.codes

    def _show(self, kept: Kept, glide_ms: int | None = None) -> None:
        layout, codes = kept.layout, kept.codes
        if glide_ms is None:
            glide_ms = self._glide_ms()
        rescaled, self._is_switching = self._is_switching, False
        if self.is_of_pixels and self._codes is not None:
            codes = self._codes
            # A plane through the pixels is none of the codes'.
            layout = replace(layout, points=layout.points[: len(self._codes)], plane=None, kernel=None)
        self.layout, self.layout_codes = layout, codes
        self.layout_changed.emit(layout, glide_ms, rescaled)

    def _glide_ms(self) -> int:
        """How long the points take to their new places: about as long as the next ones take to come."""
        came_soon = self._shown_at.isValid() and not self._shown_at.hasExpired(_SOON_MS)
        self._shown_at.start()
        if self._is_switching:
            return _SWITCH_MS
        if self._travel_ms is not None and self.method not in _ITERATED:
            return self._travel_ms
        if self.run.gives_way:
            return 0
        if self.method in _ITERATED:
            return _STEP_MS
        return _LIVE_MS if came_soon else 0

    def _on_failed(self, error: Exception) -> None:
        self.preparing_changed.emit(None)
        if str(error) != self._complaint:
            self._complaint = str(error)
            self.failed.emit(error)
