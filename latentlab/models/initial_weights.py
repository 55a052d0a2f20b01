"""The weights that a network begins with."""

import torch
from torch import Tensor, nn


def draw_weights(model: nn.Module, generator: torch.Generator) -> None:
    """Draw all weights from `generator`, so that no global random state is read or moved.

    Matrices and kernels: uniform with variance 1/inputs; gains of norms: 1; biases: 0.
    Source: LeCun, Bottou, Orr & Müller 1998, "Efficient BackProp", section 4.6.
    """
    model.to_empty(device="cpu")
    with torch.no_grad():
        for module in model.modules():
            for name, parameter in module.named_parameters(recurse=False):
                if parameter.dim() > 1:
                    bound = (3 / _inputs(module, parameter)) ** 0.5
                    parameter.uniform_(-bound, bound, generator=generator)
                else:
                    parameter.fill_(1.0 if name == "weight" else 0.0)


def _inputs(module: nn.Module, weights: Tensor) -> float:
    """How many numbers meet in one output."""
    if isinstance(module, nn.ConvTranspose2d):  # (inputs, outputs, height, width), spread over its strides
        strides = module.stride[0] * module.stride[1]
        return weights[:, 0].numel() / strides
    return weights[0].numel()
