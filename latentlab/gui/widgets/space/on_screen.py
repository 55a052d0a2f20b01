"""Where places of the space are on the screen, and which one the mouse means."""

import numpy as np


def on_screen(places: np.ndarray, matrix: np.ndarray, width: float, height: float) -> np.ndarray:
    """Pixels (N, 2) of places (N, 3) by the view's matrix (4, 4); NaN for what lies behind the eye."""
    clip = places @ matrix[:3, [0, 1, 3]] + matrix[3, [0, 1, 3]]  # (N, 3): x, y, w
    with np.errstate(divide="ignore", invalid="ignore"):
        x, y = clip[:, 0] / clip[:, 2], clip[:, 1] / clip[:, 2]
    pixels = np.column_stack([(1 + x) * (width / 2), (1 - y) * (height / 2)])
    pixels[clip[:, 2] <= 0] = np.nan
    return pixels


def nearest_on_screen(
    pixels: np.ndarray, at: tuple[float, float], reach: float, shown: np.ndarray | None
) -> int:
    """Index of the pixel (N, 2) nearest to a place of the screen within reach, −1 where there is none."""
    with np.errstate(invalid="ignore"):
        away = (pixels[:, 0] - at[0]) ** 2 + (pixels[:, 1] - at[1]) ** 2
    away[~np.isfinite(away)] = np.inf
    if shown is not None:
        away[~shown] = np.inf
    if len(away) == 0:
        return -1
    best = int(away.argmin())
    return best if away[best] <= reach**2 else -1
