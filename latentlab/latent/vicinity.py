"""The neighbours of one point in pixels, among the codes and on the map, and how far the three agree."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.preparing import Preparing

_PIECE = 4_096  # images at a time


@dataclass(frozen=True, slots=True, eq=False)
class Near:
    """The nearest others of one point, nearest first; of equally near ones the first row comes first."""

    rows: np.ndarray  # (k,) int64
    distances: np.ndarray  # (k,) float


@dataclass(frozen=True, slots=True, eq=False)
class Vicinity:
    """Three lists of neighbours of one row; a list is None where there is nothing to measure."""

    row: int
    pixels: Near | None
    codes: Near
    places: Near | None


def middle_of(codes: np.ndarray, rows: np.ndarray) -> int | None:
    """The medoid of some rows: the one with the least squared distances to the others, summed over all.

    That is the one nearest to their mean. codes: (N, k), rows beyond which are left out; None without rows.
    """
    rows = rows[rows < len(codes)]
    if len(rows) == 0:
        return None
    members = codes[rows].astype(np.float64)
    return int(rows[((members - members.mean(axis=0)) ** 2).sum(axis=1).argmin()])


def nearest_to(codes: np.ndarray, row: int, count: int) -> Near:
    """The nearest others of one of the codes (N, k), those left out that are no numbers."""
    with np.errstate(invalid="ignore", over="ignore"):
        squares = ((codes.astype(np.float64) - codes[row].astype(np.float64)) ** 2).sum(axis=1)
    return _first(squares, row, count, 1.0)


def nearest_images(
    pixels: np.ndarray, order: np.ndarray, row: int, count: int
) -> Generator[Preparing, None, Near]:
    """The nearest others of one image by Euclidean distance of pixels in [0, 1], exact.

    pixels: (M, P) uint8; order: (N,), row i is image order[i].
    """
    image = pixels[order[row]].astype(np.int32)
    squares = np.empty(len(order))
    for start in range(0, len(order), _PIECE):
        away = pixels[order[start : start + _PIECE]].astype(np.int32) - image
        squares[start : start + _PIECE] = np.einsum("ij,ij->i", away, away)
        yield Preparing("neighbours", min(start + _PIECE, len(order)), len(order))
    return _first(squares, row, count, 255.0)


def vicinity(
    row: int,
    count: int,
    codes: np.ndarray,
    places: np.ndarray | None,
    pixels: np.ndarray | None,
    order: np.ndarray,
    graphs: GraphCache,
) -> Generator[Preparing, None, Vicinity]:
    """The `count` nearest others of a row, each way; from the shared graph of the codes where it is there.

    codes: (N, k); places: (N, d) on the map, or None; pixels: (M, P) uint8, or None; order: (N,).
    """
    on_map = None if places is None or row >= len(places) else nearest_to(places, row, count)
    graph = graphs.kept(codes, count)
    if graph is None:
        by_codes = nearest_to(codes, row, count)
    else:
        by_codes = Near(graph.indices[row].astype(np.int64), graph.distances[row])
    by_pixels = None if pixels is None else (yield from nearest_images(pixels, order, row, count))
    return Vicinity(row, by_pixels, by_codes, on_map)


def shared(one: Near, other: Near) -> int:
    """How many neighbours two lists have in common."""
    return len(np.intersect1d(one.rows, other.rows))


def _first(squares: np.ndarray, row: int, count: int, unit: float) -> Near:
    squares[row] = np.nan
    nearest = np.argsort(squares, kind="stable")[:count]  # NaN goes last
    nearest = nearest[np.isfinite(squares[nearest])]
    return Near(nearest, np.sqrt(squares[nearest]) / unit)
