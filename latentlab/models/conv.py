"""The convolutional autoencoder: stages of half the side each, and back."""

from itertools import pairwise

from torch import nn

from latentlab.models.activations import activation
from latentlab.models.config import ModelConfig
from latentlab.models.shapes import KERNEL, conv_sides


def conv_parts(config: ModelConfig, shape: tuple[int, int]) -> tuple[nn.Sequential, nn.Sequential]:
    """Encoder and decoder: kernels of 3×3 in steps of 2, then a dense layer to the code; mirrored back."""
    sides = conv_sides(config, shape)  # (height, width) before and after each stage
    channels = (1, *config.hidden)
    units = channels[-1] * sides[-1][0] * sides[-1][1]
    encoder: list[nn.Module] = [nn.Unflatten(1, (1, *shape))]
    for inputs, outputs in pairwise(channels):
        encoder += [nn.Conv2d(inputs, outputs, KERNEL, 2, 1), activation(config.activation)]
    encoder += [nn.Flatten(), nn.Linear(units, config.code_outputs), activation(config.code_activation)]
    decoder: list[nn.Module] = [
        nn.Linear(config.latent, units),
        activation(config.activation),
        nn.Unflatten(1, (channels[-1], *sides[-1])),
    ]
    for stage in range(len(config.hidden), 0, -1):
        last = stage == 1
        decoder += [
            _widen(channels[stage], channels[stage - 1], sides[stage], sides[stage - 1]),
            activation(config.output if last else config.activation),
        ]
    return nn.Sequential(*encoder), nn.Sequential(*decoder, nn.Flatten())


def _widen(inputs: int, outputs: int, small: tuple[int, int], large: tuple[int, int]) -> nn.ConvTranspose2d:
    """A stage back: to the very side that the stage there came from, be it odd or even."""
    extra = (large[0] - 2 * small[0] + 1, large[1] - 2 * small[1] + 1)
    return nn.ConvTranspose2d(inputs, outputs, KERNEL, 2, 1, output_padding=extra)
