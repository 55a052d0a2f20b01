"""How well PCA mends noisy images, for every number of dimensions: the error has a minimum."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np
import torch

from latentlab.latent.image_pca import ImagePca
from latentlab.latent.preparing import Preparing
from latentlab.models.corruption import corrupt
from latentlab.models.noise import Noise

_BATCH = 1_024
_STREAM = 4


@dataclass(frozen=True, slots=True, eq=False)
class PcaDenoising:
    """Mean squared errors a pixel against the clean images."""

    noise: Noise
    curve: np.ndarray  # (pixels + 1,): PCA of clean images with so many dimensions
    untouched: float  # the noisy images as they are

    @property
    def best_k(self) -> int:
        """How many dimensions mend best."""
        return int(self.curve.argmin())


def pca_denoising(
    pca: ImagePca, images: np.ndarray, shape: tuple[int, int], noise: Noise, seed: int
) -> Generator[Preparing, None, PcaDenoising]:
    """Spoil images (N, pixels) uint8 and project them on the first k axes, for every k at once.

    With a and b the coordinates of the clean and of the noisy image, k axes leave |a|² + Σ (b² - 2ab).
    """
    generator = torch.Generator().manual_seed((seed * 1_000_003 + _STREAM) % 2**63)
    gained, total, untouched = np.zeros(pca.pixels), 0.0, 0.0
    for start in range(0, len(images), _BATCH):
        clean = torch.from_numpy(images[start : start + _BATCH]).float().div_(255)  # (B, pixels)
        noisy = corrupt(clean, noise, shape, generator)
        untouched += float(((noisy - clean) ** 2).sum(dtype=torch.float64))
        rows = pca.centred(clean.numpy())
        a, b = rows @ pca.basis, pca.centred(noisy.numpy()) @ pca.basis
        gained += (b * (b - 2 * a)).sum(axis=0, dtype=np.float64)
        total += float(np.square(rows, dtype=np.float64).sum())
        yield Preparing("noise", start + len(rows), len(images))
    curve = total + np.concatenate([[0.0], np.cumsum(gained)])  # (pixels + 1,)
    return PcaDenoising(noise, np.maximum(curve, 0) / images.size, untouched / images.size)
