"""The optimizers, and how their learning rate changes on the way."""

import math

import torch

from latentlab.models.autoencoder import Autoencoder
from latentlab.training.config import TrainingConfig
from latentlab.training.device import Device

_STEPS = (0.5, 0.75)  # shares of the run after which the rate falls to a tenth of what it was


def make_optimizer(model: Autoencoder, config: TrainingConfig, device: Device) -> torch.optim.Optimizer:
    """The optimizer of the run's choices, over all weights of a network that is on `device`."""
    parameters, rate = model.parameters(), config.learning_rate
    match config.optimizer:
        case "adam":
            return torch.optim.Adam(parameters, lr=rate, fused=device.fuses)
        case "adamw":
            decay = config.objective.weight_decay
            return torch.optim.AdamW(parameters, lr=rate, weight_decay=decay, fused=device.fuses)
        case "sgd":
            return torch.optim.SGD(parameters, lr=rate, momentum=config.momentum)
    raise AssertionError(f"the choices let the optimizer {config.optimizer} through")


def rate_share(schedule: str, progress: float) -> float:
    """The share of the learning rate that is left when `progress` of the run, 0 to 1, is over.

    cosine: Loshchilov and Hutter 2017, "SGDR", equation 5, without restarts.
    """
    match schedule:
        case "constant":
            return 1.0
        case "cosine":
            return (1 + math.cos(math.pi * min(progress, 1.0))) / 2
        case "step":
            return 0.1 ** sum(progress >= step for step in _STEPS)
    raise AssertionError(f"the choices let the schedule {schedule} through")
