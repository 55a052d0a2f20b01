"""How steep a decoder is: what its pixels do when a code wavers."""

import numpy as np
import torch

from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import as_inputs, decode_codes

_STEP = 0.01  # of the spread: small enough for a slope, large enough for float32


def pixel_spread(model: Autoencoder, z: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Standard deviation (pixels,) of each pixel where z (k,) wavers by `spread` (k,) in each dimension.

    To first order and with the dimensions taken to waver independently: the root of the sum over dimensions
    of (slope · spread)². Slopes are central differences, as not every layer has forward derivatives.
    Source: JCGM 100:2008 (GUM), equation 10.
    """
    steps = np.diag(_STEP * spread).astype(np.float32)  # (k, k)
    images = decode_codes(model, np.concatenate([z + steps, z - steps]))  # (2k, pixels)
    there, back = images[: len(z)], images[len(z) :]
    moved: np.ndarray = np.sqrt((((there - back) / (2 * _STEP)) ** 2).sum(axis=0))
    return moved


def encoders_spread(model: Autoencoder, image: np.ndarray) -> np.ndarray | None:
    """Standard deviations (k,) of the code that a variational encoder gives to an image (pixels,); else None.

    image: uint8, or float32 in [0, 1].
    """
    if not model.variational:
        return None
    with torch.no_grad():
        _, log_variance = model.distribution(as_inputs(image[None]))
    spread: np.ndarray = np.exp(0.5 * log_variance[0].numpy())
    return spread
