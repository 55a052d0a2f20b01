"""How many images of a data set share a code with another one."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.neighbours.duplicates import equal_groups
from latentlab.latent.preparing import Preparing
from latentlab.models.autoencoder import Autoencoder
from latentlab.training.verdict.examine import codes_of


@dataclass(frozen=True, slots=True)
class EqualCodes:
    """Counts of codes; two are equal where every bit is."""

    codes: int
    repeated: int  # that repeat an earlier one
    largest: int  # codes in the largest group of equal ones
    all_zero: int  # with every value exactly 0


def equal_codes(model: Autoencoder, images: np.ndarray) -> Generator[Preparing, None, EqualCodes]:
    """Encode images (N, pixels) uint8 and compare their codes."""
    codes = yield from codes_of(model, images)
    groups = equal_groups(codes)
    zero = int((codes == 0).all(axis=1).sum())
    return EqualCodes(len(codes), groups.duplicates, int(groups.size.max()), zero)
