"""A few real images as a denoising network would see them, and what it makes of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from latentlab.gui.workspace.subject import Subject
from latentlab.models.noise import Noise

if TYPE_CHECKING:
    from latentlab.models.autoencoder import Autoencoder

COUNT = 6


@dataclass(frozen=True, slots=True, eq=False)
class NoisePreview:
    """Images of the open set; what needs torch or a network is None while that is not there."""

    clean: np.ndarray  # (6, h, w) uint8
    spoilt: np.ndarray | None = None  # (6, h, w) float32
    rebuilt: np.ndarray | None = None  # (6, h, w) float32

    @property
    def spoilt_error(self) -> float | None:
        """Mean squared error a pixel of the spoilt images to the clean ones."""
        return _error(self.clean, self.spoilt)

    @property
    def rebuilt_error(self) -> float | None:
        """Mean squared error a pixel of the rebuilt images to the clean ones."""
        return _error(self.clean, self.rebuilt)


def pick_images(subject: Subject, turn: int) -> np.ndarray | None:
    """Six images (6, h, w) uint8 of different classes, others at every turn; None without images."""
    if subject.images is None:
        return None
    classes = [place for place in range(len(subject.classes)) if (subject.labels == place).any()]
    picked = []
    for place in range(COUNT):
        at = turn * COUNT + place
        rows = np.flatnonzero(subject.labels == classes[at % len(classes)])
        picked.append(subject.order[rows[at // len(classes) % len(rows)]])
    return subject.images.images[np.array(picked)]


def preview_of(clean: np.ndarray, noise: Noise, model: Autoencoder | None) -> NoisePreview:
    """These images (6, h, w) spoilt, the same way every time, and what `model` makes of that; needs torch.

    Raises SurroundingsError where the noise needs torchvision and it is not there.
    """
    import torch

    from latentlab.models.coding import as_inputs, reconstruct_images
    from latentlab.models.corruption import corrupt

    _, height, width = clean.shape
    x = as_inputs(clean.reshape(len(clean), -1))  # (6, pixels)
    spoilt = corrupt(x, noise, (height, width), torch.Generator().manual_seed(0)).numpy()
    rebuilt = reconstruct_images(model, spoilt).reshape(clean.shape) if model is not None else None
    return NoisePreview(clean, spoilt.reshape(clean.shape), rebuilt)


def _error(clean: np.ndarray, other: np.ndarray | None) -> float | None:
    return None if other is None else float(np.mean((other - clean / np.float32(255)) ** 2))
