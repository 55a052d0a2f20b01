"""Small images edge to edge in one large one."""

import numpy as np


def tiled(images: np.ndarray) -> np.ndarray:
    """Images (R, C, h, w), bytes or floats in [0, 1], in R rows of C: (R·h, C·w) uint8; NaN is black."""
    rows, columns, height, width = images.shape
    grey = images if images.dtype == np.uint8 else as_grey(images)
    return np.ascontiguousarray(grey.transpose(0, 2, 1, 3)).reshape(rows * height, columns * width)


def as_grey(images: np.ndarray) -> np.ndarray:
    """Floats in [0, 1] as uint8 of the same shape, clipped to the range; NaN is 0."""
    scaled = np.nan_to_num(images, nan=0.0, posinf=1.0, neginf=0.0) * np.float32(255)
    grey: np.ndarray = np.rint(np.clip(scaled, 0, 255)).astype(np.uint8)
    return grey
