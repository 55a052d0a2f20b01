"""The nearest neighbours of every code among all others, exact, computed in pieces."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.checks import checked_places
from latentlab.latent.neighbours.duplicates import EqualGroups, equal_groups
from latentlab.latent.neighbours.products import Piece, by_products, split
from latentlab.latent.preparing import Preparing

# Measured: a tree wins up to 8 dimensions, and to 16 for few points, where it spares the import of torch.
_TREE_DIMENSIONS = 8
_SMALL_TREE_DIMENSIONS = 16
_SMALL = 10_000
_TREE_ROWS = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class NeighbourGraph:
    """Of every code its nearest others, nearest first, never itself."""

    indices: np.ndarray  # (N, count) int32
    distances: np.ndarray  # (N, count) float32

    def __len__(self) -> int:
        return len(self.indices)

    @property
    def count(self) -> int:
        """Neighbours of each code."""
        return int(self.indices.shape[1])

    def nearest(self, count: int) -> "NeighbourGraph":
        """The same graph with no more than `count` neighbours each."""
        return NeighbourGraph(
            np.ascontiguousarray(self.indices[:, :count]), np.ascontiguousarray(self.distances[:, :count])
        )


def exact_neighbours(
    codes: np.ndarray, count: int, threads: int = 1
) -> Generator[Preparing, None, NeighbourGraph]:
    """Find the `count` nearest others of each of the codes (N, k), or all others where there are fewer.

    Codes that are bytes, as pixels are, stay bytes: 55 MB of 70,000 digits instead of 220 for each copy.
    Equal codes are each other's neighbours at distance 0.
    Raises LatentLabError for codes that are not finite.
    """
    codes = checked_places(codes)
    total = len(codes)
    count = min(count, total - 1)
    indices = np.empty((total, count), np.int32)
    distances = np.empty((total, count), np.float32)
    yield Preparing("neighbours", 0, total)
    if count > 0:
        done = 0
        for rows, found, far in _pieces(codes, count, threads):
            indices[rows], distances[rows] = found, far
            done += len(rows)
            yield Preparing("neighbours", done, total)
    return NeighbourGraph(indices, distances)


def _pieces(codes: np.ndarray, count: int, threads: int) -> Iterator[Piece]:
    total, dimensions = codes.shape
    groups = equal_groups(codes)
    crowded = groups.size > count  # by position in groups.order
    if crowded.any():
        yield _crowded(groups, np.flatnonzero(crowded), count)
    alone = np.sort(groups.order[~crowded])
    if alone.size == 0:
        return
    # A crowd of equal codes would make every search that meets it slow: `count` of them stand for all.
    rank = np.arange(total) - groups.start
    kept = np.sort(groups.order[rank < count])
    small = total <= _SMALL and dimensions <= _SMALL_TREE_DIMENSIONS
    if dimensions <= _TREE_DIMENSIONS or small:
        yield from _by_tree(codes, alone, kept, count, threads)
    else:
        yield from by_products(codes, alone, kept, count)


def _crowded(groups: EqualGroups, positions: np.ndarray, count: int) -> Piece:
    """Neighbours of codes with at least `count` equals: the next ones of their own group, at no distance."""
    start, size = groups.start[positions, None], groups.size[positions, None]
    place = positions[:, None] - start + np.arange(1, count + 1)  # (M, count)
    found = groups.order[start + place % size]
    return groups.order[positions], found, np.zeros(found.shape, np.float32)


def _by_tree(
    codes: np.ndarray, rows: np.ndarray, kept: np.ndarray, count: int, threads: int
) -> Iterator[Piece]:
    """A KD-tree; scipy's lets other threads run meanwhile."""
    from scipy.spatial import KDTree

    tree = KDTree(codes[kept])
    for piece in split(rows, _TREE_ROWS):
        far, near = tree.query(codes[piece], count + 1, workers=threads)
        found = kept[
            near
        ]  # (M, count + 1); the row itself is among them, as it has fewer than `count` equals
        others = found != piece[:, None]
        shape = (len(piece), count)
        yield piece, found[others].reshape(shape), far[others].reshape(shape)
