"""The numbers of a verdict, as values."""

from dataclasses import dataclass

import numpy as np

from latentlab.latent.code_statistics import CodeStatistics
from latentlab.training.verdict.exam import Part


@dataclass(frozen=True, slots=True)
class UnderNoise:
    """How well images spoilt so much are rebuilt clean, and their classes told apart."""

    level: float
    mse_to_clean: float
    probe_accuracy: float


@dataclass(frozen=True, slots=True, eq=False)
class PlaneAgreement:
    """How the plane that a linear network decodes to lies beside PCA's with as many axes."""

    cos2: np.ndarray  # (k,) squared cosines of the principal angles, largest first
    inside: np.ndarray  # (k,) of each axis of PCA the squared length that lies within the network's plane
    variances: np.ndarray  # (k + 1,) share of the variance along each axis, and the first one left out

    @property
    def mean_cos2(self) -> float:
        """1 where the planes are the same; it is the mean of `inside`, too."""
        return float(self.cos2.mean())


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """What the images of one part say of a network; errors are mean squared errors a pixel."""

    part: Part
    asked: int  # images that were asked
    learnt: int  # training images that PCA and probes were fitted on
    pixels: int
    mse: float
    pca_curve: np.ndarray  # (pixels + 1,): PCA with so many dimensions, on the same images
    latent: int
    linear_probe_accuracy: float
    knn_accuracy: float
    plane: PlaneAgreement | None  # None where the network is not linear, or no plane is left out
    codes: CodeStatistics
    classifier_accuracy: float | None  # None where the network has no classifier
    confusion: np.ndarray  # (C, C) int: row the true class, column the one told by classifier or probe
    noise_kind: str
    noise: tuple[UnderNoise, ...]

    @property
    def sse_per_image(self) -> float:
        """Squared error of an image, summed over its pixels."""
        return self.mse * self.pixels

    @property
    def pca_mse(self) -> float:
        """PCA with as many dimensions as the code."""
        return float(self.pca_curve[min(self.latent, self.pixels)])

    @property
    def mean_image_mse(self) -> float:
        """The mean training image in the place of every reconstruction."""
        return float(self.pca_curve[0])
