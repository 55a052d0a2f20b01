"""PCA of images: fitted once, it answers for every number of dimensions."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.preparing import Preparing

_ROWS = 2_048
_AXES_COST = 5  # finding the axes takes as long as so many images a pixel


@dataclass(frozen=True, slots=True, eq=False)
class ImagePca:
    """Mean and axes of images in [0, 1], the axis of the largest variance first."""

    mean: np.ndarray  # (pixels,) float32
    variances: np.ndarray  # (pixels,) float64
    basis: np.ndarray  # (pixels, pixels) float32, axes in columns

    @property
    def pixels(self) -> int:
        """Number of pixels, and of axes."""
        return len(self.mean)

    def centred(self, images: np.ndarray) -> np.ndarray:
        """Images (N, pixels), bytes or float32 in [0, 1], without the mean."""
        centred: np.ndarray = as_unit(images) - self.mean
        return centred


def fit_image_pca(images: np.ndarray) -> Generator[Preparing, None, ImagePca]:
    """Fit, in pieces, the PCA of images (N, pixels) uint8."""
    pixels = images.shape[1]
    total, products = np.zeros(pixels), np.zeros((pixels, pixels))
    whole = len(images) + _AXES_COST * pixels
    for start in range(0, len(images), _ROWS):
        rows = as_unit(images[start : start + _ROWS])
        total += rows.sum(axis=0, dtype=np.float64)
        products += rows.T @ rows
        yield Preparing("plane", start + len(rows), whole)
    mean = total / len(images)
    variances, vectors = np.linalg.eigh(products / len(images) - np.outer(mean, mean))
    basis = np.ascontiguousarray(vectors[:, ::-1], np.float32)
    yield Preparing("plane", whole, whole)
    return ImagePca(mean.astype(np.float32), np.maximum(variances[::-1], 0), basis)


def error_curve(pca: ImagePca, images: np.ndarray) -> Generator[Preparing, None, np.ndarray]:
    """Mean squared error a pixel of images (N, pixels) uint8 for 0, 1 … dimensions: (pixels + 1,) float64."""
    explained, total = np.zeros(pca.pixels), 0.0
    for start in range(0, len(images), _ROWS):
        rows = pca.centred(images[start : start + _ROWS])  # (B, pixels)
        explained += np.square(rows @ pca.basis, dtype=np.float64).sum(axis=0)
        total += float(np.square(rows, dtype=np.float64).sum())
        yield Preparing("plane", start + len(rows), len(images))
    left = total - np.concatenate([[0.0], np.cumsum(explained)])
    return np.maximum(left, 0.0) / images.size


def as_unit(images: np.ndarray) -> np.ndarray:
    """Bytes as float32 in [0, 1]; float32 is taken to be that already."""
    return images if images.dtype == np.float32 else images.astype(np.float32) / np.float32(255)
