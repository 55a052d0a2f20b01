"""How badly the network rebuilds each image, in pieces."""

from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np

from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from latentlab.models.autoencoder import Autoencoder

_ROWS = 512  # a transformer takes some tenths of a second for so many


def reconstruction_errors(
    model: "Autoencoder", images: np.ndarray, order: np.ndarray
) -> Generator[Preparing, None, np.ndarray]:
    """Mean squared error a pixel of the images (M, pixels) uint8 in the given order (N,): (N,) float32."""
    from latentlab.models.coding import reconstruction_error

    errors = np.empty(len(order), np.float32)
    for start in range(0, len(order), _ROWS):
        piece = slice(start, start + _ROWS)
        errors[piece] = reconstruction_error(model, images[order[piece]])
        yield Preparing("errors", min(start + _ROWS, len(order)), len(order))
    return errors
