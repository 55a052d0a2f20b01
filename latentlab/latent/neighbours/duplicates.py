"""Which codes are equal to which others."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: Knuth's multiplicative hashing
_SHIFT = np.uint64(29)
_ROWS = 4_096  # at a time: of images as floats 13 MB


@dataclass(frozen=True, slots=True, eq=False)
class EqualGroups:
    """Codes in an order where equal ones stand together, each group in order of index."""

    order: np.ndarray  # (N,) intp: indices of the codes
    start: np.ndarray  # (N,) intp: where in `order` the group at each position begins
    size: np.ndarray  # (N,) intp: size of that group

    @property
    def duplicates(self) -> int:
        """How many codes repeat an earlier one."""
        positions = np.arange(len(self.order))
        return int((self.start != positions).sum())


def equal_groups(codes: np.ndarray) -> EqualGroups:
    """Group equal codes (N, k), finite float32 or uint8, by hash, confirmed value by value."""
    hashes = np.concatenate([_hashes(codes[rows]) for rows in _pieces(len(codes))])
    order = np.argsort(hashes, kind="stable")
    fresh = np.ones(len(order), bool)
    fresh[1:] = hashes[order[1:]] != hashes[order[:-1]]
    alike = np.flatnonzero(~fresh)  # positions in `order` whose hash is that of the one before
    for rows in _pieces(len(alike)):
        here = alike[rows]
        fresh[here] = (codes[order[here]] != codes[order[here - 1]]).any(axis=1)
    starts = np.flatnonzero(fresh)
    group = np.cumsum(fresh) - 1
    sizes = np.diff(np.append(starts, len(order)))
    return EqualGroups(order, starts[group], sizes[group])


def _pieces(total: int) -> Iterator[slice]:
    for start in range(0, total, _ROWS):
        yield slice(start, start + _ROWS)


def _hashes(codes: np.ndarray) -> np.ndarray:
    if codes.dtype != np.uint8:
        codes = (codes + np.float32(0)).view(np.uint32)  # (M, k); the sum makes -0 and 0 the same
    hashes = np.zeros(len(codes), np.uint64)
    for column in codes.T:
        hashes = (hashes ^ column) * _MULTIPLIER
        hashes ^= hashes >> _SHIFT
    return hashes
