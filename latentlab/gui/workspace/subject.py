"""What a run is about: the images, and the order in which the map shows them."""

from dataclasses import dataclass

import numpy as np

from latentlab.data.image_set import ImageSet
from latentlab.errors import LatentLabError
from latentlab.session import Session


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """Images and their places on the map: row i of the map is image `order[i]`.

    images is None where a session was opened whose data set is not there; `problem` then says why.
    """

    name: str
    images: ImageSet | None
    order: np.ndarray  # (N,) int64; every prefix is a stratified sample
    labels: np.ndarray  # (N,) uint8, in that order
    classes: tuple[str, ...]
    shape: tuple[int, int]  # height, width of an image
    parts: tuple[int, int, int]  # numbers of training, validation and test images; 0 without images
    session: Session | None = None  # where the subject came with trained weights
    problem: LatentLabError | None = None

    @property
    def pixels(self) -> int:
        """Number of pixels of one image."""
        return self.shape[0] * self.shape[1]

    def original(self, row: int) -> np.ndarray | None:
        """The image of a row of the map: (height, width) uint8, None where the data set is not there."""
        return None if self.images is None else self.images.images[self.order[row]]


def subject_of_images(images: ImageSet) -> Subject:
    """All images of a data set in the map's own order, which is the same for every run."""
    from latentlab.data.split import sample_indices, split_images

    order = sample_indices(images, split_images(images, seed=0), len(images), seed=0)
    height, width = images.images.shape[1:]
    return Subject(
        images.name,
        images,
        order,
        images.labels[order],
        images.classes,
        (height, width),
        part_sizes(images),
    )


def part_sizes(images: ImageSet | None) -> tuple[int, int, int]:
    """Numbers of training, validation and test images, which are the same for every seed."""
    from latentlab.data.split import split_images

    if images is None:
        return (0, 0, 0)
    split = split_images(images, seed=0)
    return (len(split.train), len(split.validation), len(split.test))
