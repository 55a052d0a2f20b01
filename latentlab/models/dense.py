"""The dense symmetric autoencoder."""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from latentlab.models.activations import activation
from latentlab.models.config import ModelConfig


def dense_parts(config: ModelConfig, shape: tuple[int, int]) -> tuple[nn.Sequential, nn.Sequential]:
    """Encoder and decoder: each a linear layer and an activation in turn.

    The code has its own activation; the output is in [0, 1] with `output="sigmoid"`.
    """
    widths = config.widths(shape[0] * shape[1])
    there = [nn.Linear(a, b) for a, b in pairwise((*widths[:-1], config.code_outputs))]
    if config.tied:
        back: list[nn.Module] = [TiedLinear(layer) for layer in reversed(there)]
    else:
        back = [nn.Linear(a, b) for a, b in pairwise(widths[::-1])]
    encoder = _stack(there, config.activation, config.code_activation)
    return encoder, _stack(back, config.activation, config.output)


class TiedLinear(nn.Module):
    """The way back through a layer: its own weights transposed, with biases apart."""

    def __init__(self, there: nn.Linear) -> None:
        super().__init__()
        self._there = (there,)  # in a tuple: as a module of this one its weights would count twice
        self.bias = nn.Parameter(torch.empty(there.in_features))

    @property
    def weight(self) -> Tensor:
        """The weights of the way back, (in, out) of the layer there."""
        return self._there[0].weight.t()

    def forward(self, x: Tensor) -> Tensor:
        """Outputs (B, out) of the layer to its inputs (B, in)."""
        return F.linear(x, self.weight, self.bias)


def _stack(layers: "list[nn.Linear] | list[nn.Module]", inner: str, last: str) -> nn.Sequential:
    names = [*[inner] * (len(layers) - 1), last]
    return nn.Sequential(
        *[part for layer, name in zip(layers, names, strict=True) for part in (layer, activation(name))]
    )
