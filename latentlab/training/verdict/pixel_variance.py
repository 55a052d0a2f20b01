"""Which pixels vary at all from image to image."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.data.image_set import ImageSet
from latentlab.latent.preparing import Preparing

_ROWS = 8_192


@dataclass(frozen=True, slots=True, eq=False)
class PixelVariance:
    """The variance of each pixel, where white is 1."""

    images: int
    variance: np.ndarray  # (height, width) float64
    never: np.ndarray  # (height, width) bool: the same in every image

    @property
    def count_never(self) -> int:
        """How many pixels are the same in every image."""
        return int(self.never.sum())

    @property
    def count_for_most(self) -> int:
        """How many of the pixels that vary most hold 90% of all variance."""
        shares = np.cumsum(np.sort(self.variance.ravel())[::-1])
        return int(np.searchsorted(shares, 0.9 * shares[-1]) + 1) if shares[-1] > 0 else 0


def pixel_variance(images: ImageSet, rows: np.ndarray) -> Generator[Preparing, None, PixelVariance]:
    """Look at the images of these indices, in pieces."""
    flat = images.flat
    sums, squares = np.zeros(images.pixels), np.zeros(images.pixels)
    least, most = np.full(images.pixels, 255, np.uint8), np.zeros(images.pixels, np.uint8)
    for start in range(0, len(rows), _ROWS):
        some = flat[rows[start : start + _ROWS]]  # (B, pixels)
        np.minimum(least, some.min(axis=0), out=least)
        np.maximum(most, some.max(axis=0), out=most)
        values = some.astype(np.float32)
        sums += values.sum(axis=0, dtype=np.float64)
        squares += np.square(values).sum(axis=0, dtype=np.float64)
        yield Preparing("pixels", start + len(some), len(rows))
    mean = sums / len(rows)
    variance = np.maximum(squares / len(rows) - mean**2, 0) / 255**2
    return PixelVariance(len(rows), variance.reshape(images.shape), (least == most).reshape(images.shape))
