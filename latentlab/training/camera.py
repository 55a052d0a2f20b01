"""Frames of a run: when one may be taken, and what is on it."""

from math import inf
from time import perf_counter

import numpy as np

from latentlab.data.image_set import ImageSet
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import encode_images, frozen_copy
from latentlab.training.config import Controls
from latentlab.training.events import EpochResult, Frame


class Camera:
    """Takes frames of `model` on the sample, no more often and no more costly than asked."""

    def __init__(self, model: Autoencoder, images: ImageSet, sample: np.ndarray) -> None:
        self._model = model
        self._images = images.flat
        self._sample = sample
        self._last_at = -inf
        self._last_cost_s = 0.0

    def is_due(self, controls: Controls) -> bool:
        """Whether the wanted pause since the last frame is over."""
        pause_s = max(controls.frame_every_s, self._last_cost_s * (1 / controls.frame_share - 1))
        return controls.preview > 0 and perf_counter() - self._last_at >= pause_s

    def shoot(
        self,
        controls: Controls,
        epoch: float,
        losses: np.ndarray,
        epochs: tuple[EpochResult, ...],
        model: Autoencoder | None = None,
    ) -> Frame:
        """A frame of the network as it is now, or of `model`."""
        began = perf_counter()
        model = frozen_copy(model or self._model)
        latents = encode_images(model, self._images[self._sample[: controls.preview]])  # (M, k)
        self._last_at = perf_counter()
        self._last_cost_s = self._last_at - began
        return Frame(len(losses), epoch, losses, epochs, latents, model)
