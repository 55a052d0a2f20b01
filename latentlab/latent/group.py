"""Sets of points of a map, and how one is joined with another."""

from enum import Enum

import numpy as np


class How(Enum):
    """What a new choice of points does to the old one."""

    REPLACE = "replace"
    ADD = "add"
    REMOVE = "remove"


def group_of(rows: np.ndarray) -> np.ndarray:
    """Rows in any order, some of them perhaps twice, as a group: (n,) int64, ascending, each once."""
    return np.unique(np.asarray(rows, np.int64).reshape(-1))


def joined(group: np.ndarray, rows: np.ndarray, how: How) -> np.ndarray:
    """The group after `rows` (M,) were chosen: ascending, each once."""
    match how:
        case How.REPLACE:
            return group_of(rows)
        case How.ADD:
            return np.union1d(group, group_of(rows))
        case How.REMOVE:
            return np.setdiff1d(group, rows, assume_unique=False)


def mask_of(group: np.ndarray, count: int) -> np.ndarray:
    """Which of the first `count` points are of the group: (count,) bool."""
    mask = np.zeros(count, bool)
    mask[group[group < count]] = True
    return mask
