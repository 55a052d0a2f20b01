"""Small images edge to edge in one large one."""

import numpy as np


def tiled(images: np.ndarray) -> np.ndarray:
    """Images (R, C, h, w), bytes or floats in [0, 1], in R rows of C: (R·h, C·w) uint8; NaN is black."""
    rows, columns, height, width = images.shape
    return as_grey(images).transpose(0, 2, 1, 3).reshape(rows * height, columns * width)


def as_grey(images: np.ndarray) -> np.ndarray:
    """Images as uint8 of the same shape: floats in [0, 1] scaled, clipped to the range, NaN as 0."""
    if images.dtype == np.uint8:
        return images
    grey: np.ndarray = np.rint(np.nan_to_num(np.clip(images, 0.0, 1.0), nan=0.0) * 255).astype(np.uint8)
    return grey
