"""The dense symmetric autoencoder."""

from itertools import pairwise

import torch
from torch import nn

from latentlab.models.autoencoder import Autoencoder
from latentlab.models.config import ModelConfig

_ACTIVATIONS: dict[str, type[nn.Module]] = {
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "elu": nn.ELU,
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "tanh": nn.Tanh,
    "sigmoid": nn.Sigmoid,
    "identity": nn.Identity,
}


def dense_autoencoder(config: ModelConfig, pixels: int, seed: int) -> Autoencoder:
    """Build the network with the initial weights that belong to `seed`.

    The code is linear; the output is in [0, 1] with `output="sigmoid"`.
    Initial weights: uniform with variance 1/inputs, biases 0.
    Source: LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp", section 4.6.
    """
    widths = config.widths(pixels)
    activation = _ACTIVATIONS[config.activation]
    output = _ACTIVATIONS[config.output]
    encoder = _stack(widths, activation, nn.Identity)
    decoder = _stack(widths[::-1], activation, output)
    model = Autoencoder(encoder, decoder, config.latent, pixels)
    _initialise(model, torch.Generator().manual_seed(seed))
    return model


def _stack(widths: tuple[int, ...], activation: type[nn.Module], last: type[nn.Module]) -> nn.Sequential:
    layers: list[nn.Module] = []
    for inputs, outputs in pairwise(widths):
        layers += [nn.Linear(inputs, outputs, device="meta"), activation()]
    return nn.Sequential(*layers[:-1], last())


def _initialise(model: nn.Module, generator: torch.Generator) -> None:
    """Draw all weights from `generator`, so that no global random state is read or moved."""
    model.to_empty(device="cpu")
    with torch.no_grad():
        for layer in model.modules():
            if isinstance(layer, nn.Linear):
                bound = (3 / layer.in_features) ** 0.5
                layer.weight.uniform_(-bound, bound, generator=generator)
                layer.bias.zero_()
