"""Lays translucent points over a picture: plain functions, which numba compiles after the window is up."""

# The bundle carries this file as source, by which numba knows the compiled functions again. One pixel is one
# uint32, 0xffRRGGBB. For a product with all three channels at once it is spread over 64 bits, 16 a channel.

import numpy as np

CELL = 12.0  # device pixels along a side of a cell in which points are counted
_LONE = 0.85  # opacity of a point with no other near
_FADING = 0.62  # power of their number by which points that share a place become fainter


def blend(
    pixels: np.ndarray,
    px: np.ndarray,
    py: np.ndarray,
    tones: np.ndarray,
    colours: np.ndarray,
    opacity: np.ndarray,
    steps: int,
    dx: np.ndarray,
    dy: np.ndarray,
    share: np.ndarray,
) -> None:
    """Lay discs over the pixels (H, W) uint32, in place, one point after the other.

    px, py: (n,) float32, within the picture by more than a disc's radius; tones: (n,) uint8, indices into
    colours (T,) uint32; opacity: (n,) uint16 from 0 to 256; steps, dx, dy, share: of a Stamp.
    """
    stride, flat = pixels.shape[1], pixels.reshape(-1)
    count = dx.shape[1]
    offsets = (dy * stride + dx).reshape(-1)
    shares = share.reshape(-1)
    byte, half = np.uint64(8), np.uint64(0x0080_0080_0080)
    outer, inner, up = np.uint64(0xFF00FF), np.uint64(0xFF00), np.uint64(24)
    for i in range(px.size):
        qx, qy = int(px[i] * steps), int(py[i] * steps)
        corner = (qy // steps) * stride + qx // steps
        first = ((qy % steps) * steps + qx % steps) * count
        colour = np.uint64(colours[tones[i]])
        ink = (colour & outer) | ((colour & inner) << up)
        for j in range(first, first + count):
            alpha = np.uint64((shares[j] * opacity[i]) >> 8)
            place = corner + offsets[j]
            beneath = np.uint64(flat[place])
            wide = (beneath & outer) | ((beneath & inner) << up)
            wide = (wide * (np.uint64(256) - alpha) + ink * alpha + half) >> byte
            flat[place] = np.uint32(np.uint64(0xFF000000) | (wide & outer) | ((wide >> up) & inner))


def crowding(px: np.ndarray, py: np.ndarray, grid: np.ndarray, left: float, top: float) -> np.ndarray:
    """How many points lie in a cell's area around each point, itself included: (n,) float32.

    px, py: (n,) float32 in pixels; grid: (rows, columns) float32, empty, room for all of them with a cell to
    spare on each side; (left, top) is the pixel of its corner. A point counts for the four cells around it by
    its nearness to them, so that the count changes smoothly from place to place.
    """
    scale = np.float32(1 / CELL)
    for i in range(px.size):
        x, y = (px[i] - left) * scale, (py[i] - top) * scale
        column, row = int(x), int(y)
        fx, fy = x - column, y - row
        grid[row, column] += (1 - fx) * (1 - fy)
        grid[row, column + 1] += fx * (1 - fy)
        grid[row + 1, column] += (1 - fx) * fy
        grid[row + 1, column + 1] += fx * fy
    crowd = np.empty(px.size, np.float32)
    for i in range(px.size):
        x, y = (px[i] - left) * scale, (py[i] - top) * scale
        column, row = int(x), int(y)
        fx, fy = x - column, y - row
        upper = (1 - fx) * grid[row, column] + fx * grid[row, column + 1]
        lower = (1 - fx) * grid[row + 1, column] + fx * grid[row + 1, column + 1]
        crowd[i] = (1 - fy) * upper + fy * lower
    return crowd


def opacity_in_crowd(crowd: np.ndarray, diameter: float) -> np.ndarray:
    """Opacity (n,) float32 of points of which so many, `crowd` (n,), lie in a cell's area around each.

    Where m discs lie over each other they all in all let through about exp(−m^(1 − fading)): what is denser
    looks denser, up to hundreds at one place, and the colours mix instead of the last one hiding the rest.
    """
    layers = crowd * np.float32(np.pi / 4 * diameter**2 / CELL**2)
    return np.asarray(_LONE * np.maximum(layers, np.float32(1)) ** np.float32(-_FADING), np.float32)
