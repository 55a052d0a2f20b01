"""The nearest neighbours of every code among all others, exact, computed in pieces."""

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from latentlab.latent.checks import centred, checked_codes
from latentlab.latent.neighbours.duplicates import EqualGroups, equal_groups
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from torch import Tensor

# Measured: a tree wins up to 8 dimensions, and to 16 for few points, where it spares the import of torch.
_TREE_DIMENSIONS = 8
_SMALL_TREE_DIMENSIONS = 16
_SMALL = 10_000
_TREE_ROWS = 1_000
_PRODUCT_ROWS = 64
_STRIDES = 16
_SPARE = (
    4  # more candidates than asked for, as float32 products may swap neighbours that are nearly equally far
)


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

    Equal codes are each other's neighbours at distance 0.
    Raises LatentLabError for codes that are not finite.
    """
    codes = checked_codes(codes)
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


_Piece = tuple[np.ndarray, np.ndarray, np.ndarray]  # rows (M,), indices (M, count), distances (M, count)


def _pieces(codes: np.ndarray, count: int, threads: int) -> Iterator[_Piece]:
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
    search = _by_tree if dimensions <= _TREE_DIMENSIONS or small else _by_products
    yield from search(codes, alone, kept, count, threads)


def _crowded(groups: EqualGroups, positions: np.ndarray, count: int) -> _Piece:
    """Neighbours of codes with at least `count` equals: the next ones of their own group, at no distance."""
    start, size = groups.start[positions, None], groups.size[positions, None]
    place = positions[:, None] - start + np.arange(1, count + 1)  # (M, count)
    found = groups.order[start + place % size]
    return groups.order[positions], found, np.zeros(found.shape, np.float32)


def _by_tree(
    codes: np.ndarray, rows: np.ndarray, kept: np.ndarray, count: int, threads: int
) -> Iterator[_Piece]:
    """A KD-tree; scipy's lets other threads run meanwhile."""
    from scipy.spatial import KDTree

    tree = KDTree(codes[kept])
    for piece in _split(rows, _TREE_ROWS):
        far, near = tree.query(codes[piece], count + 1, workers=threads)
        found = kept[
            near
        ]  # (M, count + 1); the row itself is among them, as it has fewer than `count` equals
        others = found != piece[:, None]
        shape = (len(piece), count)
        yield piece, found[others].reshape(shape), far[others].reshape(shape)


def _by_products(
    codes: np.ndarray, rows: np.ndarray, kept: np.ndarray, count: int, threads: int
) -> Iterator[_Piece]:
    """All distances block by block as matrix products |y|^2 - 2xy, then the exact distances of the best."""
    import torch

    scaled, scale = centred(codes)
    unit = codes / np.float32(scale)
    left = torch.from_numpy(np.column_stack([-2 * scaled, np.ones(len(scaled), np.float32)]))  # (N, k + 1)
    right = torch.from_numpy(_right_factor(scaled[kept]))  # (k + 1, M), M a multiple of _STRIDES
    products = torch.empty(_PRODUCT_ROWS, right.shape[1])
    wanted = min(count + 1 + _SPARE, len(kept))
    for piece in _split(rows, _PRODUCT_ROWS):
        block = torch.mm(left[torch.from_numpy(piece)], right, out=products[: len(piece)])
        found = kept[_smallest(block, wanted)]  # (B, wanted)
        far = np.linalg.norm(unit[found] - unit[piece, None, :], axis=2)  # (B, wanted)
        far[found == piece[:, None]] = np.inf
        best = np.argsort(far, axis=1, kind="stable")[:, :count]
        yield piece, np.take_along_axis(found, best, 1), np.take_along_axis(far, best, 1) * scale


def _right_factor(codes: np.ndarray) -> np.ndarray:
    """Transposed codes over a row of their squared lengths, padded with columns infinitely far away."""
    total, dimensions = codes.shape
    factor = np.zeros((dimensions + 1, -(-total // _STRIDES) * _STRIDES), np.float32)
    factor[:-1, :total] = codes.T
    factor[-1, :total] = (codes**2).sum(axis=1)
    factor[-1, total:] = np.inf
    return factor


def _smallest(block: "Tensor", count: int) -> np.ndarray:
    """Columns of the `count` smallest values of each row of (B, M).

    The smallest values lie in the strides with the smallest minima, so most columns are never sorted.
    """
    import torch

    rows, columns = block.shape
    width = columns // _STRIDES
    strides = block.view(rows, _STRIDES, width)
    near = torch.topk(strides.amin(1), min(count, width), largest=False, sorted=False).indices  # (B, c)
    offsets = torch.arange(_STRIDES)[None, :, None] * width
    candidates = (near[:, None, :] + offsets).reshape(rows, -1)  # (B, _STRIDES * c)
    best = torch.topk(block.gather(1, candidates), count, largest=False, sorted=False).indices
    found: np.ndarray = candidates.gather(1, best).numpy()
    return found


def _split(rows: np.ndarray, size: int) -> Iterator[np.ndarray]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
