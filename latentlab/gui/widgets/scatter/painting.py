"""Ways to lay the discs of points over a picture."""

import numpy as np

from latentlab.gui.widgets.scatter.blend import CELL, opacity_in_crowd
from latentlab.gui.widgets.scatter.blend_kernel import BlendKernel
from latentlab.gui.widgets.scatter.stamp import WHOLE, Stamp
from latentlab.gui.widgets.scatter.style import Style, packed

_FEW = 256
_FAINTEST = 4  # of WHOLE: no point vanishes in a crowd


def paint_discs(
    pixels: np.ndarray, px: np.ndarray, py: np.ndarray, tones: np.ndarray, shades: np.ndarray, stamp: Stamp
) -> None:
    """Point by point, each at its place within the pixel: every rim stays visible on what lies beneath.

    pixels: (H, W) uint32, px, py: (n,) float32, tones: (n,) uint8, shades: (LEVELS, T) uint32.
    """
    steps, stride, flat, inks = stamp.steps, pixels.shape[1], pixels.reshape(-1), shades.reshape(-1)
    qx = (px * steps).astype(np.intp)
    qy = (py * steps).astype(np.intp)
    phase = (qy % steps) * steps + qx % steps  # (n,)
    corner = (qy // steps) * stride + qx // steps
    offsets, levels = stamp.dy * stride + stamp.dx, stamp.level * shades.shape[1]
    for start in range(0, len(phase), _FEW):  # in pieces that stay in the processor's cache
        part = slice(start, start + _FEW)
        place = offsets.take(phase[part], axis=0)  # (few, K)
        place += corner[part, None]
        tone = levels.take(phase[part], axis=0)
        tone += tones[part, None]
        flat[place.reshape(-1)] = inks.take(tone.reshape(-1))


def paint_layers(
    pixels: np.ndarray, px: np.ndarray, py: np.ndarray, tones: np.ndarray, shades: np.ndarray, stamp: Stamp
) -> None:
    """Layer by layer, all rims below all cores: dense clouds stay crisp, and the work is a few big writes.

    The arrays are as in `paint_discs`; the stamp has one phase.
    """
    stride, flat = pixels.shape[1], pixels.reshape(-1)
    to_nearest = np.float32(0.5 - stamp.centre)
    place = (py + to_nearest).astype(np.intp)
    place *= stride
    place += (px + to_nearest).astype(np.intp)
    colour, level = None, -1
    for dx, dy, of in zip(stamp.dx[0], stamp.dy[0], stamp.level[0], strict=True):
        if of != level:
            colour, level = shades[of].take(tones), of
        flat[place + (dy * stride + dx)] = colour


def paint_blended(
    kernel: BlendKernel,
    pixels: np.ndarray,
    px: np.ndarray,
    py: np.ndarray,
    tones: np.ndarray,
    style: Style,
    stamp: Stamp,
    origin: tuple[float, float],
) -> None:
    """Point by point, each mixed with what lies beneath it; the arrays are as in `paint_discs`.

    origin: the pixel of some fixed place of the map, to which the count of a crowd keeps while it is panned.
    """
    if style.by_density:
        share = style.opacity * _density_opacity(kernel, px, py, style.diameter, origin)
    else:
        share = np.full(len(px), style.opacity, np.float32)
    opacity = np.maximum(np.rint(WHOLE * share), _FAINTEST).astype(np.uint16)
    if stamp.steps == 1:
        to_nearest = np.float32(0.5 - stamp.centre)
        px, py = px + to_nearest, py + to_nearest
    kernel.blend(
        pixels, px, py, tones, packed(style.colours), opacity, stamp.steps, stamp.dx, stamp.dy, stamp.share
    )


def _density_opacity(
    kernel: BlendKernel, px: np.ndarray, py: np.ndarray, diameter: float, origin: tuple[float, float]
) -> np.ndarray:
    """Opacity (n,) float32 of each point, by the crowd it is in."""
    if len(px) == 0:
        return np.zeros(0, np.float32)
    left, top = (
        at % CELL + CELL * (np.floor((float(places.min()) - at % CELL) / CELL) - 1)
        for places, at in ((px, origin[0]), (py, origin[1]))
    )
    size = (int((float(places.max()) - corner) / CELL) + 3 for places, corner in ((py, top), (px, left)))
    crowd = kernel.crowding(px, py, np.zeros(tuple(size), np.float32), float(left), float(top))
    return opacity_in_crowd(crowd, diameter)
