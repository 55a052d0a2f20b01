"""Where new codes land on a finished map by its method's own way of adding points."""

from collections.abc import Generator

import numpy as np

from latentlab.latent.maps.layout import Layout
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.place import place
from latentlab.latent.neighbours.near_codes import NearCodes
from latentlab.latent.preparing import Preparing

_LEAST_POINTS = 5  # fewer leave a method nothing to choose between


def transform(
    z: np.ndarray, near: NearCodes, layout: Layout, settings: MapSettings
) -> Generator[Preparing, None, np.ndarray]:
    """Places (M, d) float32 of new codes z (M, k) on the map that `settings` made of the codes.

    Planes and kernel PCA place any code directly. t-SNE and UMAP move the new points about the fixed map.
    The new points do not see each other. Exactly at a code of the map, its own place.
    """
    z = np.asarray(z, np.float32)
    yield Preparing("placing", 0, len(z))
    if layout.plane is None and layout.kernel is not None:
        return (yield from _by_kernel(z, layout))
    is_simple = layout.plane is not None or len(layout.points) < _LEAST_POINTS
    if is_simple or settings.method not in ("tsne", "umap"):
        return place(z, near, layout.points, layout.plane)
    own = layout.points / np.float32(layout.scale)  # the method's own places
    if settings.method == "tsne":
        from latentlab.latent.maps.tsne_transform import tsne_transform

        moved = yield from tsne_transform(z, near, own, settings)
    else:
        from latentlab.latent.maps.umap_transform import umap_transform

        moved = yield from umap_transform(z, near, own, settings)
    return _kept_at_codes((moved * layout.scale).astype(np.float32), z, near, layout.points)


def _by_kernel(z: np.ndarray, layout: Layout) -> Generator[Preparing, None, np.ndarray]:
    assert layout.kernel is not None
    parts = []
    for part in layout.kernel.places(z):
        parts.append(part)
        yield Preparing("placing", sum(map(len, parts)), len(z))
    return np.concatenate(parts)


def _kept_at_codes(moved: np.ndarray, z: np.ndarray, near: NearCodes, points: np.ndarray) -> np.ndarray:
    nearest, far = near.nearest(z, 1)
    hit = far[:, 0] == 0
    moved[hit] = points[nearest[hit, 0]]
    return moved
