"""The program's own maps, made as a window or a command makes them."""

from dataclasses import dataclass
from time import perf_counter

import numpy as np

from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.projection import project

FIRST_ITERATIONS = 10  # a layout counts as the first one once it was optimised so many times


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A finished map and how long it took."""

    layout: Layout
    seconds: float
    seconds_to_first: float


def make_map(codes: np.ndarray, settings: MapSettings) -> Made:
    """The map of codes (N, k), from nothing."""
    began = perf_counter()
    first: float | None = None
    for event in project(codes, settings):
        if not isinstance(event, Layout):
            continue
        if first is None and event.iteration >= FIRST_ITERATIONS:
            first = perf_counter() - began
        if event.done:
            took = perf_counter() - began
            return Made(event, took, took if first is None else first)
    raise RuntimeError("a map must end with a layout that is done")
