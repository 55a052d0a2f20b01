"""Files are made in steps, so that whoever waits sees how far it is and can give up between two of them."""

from collections.abc import Generator

from latentlab.latent.preparing import Preparing

Making = Generator[Preparing, None, bytes]


def result_of(making: Making) -> bytes:
    """Go through all the steps at once."""
    while True:
        try:
            next(making)
        except StopIteration as end:
            content: bytes = end.value
            return content
