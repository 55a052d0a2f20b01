"""Networks from kept weights, and weights kept from networks."""

from collections.abc import Mapping

import numpy as np
import torch

from latentlab.models.autoencoder import Autoencoder
from latentlab.models.build import build_autoencoder
from latentlab.models.config import ModelConfig
from latentlab.models.shapes import check_weights


def restore_autoencoder(
    config: ModelConfig, shape: tuple[int, int], weights: Mapping[str, np.ndarray]
) -> Autoencoder:
    """The network of `config` with kept weights, for images of `shape`, ready to be trained on.

    Raises SessionError where the weights belong to another network.
    """
    check_weights(config, shape, weights)
    model = build_autoencoder(config, shape, seed=0)
    model.load_state_dict({name: torch.tensor(values) for name, values in weights.items()})
    return model.eval()


def kept_weights(model: Autoencoder) -> dict[str, np.ndarray]:
    """The weights of a network as arrays of their own, float32, by the names of its state."""
    return {name: values.detach().cpu().numpy().copy() for name, values in model.state_dict().items()}
