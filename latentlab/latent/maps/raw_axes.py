"""The plane of two latent dimensions as they are."""

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.checks import checked_codes
from latentlab.latent.maps.layout import Plane


def raw_plane(codes: np.ndarray, axes: tuple[int, int]) -> Plane:
    """Latent dimensions `axes` (from 0) of codes (N, k) as a map; for k = 1 the only one, against zero.

    Raises LatentLabError where a dimension does not exist or is named twice.
    """
    codes = checked_codes(codes)
    latent = codes.shape[1]
    chosen = (0,) if latent == 1 else axes
    if not all(0 <= axis < latent for axis in chosen) or len(set(chosen)) != len(chosen):
        raise LatentLabError(
            "Two different latent dimensions from 1 to {latent} make a map, got {first} and {second}.",
            latent=latent,
            first=axes[0] + 1,
            second=axes[1] + 1,
        )
    plane = np.zeros((latent, 2))
    plane[chosen, range(len(chosen))] = 1
    variances = codes.var(axis=0, dtype=np.float64)
    share = np.zeros(2)
    share[: len(chosen)] = variances[list(chosen)] / (variances.sum() or 1.0)
    return Plane(np.zeros(latent), plane, share)
