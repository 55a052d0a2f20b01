"""How near pictures come to real images."""

from collections.abc import Generator

import numpy as np

from latentlab.latent.image_pca import as_unit
from latentlab.latent.preparing import Preparing

_ROWS = 1_024


def nearest_real(pictures: np.ndarray, images: np.ndarray) -> Generator[Preparing, None, np.ndarray]:
    """Of each picture (M, pixels) in [0, 1] the mean squared error a pixel to its nearest image: (M,).

    images: (N, pixels) uint8. Blurred pictures come out well, as the mean of some images is near to all.
    """
    pictures = np.asarray(pictures, np.float32)
    best = np.full(len(pictures), np.inf)
    lengths = np.square(pictures, dtype=np.float64).sum(axis=1)  # (M,)
    for start in range(0, len(images), _ROWS):
        some = as_unit(images[start : start + _ROWS])
        squares = np.square(some, dtype=np.float64).sum(axis=1) - 2 * (pictures @ some.T)  # (M, B)
        best = np.minimum(best, squares.min(axis=1))
        yield Preparing("images", min(start + _ROWS, len(images)), len(images))
    nearest: np.ndarray = np.maximum(best + lengths, 0) / pictures.shape[1]
    return nearest
