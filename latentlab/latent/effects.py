"""How much each axis of the code changes the decoded image."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.code_axes import CodeAxes
from latentlab.latent.decode import Decode
from latentlab.latent.preparing import Preparing

_SAMPLES = 6  # codes from which each axis is tried; evenly spaced in the sample
_CODES_AT_ONCE = 384  # so that a stop is heard soon


@dataclass(frozen=True, slots=True, eq=False)
class Effects:
    """Of each axis: the root mean square change of a pixel from its low end to its high one."""

    values: np.ndarray  # (k,) float64, 1 from black to white everywhere


def effects(axes: CodeAxes, codes: np.ndarray, decode: Decode) -> Generator[Preparing, None, Effects]:
    """Move a few of the codes (N, k) to both ends of one axis after the other, and compare the images."""
    rows = np.linspace(0, len(codes) - 1, min(len(codes), _SAMPLES)).astype(int)
    starts = codes[rows].astype(np.float64)  # (S, k)
    places = axes.coordinates(starts)  # (S, k)
    values = np.zeros(len(axes))
    at_once = max(1, _CODES_AT_ONCE // (2 * len(starts)))
    for first in range(0, len(axes), at_once):
        some = slice(first, min(len(axes), first + at_once))
        values[some] = _changes(axes, starts, places, some, decode)
        yield Preparing("effects", some.stop, len(axes))
    return Effects(values)


def _changes(
    axes: CodeAxes, starts: np.ndarray, places: np.ndarray, some: slice, decode: Decode
) -> np.ndarray:
    """The change (A,) that each of the axes `some` makes."""
    ways = axes.directions[:, some].T[:, None]  # (A, 1, k)
    ends = [
        starts + (end[some][:, None] - places[:, some].T)[:, :, None] * ways  # (A, S, k)
        for end in (axes.low, axes.high)
    ]
    both = np.stack(ends).astype(np.float32)  # (2, A, S, k)
    images = decode(both.reshape(-1, both.shape[-1])).reshape(*both.shape[:3], -1)
    change: np.ndarray = np.sqrt(np.mean((images[1] - images[0]) ** 2, axis=(1, 2)))
    return change
