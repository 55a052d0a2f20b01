"""The pixels of a round point, for each place that its centre may have within a pixel."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

LEVELS = 5  # shades between the ground and a point's own colour
WHOLE = 256  # the share of a pixel that is covered from edge to edge
_FAINTEST = 0.5 / LEVELS


@dataclass(frozen=True, slots=True, eq=False)
class Stamp:
    """The pixels of one disc for each place (phase) that its centre may have within a pixel.

    dx, dy, level, share: (phases, pixels) int; phases run over x fastest, pixels from the rim inwards. A
    phase with fewer pixels than others begins with its first one repeated; the repetitions have no share.
    """

    steps: int  # places along each side of a pixel: phases = steps²
    dx: np.ndarray
    dy: np.ndarray
    level: np.ndarray  # 0 … LEVELS − 1, rising with coverage
    share: np.ndarray  # 0 … WHOLE, how much of the pixel is covered
    centre: float = 0.5  # where in its pixel the centre of a disc with one phase stands, along each side


@lru_cache(maxsize=64)
def disc(diameter: float, steps: int) -> Stamp:
    """The stamp of a disc, its coverage measured on 16×16 places of each pixel."""
    # With one phase the centre sits where the disc is symmetric on the pixels.
    centres = [0.5 if diameter % 2 else 0.0] if steps == 1 else [(i + 0.5) / steps for i in range(steps)]
    masks = [_coverage(diameter, cx, cy) for cy in centres for cx in centres]
    most = max(int((mask > _FAINTEST).sum()) for mask in masks)
    rows = [_pixels(mask, most) for mask in masks]
    dx, dy, level, share = (np.array(column, np.intp) for column in zip(*rows, strict=True))
    return Stamp(steps, dx, dy, level, share, centres[0])


def _coverage(diameter: float, cx: float, cy: float) -> np.ndarray:
    """Share of each pixel that a disc about (cx, cy) covers: a square array around the pixel (0, 0)."""
    if diameter == 1:
        return np.pad(np.ones((1, 1)), 1)  # a lone pixel is small enough at its full colour
    reach = int(diameter // 2) + 1
    fine = (np.arange(16 * (2 * reach + 1)) + 0.5) / 16 - reach
    within = (fine[None] - cx) ** 2 + (fine[:, None] - cy) ** 2 <= (diameter / 2) ** 2
    side = 2 * reach + 1
    return within.reshape(side, 16, side, 16).mean(axis=(1, 3))


def _pixels(mask: np.ndarray, most: int) -> tuple[np.ndarray, ...]:
    """Offsets, levels and shares of a disc's pixels by rising coverage, filled up to `most` in front."""
    reach = len(mask) // 2
    rows, columns = np.nonzero(mask > _FAINTEST)
    level = np.rint(mask[rows, columns] * LEVELS).astype(int) - 1
    share = np.rint(mask[rows, columns] * WHOLE).astype(int)
    order = np.argsort(level, kind="stable")
    missing = most - len(order)
    order = np.concatenate([np.repeat(order[:1], missing), order])
    share = np.where(np.arange(most) < missing, 0, share[order])
    return columns[order] - reach, rows[order] - reach, level[order], share
