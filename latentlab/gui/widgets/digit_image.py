"""Small arrays as images that Qt can draw, nothing hidden by the conversion."""

import functools

import numpy as np
from PySide6.QtGui import QImage

from latentlab.latent.tiles import as_grey

# Blue and orange keep apart for every kind of colour blindness (Okabe and Ito, "Color Universal Design").
_BELOW = (0, 92, 175)
_ABOVE = (205, 92, 0)
_NOT_A_NUMBER = (204, 60, 140)


def ink_image(image: np.ndarray) -> QImage:
    """An image (h, w), uint8 or float in [0, 1], as white ink on black; what is no number is pink."""
    grey = as_grey(image)
    strange = _not_numbers(image)
    if strange is None:
        return _owned(grey, QImage.Format.Format_Grayscale8)
    colours = np.repeat(grey[:, :, None], 3, axis=2)  # (h, w, 3)
    colours[strange] = _NOT_A_NUMBER
    return _owned(colours, QImage.Format.Format_RGB888)


def signed_image(difference: np.ndarray, limit: float) -> QImage:
    """A difference (h, w) in blue below 0, white at 0 and orange above, full at ±limit; no number is pink."""
    with np.errstate(invalid="ignore", over="ignore"):
        shares = 0.5 + 0.5 * np.clip(np.nan_to_num(difference, nan=0.0) / limit, -1, 1)
    return _coloured(shares, signed_colours(), _not_numbers(difference))


def heat_image(values: np.ndarray, limit: float) -> QImage:
    """Values (h, w) that are not negative, black at 0 and brightest at `limit`; what is no number is pink."""
    with np.errstate(invalid="ignore", over="ignore"):
        shares = np.clip(np.nan_to_num(values, nan=0.0) / limit, 0, 1)
    return _coloured(shares, heat_colours(), _not_numbers(values))


def as_unit(image: np.ndarray) -> np.ndarray:
    """An image as float32 with ink at 1, bytes or not."""
    with np.errstate(over="ignore"):  # a diverged network's 1e300 is as good as infinite
        unit = image.astype(np.float32)
    return unit / 255 if image.dtype == np.uint8 else unit


def share_outside(image: np.ndarray) -> float:
    """The share of pixels that are numbers too far outside [0, 1] to be told by a grey value."""
    if image.dtype == np.uint8:
        return 0.0
    return float(np.mean((image < -0.5 / 255) | (image > 1 + 0.5 / 255)))


def count_not_numbers(image: np.ndarray) -> int:
    """How many pixels are no numbers."""
    strange = _not_numbers(image)
    return 0 if strange is None else int(strange.sum())


def _not_numbers(image: np.ndarray) -> np.ndarray | None:
    if image.dtype == np.uint8:
        return None
    strange = np.isnan(image)
    return strange if strange.any() else None


def _coloured(shares: np.ndarray, colours: np.ndarray, strange: np.ndarray | None) -> QImage:
    """Shares (h, w) of a way through colours (256, 3)."""
    pixels = colours[np.rint(255 * shares).astype(np.intp)]  # (h, w, 3)
    if strange is not None:
        pixels[strange] = _NOT_A_NUMBER
    return _owned(pixels, QImage.Format.Format_RGB888)


def _owned(pixels: np.ndarray, form: QImage.Format) -> QImage:
    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape[:2]
    # The copy belongs to Qt: numpy may free its array while the image is still drawn.
    return QImage(pixels.data, width, height, pixels.strides[0], form).copy()


@functools.cache
def signed_colours() -> np.ndarray:
    """256 colours (256, 3) from blue by way of white to orange; 127 and 128 are white or next to it."""
    away = np.linspace(-1, 1, 256)[:, None]  # (256, 1)
    ends = np.where(away < 0, np.array(_BELOW), np.array(_ABOVE))  # (256, 3)
    return np.rint(255 + (ends - 255) * np.abs(away)).astype(np.uint8)


@functools.cache
def heat_colours() -> np.ndarray:
    """256 colours (256, 3) from black by way of red to pale yellow, each lighter than the one before."""
    import pyqtgraph as pg

    colours: np.ndarray = pg.colormap.get("inferno").getLookupTable(nPts=256, alpha=False)
    return colours.astype(np.uint8)
