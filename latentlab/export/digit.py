"""Decoded images as PNG files."""

import numpy as np
from PIL import Image

from latentlab.export.png import png_bytes
from latentlab.latent.tiles import as_grey


def digit_png(image: np.ndarray, scale: int = 10) -> bytes:
    """One image (height, width) in [0, 1] as a PNG, each pixel a square of `scale` pixels."""
    grey = as_grey(image)
    return png_bytes(Image.fromarray(grey.repeat(scale, axis=0).repeat(scale, axis=1)))
