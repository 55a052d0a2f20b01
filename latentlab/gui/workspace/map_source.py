"""What the points of a map are besides their codes: their classes and their images."""

from dataclasses import dataclass

import numpy as np

from latentlab.gui.workspace.subject import Subject


@dataclass(frozen=True, slots=True, eq=False)
class MapImages:
    """Row i of the map is image `order[i]`."""

    labels: np.ndarray  # (N,)
    order: np.ndarray  # (N,) int64
    flat: np.ndarray | None  # (images, P) uint8, None where the data set is not there

    def pixels(self, count: int) -> np.ndarray:
        """The first `count` rows as (count, P) float32 from 0 to 1: 220 MB for 70,000 digits."""
        pixels = self.shades(count).astype(np.float32)
        pixels /= np.float32(255)
        return pixels

    def shades(self, count: int) -> np.ndarray:
        """The same as they are kept, (count, P) uint8 from 0 to 255: 55 MB."""
        assert self.flat is not None, "asked for only where the images are there"
        shades: np.ndarray = self.flat[self.order[:count]]
        return shades


def images_of(subject: Subject) -> MapImages:
    """What the points of a map of this subject are."""
    flat = subject.images.flat if subject.images is not None else None
    return MapImages(subject.labels, subject.order, flat)
