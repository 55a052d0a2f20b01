"""Frames of a run: when one may be taken, and what is on it."""

from collections.abc import Callable
from math import inf
from time import perf_counter

import numpy as np

from latentlab.data.image_set import ImageSet
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.coding import encode_images, frozen_copy
from latentlab.training.config import Controls
from latentlab.training.events import Checkpoint, Frame
from latentlab.training.log import Past
from latentlab.training.memory import Memory

_LEAST_PAUSE_S = 0.25  # between two copies at ends of epochs
_COPY_SHARE = 0.01  # of the time, at the most, for these


class Camera:
    """Takes frames of `model` on the sample, no more often and no more costly than asked."""

    def __init__(self, model: Autoencoder, images: ImageSet, sample: np.ndarray) -> None:
        self._model = model
        self._images = images.flat
        self._sample = sample
        self._last_at = -inf
        self._last_cost_s = 0.0
        self._may_copy_at = -inf

    def is_due(self, controls: Controls) -> bool:
        """Whether the wanted pause since the last frame is over."""
        pause_s = max(controls.frame_every_s, self._last_cost_s * (1 / controls.frame_share - 1))
        return controls.preview > 0 and perf_counter() - self._last_at >= pause_s

    def shoot(
        self,
        controls: Controls,
        epoch: float,
        so_far: Past,
        model: Autoencoder | None = None,
        remember: Callable[[], Memory] | None = None,
    ) -> Frame:
        """A frame of the network as it is now, with what the run remembers, or of `model`."""
        began = perf_counter()
        memory = remember() if remember else None
        model = frozen_copy(model or self._model)
        latents = encode_images(model, self._images[self._sample[: controls.preview]])  # (M, k)
        self._last_at = perf_counter()
        self._last_cost_s = self._last_at - began
        return Frame(
            len(so_far.losses),
            epoch,
            so_far.losses,
            so_far.epochs,
            latents,
            model,
            memory,
            so_far.terms,
            so_far.changes,
        )

    def copy(self, step: int, epoch: int, remember: Callable[[], Memory]) -> Checkpoint | None:
        """The network at the end of an epoch, without codes; None where that was done a moment ago."""
        began = perf_counter()
        if began < self._may_copy_at:
            return None
        copied = Checkpoint(step, epoch, frozen_copy(self._model), memory=remember())
        now = perf_counter()
        self._may_copy_at = now + max(_LEAST_PAUSE_S, (now - began) / _COPY_SHARE)
        return copied
