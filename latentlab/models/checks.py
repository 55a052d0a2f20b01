"""What images and codes must be before a network sees them."""

import numpy as np
from numpy.typing import ArrayLike

from latentlab.errors import ConfigError


def image_rows(images: ArrayLike, shape: tuple[int, ...]) -> np.ndarray:
    """Images of `shape`, (N, *shape) or (N, P), as rows (N, P), uint8 or float32, as torch takes them.

    Raises ConfigError for other shapes, and unless they are uint8 or floats in [0, 1].
    """
    values = np.asarray(images)
    pixels = int(np.prod(shape))
    if values.shape[1:] not in (shape, (pixels,)):
        shapes = dict.fromkeys(_rows_text(one) for one in (shape, (pixels,)))
        raise ConfigError(
            "images must be an array of shape {expected}, got {got}.",
            expected=" or ".join(shapes),
            got=values.shape,
        )
    if values.dtype != np.uint8 and not _is_within_unit(values):
        raise ConfigError(
            "images must be bytes from 0 to 255 (uint8) or floats from 0 to 1, got {got}.",
            got=_range_text(values),
        )
    kind = np.uint8 if values.dtype == np.uint8 else np.float32
    return np.require(values.reshape(len(values), pixels), kind, ["C", "W"])


def code_rows(codes: ArrayLike, latent: int) -> np.ndarray:
    """Codes (N, k) as float32. Raises ConfigError for other shapes, NaN and infinity."""
    values = np.asarray(codes)
    if values.ndim != 2 or values.shape[1] != latent or values.dtype.kind not in "iuf":
        raise ConfigError(
            "codes must be numbers in an array of shape {expected}, got {dtype} of shape {got}.",
            expected=_rows_text((latent,)),
            dtype=values.dtype,
            got=values.shape,
        )
    with np.errstate(over="ignore"):  # what leaves float32 is refused as well
        rows = values.astype(np.float32)
    if not np.isfinite(rows).all():
        raise ConfigError("codes must be finite numbers, got {got}.", got=_range_text(values))
    return rows


def _is_within_unit(values: np.ndarray) -> bool:
    if values.dtype.kind != "f":
        return False
    return values.size == 0 or bool(values.min() >= 0 and values.max() <= 1)


def _rows_text(shape: tuple[int, ...]) -> str:
    return f"(N, {', '.join(str(side) for side in shape)})"


def _range_text(values: np.ndarray) -> str:
    if values.dtype.kind not in "iuf" or values.size == 0:
        return str(values.dtype)
    return f"{values.dtype} from {values.min():g} to {values.max():g}"
