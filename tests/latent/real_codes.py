"""PCA codes of the bundled digits, for the tests of maps."""

from functools import cache

import numpy as np

from latentlab.data.digits import open_digits
from latentlab.latent.maps.layout import Layout, MapEvent
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.projection import project
from latentlab.latent.pieces import finished
from latentlab.latent.probe import image_plane
from latentlab.latent.quality import MapQuality, map_quality


@cache
def digit_codes(count: int, dimensions: int = 8) -> np.ndarray:
    """Codes (count, dimensions) float32 of digits of all classes."""
    images = open_digits().flat
    rows = np.linspace(0, len(images) - 1, count).astype(int)
    pixels = images[rows].astype(np.float32) / 255
    return np.ascontiguousarray((pixels - pixels.mean(axis=0)) @ image_plane(images[rows], dimensions))


def layouts_of(codes: np.ndarray, settings: MapSettings, **options: np.ndarray) -> list[Layout]:
    """All layouts of one run."""
    return [event for event in project(codes, settings, **options) if isinstance(event, Layout)]


def last_points(codes: np.ndarray, settings: MapSettings, **options: np.ndarray) -> np.ndarray:
    """The finished map, at the method's own scale."""
    last = layouts_of(codes, settings, **options)[-1]
    assert last.done
    return last.points / np.float32(last.scale)


def next_layout(run: "object", event: MapEvent) -> Layout:
    """The first layout from an event on."""
    while not isinstance(event, Layout):
        event = next(run)  # type: ignore[call-overload]
    return event


def full_quality(codes: np.ndarray, points: np.ndarray) -> MapQuality:
    """Quality with every point asked."""
    return finished(map_quality(codes, points, queries=len(codes)))


def displacement(points: np.ndarray, before: np.ndarray) -> float:
    """How far points moved on average, in radii of the map."""
    radius = np.linalg.norm(before - before.mean(axis=0), axis=1).mean()
    return float(np.linalg.norm(points - before, axis=1).mean() / radius)
