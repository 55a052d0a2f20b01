"""The nearest of many codes of many dimensions, by matrix products in bounded memory."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

import numpy as np

from latentlab.latent.checks import centred

if TYPE_CHECKING:
    from torch import Tensor

Piece = tuple[np.ndarray, np.ndarray, np.ndarray]  # rows (M,), indices (M, count), distances (M, count)

_ROWS = 64
_ROWS_OF_BYTES = 192  # each piece of bytes is made float32 once for so many rows
_COLUMNS = 1_024  # bytes of so many codes as float32 stay in the processor's cache
_STRIDES = 16
_SPARE = (
    4  # more candidates than asked for, as float32 products may swap neighbours that are nearly equally far
)


def by_products(codes: np.ndarray, rows: np.ndarray, kept: np.ndarray, count: int) -> Iterator[Piece]:
    """The `count` nearest of the kept codes to each of some rows, never the row itself.

    All distances block by block as matrix products |y|^2 - 2xy, then the exact distances of the best.
    codes: (N, k) float32, or uint8, which are never float32 all at once. rows, kept: (M,) and (K,) indices.
    """
    others = _Bytes(codes, kept) if codes.dtype == np.uint8 else _Floats(codes, kept)
    wanted = min(count + 1 + _SPARE, len(kept))
    for block in split(rows, others.rows_at_once):
        found = kept[_smallest(others.products(block), wanted)]  # (B, wanted)
        for at in range(0, len(block), _ROWS):
            piece, near = block[at : at + _ROWS], found[at : at + _ROWS]
            far = np.linalg.norm(others.values(near) - others.values(piece[:, None]), axis=2)  # (M, wanted)
            far[near == piece[:, None]] = np.inf
            best = np.argsort(far, axis=1, kind="stable")[:, :count]
            yield (
                piece,
                np.take_along_axis(near, best, 1),
                np.take_along_axis(far, best, 1) * others.scale,
            )


def split(rows: np.ndarray, size: int) -> Iterator[np.ndarray]:
    """The rows, so many at a time."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]


class _Others(Protocol):
    """The codes that may be neighbours."""

    rows_at_once: int
    scale: float  # what distances of `values` are to be multiplied by

    def products(self, rows: np.ndarray) -> "Tensor":
        """(B, K'), K' a multiple of _STRIDES: |y|^2 - 2xy, infinite beyond the last; valid until the next."""

    def values(self, rows: np.ndarray) -> np.ndarray:
        """The codes (..., k) of any rows as float32."""


class _Floats:
    """Codes about their mean, and once more turned about, with a row of their squared lengths."""

    rows_at_once = _ROWS

    def __init__(self, codes: np.ndarray, kept: np.ndarray) -> None:
        import torch

        self._codes = codes
        self._scaled, self.scale = centred(codes)
        self._right = torch.from_numpy(_right_factor(self._scaled[kept]))  # (k + 1, K')
        self._products = torch.empty(_ROWS, self._right.shape[1])

    def products(self, rows: np.ndarray) -> "Tensor":
        import torch

        left = np.column_stack([-2 * self._scaled[rows], np.ones(len(rows), np.float32)])  # (B, k + 1)
        return torch.mm(torch.from_numpy(left), self._right, out=self._products[: len(rows)])

    def values(self, rows: np.ndarray) -> np.ndarray:
        values: np.ndarray = self._codes[rows] / np.float32(self.scale)
        return values


class _Bytes:
    """Whole numbers, whose products are exact as long as float32 has room; made float32 piece by piece."""

    rows_at_once = _ROWS_OF_BYTES
    scale = 1.0

    def __init__(self, codes: np.ndarray, kept: np.ndarray) -> None:
        import torch

        self._codes = codes
        chosen = codes if len(kept) == len(codes) else codes[kept]
        self._kept = torch.from_numpy(np.ascontiguousarray(chosen))  # (K, k)
        self._lengths = torch.empty(len(kept))  # squared
        self._piece = torch.empty(_COLUMNS, codes.shape[1] + 1)
        for columns in self._columns():
            taken = self._kept[columns].float()
            self._lengths[columns] = taken.square_().sum(1)
        self._products = torch.full((self.rows_at_once, _padded(len(kept))), torch.inf)

    def products(self, rows: np.ndarray) -> "Tensor":
        import torch

        asked = torch.from_numpy(self._codes[rows]).float()
        left = torch.cat([-2 * asked, torch.ones(len(rows), 1)], 1)  # (B, k + 1)
        block = self._products[: len(rows)]
        for columns in self._columns():
            piece = self._piece[: columns.stop - columns.start]
            piece[:, :-1] = self._kept[columns]
            piece[:, -1] = self._lengths[columns]
            torch.mm(left, piece.T, out=block[:, columns])
        return block

    def values(self, rows: np.ndarray) -> np.ndarray:
        values: np.ndarray = self._codes[rows].astype(np.float32)
        return values

    def _columns(self) -> Iterator[slice]:
        for start in range(0, len(self._kept), _COLUMNS):
            yield slice(start, min(start + _COLUMNS, len(self._kept)))


def _right_factor(codes: np.ndarray) -> np.ndarray:
    """Transposed codes over a row of their squared lengths, padded with columns infinitely far away."""
    total, dimensions = codes.shape
    factor = np.zeros((dimensions + 1, _padded(total)), np.float32)
    factor[:-1, :total] = codes.T
    factor[-1, :total] = (codes**2).sum(axis=1)
    factor[-1, total:] = np.inf
    return factor


def _padded(total: int) -> int:
    return -(-total // _STRIDES) * _STRIDES


def _smallest(block: "Tensor", count: int) -> np.ndarray:
    """Columns of the `count` smallest values of each row of (B, K).

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
