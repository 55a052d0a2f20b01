"""The one selection that sliders, map cursor and digit share."""

from dataclasses import dataclass

import numpy as np

from latentlab.latent.inverse.located import Located


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an image comes from that is none of the map's points; drawn by hand, where neither is known."""

    picture: str = ""  # the name of its file
    row: int | None = None  # the point of the map whose image it was before it was disturbed
    is_disturbed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Selection:
    """A place in the latent space and what the decoder makes of it.

    row: the point of the map that was loaded, None where z was chosen freely or is the code of an image that
    is no point's; of such an image `origin` tells.
    """

    z: np.ndarray  # (k,) float32
    row: int | None
    image: np.ndarray | None  # (height, width) float32 decoded; None while the decoder is not ready
    original: np.ndarray | None  # (height, width) uint8 that z is the code of
    error: float | None  # mean squared error a pixel between the two
    place: np.ndarray | None  # (2,) on the map; None without a map
    located: Located | None = None  # how far to trust z; None for an image's code, and without a map
    is_from_map: bool = False  # z was found at a place, be it that the map has moved since
    origin: Origin | None = None


def compare(image: np.ndarray | None, original: np.ndarray | None) -> float | None:
    """Mean squared error a pixel of a decoded image in [0, 1] against its original in bytes."""
    if image is None or original is None:
        return None
    return float(np.mean((image - original.astype(np.float32) / 255) ** 2))
