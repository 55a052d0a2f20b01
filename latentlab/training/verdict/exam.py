"""Which network meets which images, and what it is asked there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from latentlab.data.image_set import ImageSet
from latentlab.data.split import Split
from latentlab.training.config import TrainingConfig

if TYPE_CHECKING:  # what a verdict is, is known without torch
    from latentlab.models.autoencoder import Autoencoder

Part = Literal["validation", "test"]

NOISE_LEVELS = (0.1, 0.3, 0.5, 0.7)  # of gaussian noise the standard deviation, where white is 1
NOISE_KINDS = ("gaussian", "masking", "salt-pepper")


@dataclass(frozen=True, slots=True, eq=False)
class Exam:
    """A network and its images; `most` of each part at most, evenly spaced, for a mere glance."""

    model: Autoencoder
    images: ImageSet
    split: Split
    config: TrainingConfig
    part: Part = "test"
    noise: str = "gaussian"
    most: int | None = None

    @property
    def learnt(self) -> np.ndarray:
        """Indices of the training images that PCA and probes are fitted on: (n,)."""
        return self._few(self.split.train)

    @property
    def asked(self) -> np.ndarray:
        """Indices of the images that the network is judged by: (m,)."""
        return self._few(self.split.test if self.part == "test" else self.split.validation)

    def _few(self, rows: np.ndarray) -> np.ndarray:
        if self.most is None or len(rows) <= self.most:
            return rows
        few: np.ndarray = rows[np.linspace(0, len(rows) - 1, self.most).astype(int)]
        return few
