"""Which codes are equal to which others."""

from dataclasses import dataclass

import numpy as np

_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)  # 2^64 over the golden ratio: Knuth's multiplicative hashing
_SHIFT = np.uint64(29)


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
    """Group equal codes (N, k) float32 by hash, confirmed value by value."""
    bits = (codes + np.float32(0)).view(np.uint32)  # (N, k); the sum makes -0 and 0 the same
    order = np.argsort(_hashes(bits), kind="stable")
    fresh = np.ones(len(order), bool)
    fresh[1:] = (bits[order[1:]] != bits[order[:-1]]).any(axis=1)
    starts = np.flatnonzero(fresh)
    group = np.cumsum(fresh) - 1
    sizes = np.diff(np.append(starts, len(order)))
    return EqualGroups(order, starts[group], sizes[group])


def _hashes(bits: np.ndarray) -> np.ndarray:
    hashes = np.zeros(len(bits), np.uint64)
    for column in bits.T:
        hashes = (hashes ^ column) * _MULTIPLIER
        hashes ^= hashes >> _SHIFT
    return hashes
