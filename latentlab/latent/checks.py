"""What codes must be before anything is computed from them."""

import numpy as np

from latentlab.errors import LatentLabError

_LARGEST = 1e15  # squares of more, summed, leave float32


def checked_codes(codes: np.ndarray) -> np.ndarray:
    """The codes as contiguous float32 (N, k).

    Raises LatentLabError where there are none, or where some are no numbers, NaN, infinite or absurdly large.
    """
    codes = np.asarray(codes)
    if codes.ndim != 2 or codes.size == 0:
        raise LatentLabError(
            "A map needs codes in rows, at least one row of one value; got an array of shape {shape}.",
            shape=codes.shape,
        )
    if codes.dtype.kind not in "iuf":
        raise LatentLabError("A map needs codes that are numbers, got {dtype}.", dtype=codes.dtype)
    codes = np.ascontiguousarray(codes, np.float32)
    finite = np.isfinite(codes).all(axis=1)
    if not finite.all():
        raise LatentLabError(
            "A map needs finite codes, but {bad} of {total} hold NaN or infinity. "
            "Train again with a smaller learning rate.",
            bad=int((~finite).sum()),
            total=len(codes),
        )
    largest = max(float(codes.max()), -float(codes.min()))
    if largest > _LARGEST:
        raise LatentLabError(
            "A map needs codes up to {most:g}, but they reach {largest:g}: the training has run away. "
            "Train again with a smaller learning rate.",
            most=_LARGEST,
            largest=largest,
        )
    return codes


def checked_places(places: np.ndarray) -> np.ndarray:
    """Bytes (N, k), which are finite by themselves, as they are; anything else as `checked_codes` has it."""
    places = np.asarray(places)
    if places.dtype == np.uint8 and places.ndim == 2 and places.size:
        return np.ascontiguousarray(places)
    return checked_codes(places)


def largest_value(codes: np.ndarray) -> float:
    """The largest absolute value, 1 where all are 0; of bytes, too, which have no negatives."""
    return max(float(codes.max()), -float(codes.min())) or 1.0


def centred(codes: np.ndarray) -> tuple[np.ndarray, float]:
    """Codes (N, k) about their mean and divided by their largest value, as float32, with that value.

    Squares of very large and very small codes then stay inside float32; equal codes give exact zeros.
    """
    scale = largest_value(codes)
    scaled = codes / np.float32(scale)
    scaled -= scaled[0].copy()
    scaled -= scaled.mean(axis=0)
    return scaled, scale
