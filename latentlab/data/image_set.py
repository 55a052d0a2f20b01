"""A set of labelled greyscale images, held once in memory as bytes."""

import hashlib
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from latentlab.errors import DataError


@dataclass(frozen=True, eq=False)
class ImageSet:
    """Labelled greyscale images of one size.

    images: (N, height, width) uint8, 0 is background; labels: (N,) uint8, indices into `classes`.
    The last `official_test` images are the set's own test images (0 where it has none). Raises DataError
    where the parts do not fit together.
    """

    name: str
    images: np.ndarray
    labels: np.ndarray
    classes: tuple[str, ...]
    official_test: int = 0

    def __post_init__(self) -> None:
        if self.images.ndim != 3 or self.images.dtype != np.uint8 or self.images.size == 0:
            raise DataError(
                "The images of {name} must be bytes of shape (number, height, width), "
                "got {dtype} of shape {shape}.",
                name=self.name,
                dtype=self.images.dtype,
                shape=self.images.shape,
            )
        if self.labels.shape != (len(self.images),) or self.labels.dtype != np.uint8:
            raise DataError(
                "{name} needs one label (a byte) for each of its {count:,} images, "
                "got {dtype} of shape {shape}.",
                name=self.name,
                count=len(self.images),
                dtype=self.labels.dtype,
                shape=self.labels.shape,
            )
        if self.labels.max() >= len(self.classes):
            raise DataError(
                "The labels of {name} must be below {count}, its number of classes, got {label}.",
                name=self.name,
                count=len(self.classes),
                label=self.labels.max(),
            )

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width of one image."""
        return int(self.images.shape[1]), int(self.images.shape[2])

    @property
    def pixels(self) -> int:
        """Number of pixels of one image."""
        return int(self.images.shape[1] * self.images.shape[2])

    @property
    def flat(self) -> np.ndarray:
        """The images as rows: (N, pixels) uint8, a view."""
        return self.images.reshape(len(self.images), -1)

    @cached_property
    def sha256(self) -> str:
        """Hash of pixels and labels: tells whether a session belongs to this data."""
        digest = hashlib.sha256(np.ascontiguousarray(self.images).data)
        digest.update(np.ascontiguousarray(self.labels).data)
        return digest.hexdigest()

    def __len__(self) -> int:
        return len(self.images)
