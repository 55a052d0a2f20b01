"""The mean images of some points and the worst of their reconstructions, found in pieces."""

from collections.abc import Generator
from dataclasses import dataclass, field

import numpy as np

from latentlab.latent.decode import Decode
from latentlab.latent.preparing import Preparing

_PIECE = 512  # images at a time: some 10 ms


def _nothing() -> np.ndarray:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class GroupImages:
    """What some points look like on average, and which of them the network rebuilds worst."""

    mean_original: np.ndarray  # (pixels,) float32 in [0, 1]
    mean_rebuilt: np.ndarray | None  # (pixels,) float32; None without a decoder, and nothing below
    mean_error: float | None = None  # mean squared error a pixel
    worst: np.ndarray = field(default_factory=_nothing)  # (w,) rows, worst first
    errors: np.ndarray = field(default_factory=_nothing)  # (w,), their mean squared errors a pixel
    rebuilt: np.ndarray = field(default_factory=_nothing)  # (w, pixels) float32, their reconstructions


def group_images(
    pixels: np.ndarray,
    order: np.ndarray,
    rows: np.ndarray,
    codes: np.ndarray,
    decode: Decode | None,
    count: int,
) -> Generator[Preparing, None, GroupImages | None]:
    """Look at every one of the rows (n,), of which `count` at most are kept as the worst.

    pixels: (M, P) uint8, where row i of the map is image order[i]; codes: (N, k), rows beyond which are left
    out. Returns None where no row is left.
    """
    rows = rows[rows < len(codes)]
    if len(rows) == 0:
        return None
    sum_original, sum_rebuilt = np.zeros((2, pixels.shape[1]))
    errors = np.zeros(len(rows), np.float32)
    for start in range(0, len(rows), _PIECE):
        part = rows[start : start + _PIECE]
        originals = pixels[order[part]].astype(np.float32) / 255  # (B, P)
        sum_original += originals.sum(axis=0)
        if decode is not None:
            rebuilt = decode(codes[part])
            sum_rebuilt += rebuilt.sum(axis=0)
            errors[start : start + _PIECE] = ((rebuilt - originals) ** 2).mean(axis=1)
        yield Preparing("images", start + len(part), len(rows))
    mean_original = (sum_original / len(rows)).astype(np.float32)
    if decode is None:
        return GroupImages(mean_original, None)
    worst = np.argsort(-errors, kind="stable")[:count]
    mean_rebuilt = (sum_rebuilt / len(rows)).astype(np.float32)
    return GroupImages(
        mean_original,
        mean_rebuilt,
        float(errors.mean()),
        rows[worst],
        errors[worst],
        decode(codes[rows[worst]]),
    )
