"""The plane of two latent dimensions as they are, or the space of three."""

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.checks import checked_codes
from latentlab.latent.maps.layout import Plane


def raw_plane(codes: np.ndarray, axes: tuple[int, ...]) -> Plane:
    """Latent dimensions `axes` (from 0) of codes (N, k) as a map; those beyond k are drawn as zero.

    Raises LatentLabError where a dimension does not exist or is named twice.
    """
    codes = checked_codes(codes)
    latent = codes.shape[1]
    chosen = list(axes[:latent]) if latent > 1 else [0]
    if not all(0 <= axis < latent for axis in chosen) or len(set(chosen)) != len(chosen):
        raise LatentLabError(
            "Different latent dimensions from 1 to {latent} make a map, got {axes}.",
            latent=latent,
            axes=", ".join(str(axis + 1) for axis in axes),
        )
    plane = np.zeros((latent, len(axes)))
    plane[chosen, range(len(chosen))] = 1
    variances = codes.var(axis=0, dtype=np.float64)
    share = np.zeros(len(axes))
    share[: len(chosen)] = variances[chosen] / (variances.sum() or 1.0)
    return Plane(np.zeros(latent), plane, share)
