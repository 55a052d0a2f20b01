"""The recurrent autoencoder: it reads an image row by row, and writes one row by row."""

from itertools import pairwise

import torch
from torch import Tensor, nn

from latentlab.models.activations import activation
from latentlab.models.config import ModelConfig

_CELLS: dict[str, type[nn.GRU] | type[nn.LSTM]] = {"gru": nn.GRU, "lstm": nn.LSTM}


def recurrent_parts(config: ModelConfig, shape: tuple[int, int]) -> tuple[nn.Module, nn.Module]:
    """Encoder and decoder, of as many recurrent layers each as `hidden` has states."""
    return RowReader(config, shape), RowWriter(config, shape)


class RowReader(nn.Module):
    """From the rows of an image, top to bottom, to a code: it is made of the state after the last row."""

    def __init__(self, config: ModelConfig, shape: tuple[int, int]) -> None:
        super().__init__()
        self.shape = shape
        self.embed = nn.Sequential(nn.Linear(shape[1], config.hidden[0]), activation(config.activation))
        self.layers = _layers(config.cell, (config.hidden[0], *config.hidden))
        self.code = nn.Sequential(
            nn.Linear(config.hidden[-1], config.code_outputs), activation(config.code_activation)
        )

    def forward(self, x: Tensor) -> Tensor:
        """Images (B, pixels) to what the code is made of, (B, code_outputs)."""
        states = self.embed(x.view(-1, *self.shape))  # (B, rows, first state)
        for layer in self.layers:
            states, _ = layer(states)
        code: Tensor = self.code(states[:, -1])
        return code


class RowWriter(nn.Module):
    """From a code to the rows of an image: each step is told the code and which row it is."""

    def __init__(self, config: ModelConfig, shape: tuple[int, int]) -> None:
        super().__init__()
        width = config.hidden[-1]
        self.embed = nn.Linear(config.latent, width)
        self.positions = nn.Parameter(torch.empty(shape[0], width))
        self.activation = activation(config.activation)
        self.layers = _layers(config.cell, (width, *reversed(config.hidden)))
        self.row = nn.Sequential(nn.Linear(config.hidden[0], shape[1]), activation(config.output))

    def forward(self, z: Tensor) -> Tensor:
        """Codes (B, latent) to images (B, pixels)."""
        states = self.activation(self.embed(z)[:, None] + self.positions)  # (B, rows, width)
        for layer in self.layers:
            states, _ = layer(states)
        rows: Tensor = self.row(states)  # (B, rows, columns)
        return rows.flatten(1)


def _layers(cell: str, widths: tuple[int, ...]) -> nn.ModuleList:
    """One layer for each pair of neighbouring widths."""
    return nn.ModuleList(_CELLS[cell](a, b, batch_first=True) for a, b in pairwise(widths))
