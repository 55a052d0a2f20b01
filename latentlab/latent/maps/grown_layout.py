"""A layout of some codes that goes on with more of them."""

from collections.abc import Generator

import numpy as np

from latentlab.latent.maps.place import place
from latentlab.latent.neighbours.near_codes import near_codes
from latentlab.latent.preparing import Preparing


def grown_layout(codes: np.ndarray, points: np.ndarray) -> Generator[Preparing, None, np.ndarray]:
    """Places (N, d) of codes (N, k), the first M of which are at points (M, d), the others near these.

    Of fewer codes than there are points the first ones keep their places. Raises LatentLabError for codes
    that are not finite.
    """
    known = min(len(codes), len(points))
    placed = np.empty((len(codes), points.shape[1]), np.float32)
    placed[:known] = points[:known]
    near = near_codes(codes[:known])
    for piece in near.pieces(len(codes) - known):
        yield Preparing("placing", known + piece.start, len(codes))
        placed[known:][piece] = place(codes[known:][piece], near, points[:known])
    return placed
