"""What one axis after the other does to an image, from its low end to its high one."""

import numpy as np

from latentlab.latent.code_axes import CodeAxes


def filmstrip_codes(
    axes: CodeAxes, z: np.ndarray, low: np.ndarray, high: np.ndarray, rows: np.ndarray, frames: int
) -> np.ndarray:
    """Codes (R, frames, k) float32: in each row z (k,) goes along one of the axes `rows` (R,).

    low, high: (k,), where each axis begins and ends. A frame stands for the middle of its share of the way.
    """
    shares = (np.arange(frames) + 0.5) / frames
    ends = low[rows, None] + shares * (high - low)[rows, None]  # (R, frames)
    moves = ends - axes.coordinates(z, rows)[:, None]
    ways = axes.directions[:, rows].T  # (R, k)
    return np.asarray(z + moves[:, :, None] * ways[:, None], np.float32)
