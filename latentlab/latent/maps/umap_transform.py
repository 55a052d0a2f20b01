"""New points on a finished UMAP map: some epochs of its own kernel with the map held fixed."""

from collections.abc import Generator

import numpy as np

from latentlab.latent.maps.edge_sampling import edge_sampling
from latentlab.latent.maps.fuzzy_graph import FuzzyGraph, bandwidths
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.umap import curve_parameters
from latentlab.latent.maps.umap_kernel import epoch_kernel, is_compiled, run_epoch
from latentlab.latent.neighbours.near_codes import NearCodes
from latentlab.latent.preparing import Preparing

# umap-learn's own choices for new points.
_EPOCHS, _EPOCHS_OF_MANY = 100, 30
_MANY = 10_000
_RATE = 0.25
_CHUNK = 10  # epochs, so that a stop is heard soon
_SMALLEST_BANDWIDTH = 1e-3  # of the mean distance


def umap_transform(
    z: np.ndarray, near: NearCodes, points: np.ndarray, settings: MapSettings
) -> Generator[Preparing, None, np.ndarray]:
    """Places (M, d) float32 of new codes z (M, k) among the places `points` (N, d) of the codes.

    Begins at the mean of the nearest codes' places, weighted by their membership, as umap-learn does.
    Source: McInnes, Healy and Melville 2018, section 4; umap-learn's `transform`.
    """
    if not is_compiled():
        yield Preparing("compiling", 0, 1)
    kernel = epoch_kernel()
    nearest, far = near.nearest(z, settings.neighbours)  # (M, c)
    weights = _memberships(far)
    shares = weights / weights.sum(axis=1, keepdims=True)
    moved = np.ascontiguousarray(np.einsum("mc,mcd->md", shares, points[nearest]), np.float32)
    epochs = settings.iterations // 3 if settings.iterations else _epochs(len(z))
    head = np.repeat(np.arange(len(z), dtype=np.int32), nearest.shape[1])
    graph = FuzzyGraph(head, nearest.ravel().astype(np.int32), weights.ravel().astype(np.float32))
    rng = np.random.default_rng(settings.seed)
    edges = edge_sampling(graph, len(z), max(1, epochs), rng, mid_way=False)
    fixed = np.ascontiguousarray(points, np.float32)
    curve = curve_parameters(settings.min_dist)
    for epoch in range(epochs):
        if epoch % _CHUNK == 0:
            yield Preparing("placing", epoch, epochs)
        run_epoch(kernel, moved, edges, epoch, _RATE * (1 - epoch / epochs), curve, fixed)
    return moved


def _epochs(total: int) -> int:
    return _EPOCHS if total <= _MANY else _EPOCHS_OF_MANY


def _memberships(far: np.ndarray) -> np.ndarray:
    """Strengths (M, c) of the nearest codes; to a new point none is near by itself, as its own nearest is."""
    if far.shape[1] == 1:
        return np.ones_like(far)
    width = bandwidths(far[:, 1:], float(np.log2(far.shape[1])))
    width = np.maximum(width, _SMALLEST_BANDWIDTH * far.mean(axis=1))
    strengths: np.ndarray = np.exp(-far / np.where(width > 0, width, 1)[:, None])
    return strengths
