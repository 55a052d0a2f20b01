"""What simpler methods reach on the same images, for the student to compare with."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.data.image_set import ImageSet


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """Mean squared errors a pixel on the test images of one data set, as one seed splits it."""

    images: ImageSet
    seed: int
    pca_curve: np.ndarray  # (pixels + 1,): PCA with so many dimensions, 0 for the mean image alone

    def fits(self, images: ImageSet, seed: int) -> bool:
        """Whether it was measured on these images with this split."""
        return self.images is images and self.seed == seed

    def pca_mse(self, latent: int) -> float:
        """PCA with as many dimensions as the code."""
        return float(self.pca_curve[min(latent, len(self.pca_curve) - 1)])

    @property
    def mean_image_mse(self) -> float:
        """The mean training image in the place of every reconstruction."""
        return float(self.pca_curve[0])


def measure_reference(images: ImageSet, seed: int) -> Generator[Reference, None, None]:
    """Fit PCA on the training images of the split that belongs to `seed`, once for all latent sizes."""
    from latentlab.data.split import split_images
    from latentlab.latent.probe import pca_test_curve

    split = split_images(images, seed)
    yield Reference(images, seed, pca_test_curve(images.flat[split.train], images.flat[split.test]))
