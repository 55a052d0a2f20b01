"""Files are made in steps, so that whoever waits sees how far it is and can give up between two of them."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.preparing import Preparing

Making = Generator[Preparing, None, bytes]


@dataclass(frozen=True, slots=True, eq=False)
class Preview:
    """A look at a file to come: a picture or the beginning of what it says."""

    wish: object  # a `Wish` for a map, another for other things
    size: int  # bytes
    is_exact: bool
    image: np.ndarray | None = None  # (h, w, 4) uint8
    text: str = ""


def result_of(making: Making) -> bytes:
    """Go through all the steps at once."""
    while True:
        try:
            next(making)
        except StopIteration as end:
            content: bytes = end.value
            return content
