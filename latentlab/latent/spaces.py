"""How far some points of a space are from all its points, ranked exactly, in bounded memory."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Protocol

import numpy as np

from latentlab.latent.checks import centred, checked_codes

if TYPE_CHECKING:
    from torch import Tensor

# Measured: up to so many values differences take no longer than all the rest; they need no torch and know
# ties exactly. Column by column is quickest where there are few of them.
_DIRECT_VALUES = 1 << 20
_WIDE_VALUES = 1 << 19
_WIDE = 32  # dimensions
_COLUMNS = 1_024  # points of a product: what they hold as float32 stays in the processor's cache
_STRIDES = 16
_SPARE = 4  # more candidates than asked for, as products may swap what is nearly equally far
_SLACK = 1e-6  # of the squared lengths: what seems nearer by less than a product's error is not


class Block(Protocol):
    """Some rows of a space, known by their place in the block; squared distances have any unit and zero."""

    def squared(self, at: int) -> np.ndarray:
        """From a row to all points (N,) float32, infinite to itself; valid until the next call."""

    def nearest(self, at: int, squared: np.ndarray, count: int) -> np.ndarray:
        """The `count` nearest others of a row, in no order."""

    def bars(self, at: int, squared: np.ndarray, others: np.ndarray) -> np.ndarray:
        """For each of `others` what the squared distances of all that are nearer lie below."""


class Space(Protocol):
    """Points in some number of dimensions."""

    def block(self, rows: np.ndarray) -> Block:
        """The rows (B,) as a block that can be asked."""


def space_of(places: np.ndarray) -> Space:
    """The way to measure points (N, d): bytes as they are, anything else as finite float32.

    Raises LatentLabError for places that are not finite.
    """
    is_wide = places.ndim == 2 and places.shape[1] > _WIDE
    is_much = places.size > (_WIDE_VALUES if is_wide else _DIRECT_VALUES)
    if is_much and places.dtype == np.uint8 and places.ndim == 2:
        return _Products(places)
    places = centred(checked_codes(places))[0]
    return _Products(places) if is_much else _Differences(places)


class _Differences:
    """Few values in all: a row at a time, exact."""

    def __init__(self, places: np.ndarray) -> None:
        is_wide = places.shape[1] > _WIDE
        self._columns = places.T if is_wide else np.ascontiguousarray(places.T)  # (d, N)

    def block(self, rows: np.ndarray) -> "_DifferenceBlock":
        return _DifferenceBlock(self._columns, rows)


class _DifferenceBlock:
    def __init__(self, columns: np.ndarray, rows: np.ndarray) -> None:
        self._columns = columns
        self._rows = rows
        self._sum, self._term = np.empty((2, columns.shape[1]), np.float32)

    def squared(self, at: int) -> np.ndarray:
        row = self._rows[at]
        if len(self._columns) > _WIDE:
            offsets = self._columns.T - self._columns[:, row]  # (N, d)
            np.einsum("ij,ij->i", offsets, offsets, out=self._sum)
        else:
            self._add_columns(row)
        self._sum[row] = np.inf
        return self._sum

    def _add_columns(self, row: int) -> None:
        self._sum[:] = 0
        for column in self._columns:
            np.subtract(column, column[row], out=self._term)
            np.multiply(self._term, self._term, out=self._term)
            np.add(self._sum, self._term, out=self._sum)

    def nearest(self, at: int, squared: np.ndarray, count: int) -> np.ndarray:
        return smallest(squared, count)

    def bars(self, at: int, squared: np.ndarray, others: np.ndarray) -> np.ndarray:
        bars: np.ndarray = squared[others]
        return bars


class _Products:
    """Many values: |y|^2 - 2xy for all rows x of a block at once, the squared distance less |x|^2.

    Bytes become float32 piece by piece.
    """

    def __init__(self, places: np.ndarray) -> None:
        import torch

        self._places = torch.from_numpy(np.ascontiguousarray(places))  # (N, d)
        self._piece = torch.empty(_COLUMNS, places.shape[1])
        self._lengths = torch.empty(len(places))  # squared
        self._slack = 0.0 if places.dtype == np.uint8 else _SLACK  # products of whole numbers have no error
        for columns, piece in self._pieces():
            torch.sum(piece.square_(), 1, out=self._lengths[columns])

    def block(self, rows: np.ndarray) -> "_ProductBlock":
        import torch

        asked = torch.from_numpy(rows)
        minus_twice = self._places[asked].float() * -2  # (B, d)
        block = torch.empty(len(rows), len(self._places))
        for columns, piece in self._pieces():
            torch.addmm(self._lengths[None, columns], minus_twice, piece.T, out=block[:, columns])
        block[torch.arange(len(rows)), asked] = torch.inf
        slack = self._lengths.numpy() * np.float32(self._slack)
        return _ProductBlock(self._places, slack, rows, block.numpy())

    def _pieces(self) -> Iterator[tuple[slice, "Tensor"]]:
        """All places as float32, one piece after the other in the same memory."""
        for start in range(0, len(self._places), _COLUMNS):
            taken = self._places[start : start + _COLUMNS]
            yield slice(start, start + len(taken)), self._piece[: len(taken)].copy_(taken)


class _ProductBlock:
    def __init__(self, places: "Tensor", slack: np.ndarray, rows: np.ndarray, block: np.ndarray) -> None:
        self._places = places
        self._slack = slack  # (N,)
        self._rows = rows
        self._block = block  # (B, N)

    def squared(self, at: int) -> np.ndarray:
        row: np.ndarray = self._block[at]
        return row

    def nearest(self, at: int, squared: np.ndarray, count: int) -> np.ndarray:
        found = smallest(squared, min(count + _SPARE, len(squared) - 1))
        offsets = (self._places[found].float() - self._places[self._rows[at]].float()).numpy()
        exact = np.einsum("ij,ij->i", offsets, offsets)
        near: np.ndarray = found[np.argsort(exact, kind="stable")[:count]]
        return near

    def bars(self, at: int, squared: np.ndarray, others: np.ndarray) -> np.ndarray:
        bars: np.ndarray = squared[others] - self._slack[others] - self._slack[self._rows[at]]
        return bars


def smallest(values: np.ndarray, count: int) -> np.ndarray:
    """Where the `count` smallest of values (N,) are, in no order.

    The count-th smallest of the strides' minima is no less than that of all, so few values are left to sort.
    """
    width = len(values) // _STRIDES
    if width <= count:
        return np.argpartition(values, count - 1)[:count]
    minima = values[: width * _STRIDES].reshape(_STRIDES, width).min(axis=0)
    bar = np.partition(minima, count - 1)[count - 1]
    left = np.flatnonzero(values <= bar)
    found: np.ndarray = left[np.argpartition(values[left], count - 1)[:count]]
    return found
