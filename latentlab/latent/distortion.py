"""Where a map is wrong: how much of each point's neighbourhood it tore apart."""

from collections.abc import Generator, Iterator

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.checks import checked_codes
from latentlab.latent.neighbours.exact import NeighbourGraph, exact_neighbours
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.preparing import Preparing

_BLOCK = 1 << 20  # values at a time: 4 MB of float32
_ROUNDING = np.float32(1 + 1e-5)  # a distance computed in another order is the same distance


def local_distortion(
    codes: np.ndarray,
    points: np.ndarray,
    k: int = 15,
    threads: int = 1,
    graphs: GraphCache | None = None,
    ahead: int = 0,
) -> Generator[Preparing, None, np.ndarray]:
    """The share of each point's k nearest codes that are not among its k nearest on the map: (N,) float32.

    0 where the map kept the whole neighbourhood, 1 where it kept none of it. As both neighbourhoods are of
    one size, it is the share of false neighbours on the map, too. What is equally far may count as near, so
    equal codes lose nothing. codes (N, d), points (N, 2) or (N, 3); with few points k is lowered below half
    of them. graphs: where the neighbours of the codes are kept; `ahead` as many as another method will want.
    Raises LatentLabError for codes that are not finite, or unless there is a place for each code.
    Source: Chen and Buja 2009, the local continuity meta-criterion, point by point.
    """
    codes, points = checked_codes(codes), checked_codes(points)
    total = len(codes)
    if len(points) != total:
        raise LatentLabError(
            "A map of {codes} codes must have as many places, got {places}.", codes=total, places=len(points)
        )
    k = min(k, (total - 1) // 2)
    if k < 1:
        return np.zeros(total, np.float32)
    in_codes = yield from (graphs or GraphCache()).neighbours(codes, k, threads, ahead)
    on_map = yield from exact_neighbours(points, k, threads)
    kept = np.empty(total, np.int64)
    for rows in _blocks(total, k * codes.shape[1]):
        # Without ties both counts are the same.
        kept[rows] = np.maximum(_near(codes, on_map, in_codes, rows), _near(points, in_codes, on_map, rows))
        yield Preparing("quality", rows.stop, total)
    distortion: np.ndarray = (1 - kept / k).astype(np.float32)
    return distortion


def _near(places: np.ndarray, asked: NeighbourGraph, known: NeighbourGraph, rows: slice) -> np.ndarray:
    """How many of the neighbours asked for are no farther than the last known neighbour: (rows,)."""
    offsets = places[asked.indices[rows]] - places[rows, None, :]  # (rows, k, d)
    far = np.linalg.norm(offsets, axis=2)
    near: np.ndarray = (far <= known.distances[rows, -1:] * _ROUNDING).sum(axis=1)
    return near


def _blocks(total: int, values: int) -> Iterator[slice]:
    size = max(1, _BLOCK // values)
    for start in range(0, total, size):
        yield slice(start, min(start + size, total))
