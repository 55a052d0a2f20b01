"""The optimizers, over all weights of a network."""

import torch

from latentlab.models.autoencoder import Autoencoder
from latentlab.training.config import TrainingConfig
from latentlab.training.device import Device


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
