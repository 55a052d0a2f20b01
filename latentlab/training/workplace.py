"""The device that a run is on at the moment, with the network, the images and the optimizer there."""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import torch

from latentlab.models.autoencoder import Autoencoder
from latentlab.training.config import TrainingConfig
from latentlab.training.device import CPU, Device, complaint, find_device, put_on
from latentlab.training.events import DeviceLost
from latentlab.training.guard import Guard
from latentlab.training.memory import Memory, recall
from latentlab.training.optimizers import make_optimizer

T = TypeVar("T")


class Workplace:
    """Moves a run to another device, and back to main memory where that fails, with all that it has learnt.

    images: (N, pixels) uint8, shared; remember: asked for what the run remembers besides its weights.
    """

    def __init__(
        self,
        model: Autoencoder,
        images: np.ndarray,
        config: TrainingConfig,
        guard: Guard,
        remember: Callable[[], Memory],
    ) -> None:
        self.device = CPU
        self.optimizer = make_optimizer(model, config, CPU)
        self.lost: DeviceLost | None = None  # that the caller has yet to be told of
        self.images = images
        self.pixels = torch.from_numpy(images)  # the same on the device
        self._model, self._config, self._guard, self._remember = model, config, guard, remember
        self._set: dict[str, float] = {}

    def use(self, name: str) -> None:
        """Work on another device from now on, with the same weights and the same state of the optimizer."""
        device = find_device(name)
        if device == self.device:
            return
        try:
            self._move_to(device)
        except RuntimeError as error:
            self._come_back(error)

    def do(self, work: Callable[[], T]) -> T:
        """What the work returns; where the device fails in it, what it returns in main memory."""
        try:
            return work()
        except RuntimeError as error:  # each driver has errors of its own, out of memory is one of them
            if self.device.is_main_memory:
                raise
            self._come_back(error)
            return work()

    def set(self, name: str, value: float) -> None:
        """Change one of the optimizer's choices, here and wherever it goes."""
        self._set[name] = value
        for group in self.optimizer.param_groups:
            group[name] = value

    def _move_to(self, device: Device) -> None:
        memory = self._remember()
        self.device = device
        put_on(self._model, device)
        self._settle(memory)

    def _come_back(self, error: RuntimeError) -> None:
        """Go on in main memory: with what can be read of the device, or else with what was kept of it."""
        lost, memory, is_whole = self.device, self._guard.memory, True
        try:
            memory = self._remember()
            put_on(self._model, CPU)
        except RuntimeError:
            is_whole = False
            put_on(self._model, CPU, self._guard.weights)
        self.device = CPU
        self._settle(memory)
        self.lost = DeviceLost(lost.name, complaint(error), is_whole)

    def _settle(self, memory: Memory | None) -> None:
        """Images and optimizer follow the network to its device."""
        self.pixels = torch.from_numpy(self.images).to(self.device.torch)
        self.optimizer = make_optimizer(self._model, self._config, self.device)
        if memory is not None:
            recall(memory, self.optimizer)
        for name, value in self._set.items():
            self.set(name, value)
        self._guard.remember = None if self.device.is_main_memory else self._remember
