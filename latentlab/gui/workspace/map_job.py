"""One run of a map on its worker."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.gui.workspace.map_source import MapImages
from latentlab.latent.maps.layout import Layout, MapEvent
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.plain_maps import METHODS as PLAIN
from latentlab.latent.maps.projection import project
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.preparing import Preparing


@dataclass(frozen=True, slots=True, eq=False)
class MapJob:
    """All that a run of a method needs, so that the worker shares nothing that changes."""

    codes: np.ndarray | None  # (N, k), None for the pixels
    count: int  # N
    images: MapImages | None
    settings: MapSettings
    start: np.ndarray | None  # (M, d): the method's own newest layout
    reference: np.ndarray | None  # (M, 2 or 3): what is on the screen
    graphs: GraphCache

    def layouts(self) -> Generator[MapEvent, np.ndarray | None, None]:
        """The layouts, warm-started from the one the method had before; on the worker."""
        if self.codes is None:
            yield Preparing("pixels", 0, 1)  # they are soon there, but a stop is heard sooner
        rows, start = self._rows(), self.start
        if start is not None and len(start) != len(rows):
            from latentlab.latent.maps.grown_layout import grown_layout

            start = yield from grown_layout(rows, start)
        labels = self.images.labels[: len(rows)] if self.images is not None else None
        layouts = project(rows, self.settings, start, self.reference, self.graphs, labels)
        del rows  # it lets go of them as soon as it can
        yield from layouts

    def layout(self) -> Layout:
        """The first of them, made by the caller. Raises LatentLabError for codes that are not finite."""
        return next(event for event in self.layouts() if isinstance(event, Layout))

    def _rows(self) -> np.ndarray:
        if self.codes is not None:
            return self.codes
        assert self.images is not None, "a map of the pixels is asked for only where they are there"
        if self.settings.method in PLAIN:
            return self.images.pixels(self.count)
        return self.images.shades(self.count)  # neighbours are the same in any unit
