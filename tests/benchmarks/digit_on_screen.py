"""Reads the decoded digit back from the screen."""

import numpy as np

from latentlab.gui.main_window import MainWindow
from tests.benchmarks.real_window import on_screen

_FRAME = 1  # device pixels around the digit


def check_digit(window: MainWindow) -> None:
    """Raise RuntimeError unless the screen shows, pixel for pixel, the digit of the present selection."""
    selection = window.workspace.selector.selection
    if selection is None or selection.image is None:
        raise RuntimeError("nothing is decoded")
    expected = np.rint(np.clip(selection.image, 0, 1) * 255).astype(np.uint8)  # (h, w)
    seen = digit_on_screen(window, *expected.shape)
    if not np.array_equal(seen, expected):
        raise RuntimeError(f"the screen shows another digit: {(seen != expected).mean():.1%} of its pixels")


def digit_on_screen(window: MainWindow, height: int, width: int) -> np.ndarray:
    """The grey values (height, width) uint8 in the middle of each of the digit's squares."""
    pixels = on_screen(window.decoder.digit)
    rows, columns = pixels.shape
    side = int(min((columns - 2 * _FRAME) / width, (rows - 2 * _FRAME) / height))
    left, top = round(columns / 2 - side * width / 2), round(rows / 2 - side * height / 2)
    ys, xs = top + side * np.arange(height) + side // 2, left + side * np.arange(width) + side // 2
    return (pixels[np.ix_(ys, xs)] & 0xFF).astype(np.uint8)
