"""The door to all networks: from choices and a seed to an autoencoder."""

from collections.abc import Callable

import torch
from torch import nn

from latentlab.models.autoencoder import Autoencoder
from latentlab.models.config import ModelConfig
from latentlab.models.conv import conv_parts
from latentlab.models.dense import dense_parts
from latentlab.models.initial_weights import draw_weights
from latentlab.models.recurrent import recurrent_parts
from latentlab.models.shapes import check_images
from latentlab.models.transformer import transformer_parts

# Each makes encoder and decoder for images of (height, width).
Parts = Callable[[ModelConfig, tuple[int, int]], tuple[nn.Module, nn.Module]]
_PARTS: dict[str, Parts] = {
    "dense": dense_parts,
    "conv": conv_parts,
    "recurrent": recurrent_parts,
    "transformer": transformer_parts,
}


def build_autoencoder(config: ModelConfig, shape: tuple[int, int], seed: int) -> Autoencoder:
    """Build the network for images of `shape` (height, width), with the initial weights of `seed`.

    Raises ConfigError where it cannot take images of this shape.
    """
    check_images(config, shape)
    with torch.device("meta"):  # what torch would draw itself is neither drawn nor kept
        encoder, decoder = _PARTS[config.architecture](config, shape)
        classifier = nn.Linear(config.latent, config.classes) if config.classes else None
        model = Autoencoder(
            encoder, decoder, config.latent, shape[0] * shape[1], config.variational, classifier
        )
    draw_weights(model, torch.Generator().manual_seed(seed))
    return model
