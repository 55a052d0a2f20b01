"""Paints points into pixels: round, smooth at their rims, the later over the earlier."""

from collections.abc import Generator

import numpy as np

from latentlab.latent.preparing import Preparing

_FINE = 3  # painted so many times larger, then averaged
_BAND = 6_000_000  # fine pixels painted at a time
_CHUNK = 400_000  # pixel writes at a time


def paint_dots(
    places: np.ndarray, tones: np.ndarray, palette: np.ndarray, radius: float, width: int, height: int
) -> Generator[Preparing, None, np.ndarray]:
    """Discs at places (N, 2) in pixels, y downwards, on an open ground, in horizontal bands.

    tones: (N,) into palette (T, 3) uint8. Returns (height, width, 4) uint8 RGBA, colours not multiplied by
    the coverage.
    """
    picture = np.zeros((height, width, 4), np.uint8)
    rows = max(1, _BAND // (_FINE**2 * width))
    opaque = np.pad(palette, ((0, 0), (0, 1)), constant_values=255)
    colours = np.concatenate([np.zeros((1, 4)), opaque]).astype(np.uint16)  # (T + 1, 4)
    for top in range(0, height, rows):
        yield Preparing("drawing", top, height)
        bottom = min(height, top + rows)
        near = (places[:, 1] > top - radius - 1) & (places[:, 1] < bottom + radius + 1)
        fine = _painted(places[near] - (0, top), tones[near], radius, width, bottom - top)
        picture[top:bottom] = _averaged(fine, colours)
    return picture


def _painted(places: np.ndarray, tones: np.ndarray, radius: float, width: int, height: int) -> np.ndarray:
    """Which tone each fine pixel shows, from 1; 0 where there is none: (FINE·height, FINE·width) uint16."""
    reach = int(np.ceil(radius * _FINE)) + 1
    shape = (height * _FINE + 4 * reach, width * _FINE + 4 * reach)
    centres = np.floor(places * _FINE).astype(np.intp) + 2 * reach  # (n, 2) x, y
    inside = ((centres >= reach) & (centres < np.array(shape[::-1]) - reach)).all(axis=1)
    start = centres[inside, 1] * shape[1] + centres[inside, 0]
    values = tones[inside].astype(np.uint16) + 1
    offsets = _disc(radius * _FINE, shape[1])
    buffer = np.zeros(shape, np.uint16)
    flat, step = buffer.reshape(-1), max(1, _CHUNK // len(offsets))
    for first in range(0, len(start), step):  # numpy lets the last of equal indices win, as paint does
        part = slice(first, first + step)
        flat[start[part, None] + offsets] = values[part, None]
    return buffer[2 * reach : -2 * reach, 2 * reach : -2 * reach]


def _disc(radius: float, stride: int) -> np.ndarray:
    """Offsets of a disc's fine pixels in a buffer of this stride: (K,)."""
    reach = int(np.ceil(radius))
    along = np.arange(-reach, reach + 1)
    rows, columns = np.nonzero(along[:, None] ** 2 + along[None] ** 2 <= max(radius, 1.0) ** 2)
    return (rows - reach) * stride + columns - reach


def _averaged(fine: np.ndarray, colours: np.ndarray) -> np.ndarray:
    """Colours (T + 1, 4) uint16 of fine pixels, averaged to (height, width, 4) uint8."""
    height, width = fine.shape[0] // _FINE, fine.shape[1] // _FINE
    total = np.zeros((height, width, 4), np.uint16)  # at most FINE² · 255
    for y in range(_FINE):
        for x in range(_FINE):
            total += colours[fine[y::_FINE, x::_FINE]]
    covered = total[..., 3:] // 255  # how many fine pixels
    total[..., :3] //= np.maximum(covered, 1)
    total[..., 3] //= _FINE**2
    return total.astype(np.uint8)
