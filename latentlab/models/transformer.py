"""The transformer autoencoder: rows or patches are tokens, and one more token is the bottleneck."""

import torch
from torch import Tensor, nn

from latentlab.models.activations import activation
from latentlab.models.config import HEADS, ModelConfig
from latentlab.models.shapes import WIDENING, token_grid


def transformer_parts(config: ModelConfig, shape: tuple[int, int]) -> tuple[nn.Module, nn.Module]:
    """Encoder and decoder, of as many blocks each as `hidden` has widths."""
    return TokenEncoder(config, shape), TokenDecoder(config, shape)


class Tokens(nn.Module):
    """Cuts images into tokens and puts them together again."""

    def __init__(self, config: ModelConfig, shape: tuple[int, int]) -> None:
        super().__init__()
        self.rows, self.columns, self.height, self.width = token_grid(config, shape)

    def cut(self, x: Tensor) -> Tensor:
        """Images (B, pixels) to tokens (B, rows × columns, height × width)."""
        grid = x.view(-1, self.rows, self.height, self.columns, self.width)
        return grid.transpose(2, 3).flatten(3).flatten(1, 2)

    def join(self, tokens: Tensor) -> Tensor:
        """Tokens (B, rows × columns, height × width) to images (B, pixels)."""
        grid = tokens.reshape(-1, self.rows, self.columns, self.height, self.width)
        return grid.transpose(2, 3).flatten(1)


class TokenEncoder(nn.Module):
    """From an image to its code: what the bottleneck token has gathered from all others."""

    def __init__(self, config: ModelConfig, shape: tuple[int, int]) -> None:
        super().__init__()
        self.tokens = Tokens(config, shape)
        count, inputs, width = _sizes(config, shape)
        self.embed = nn.Linear(inputs, width)
        self.positions = nn.Parameter(torch.empty(count, width))
        self.bottleneck = nn.Parameter(torch.empty(1, width))
        self.blocks = _blocks(config)
        self.norm = nn.LayerNorm(width)
        self.code = nn.Sequential(nn.Linear(width, config.code_outputs), activation(config.code_activation))

    def forward(self, x: Tensor) -> Tensor:
        """Images (B, pixels) to what the code is made of, (B, code_outputs)."""
        tokens = self.embed(self.tokens.cut(x)) + self.positions  # (B, tokens, width)
        first = self.bottleneck.expand(len(tokens), 1, -1)
        states = self.blocks(torch.cat([first, tokens], 1))  # (B, 1 + tokens, width)
        code: Tensor = self.code(self.norm(states[:, 0]))
        return code


class TokenDecoder(nn.Module):
    """From a code, as the one token that knows it, to all tokens of an image, which know their places."""

    def __init__(self, config: ModelConfig, shape: tuple[int, int]) -> None:
        super().__init__()
        self.tokens = Tokens(config, shape)
        count, outputs, width = _sizes(config, shape)
        self.embed = nn.Linear(config.latent, width)
        self.positions = nn.Parameter(torch.empty(count, width))
        self.blocks = _blocks(config)
        self.norm = nn.LayerNorm(width)
        self.token = nn.Sequential(nn.Linear(width, outputs), activation(config.output))

    def forward(self, z: Tensor) -> Tensor:
        """Codes (B, latent) to images (B, pixels)."""
        first = self.embed(z)[:, None]  # (B, 1, width)
        places = self.positions.expand(len(z), -1, -1)  # (B, tokens, width)
        states = self.blocks(torch.cat([first, places], 1))
        return self.tokens.join(self.token(self.norm(states[:, 1:])))


def _sizes(config: ModelConfig, shape: tuple[int, int]) -> tuple[int, int, int]:
    """Tokens, pixels of a token, width of a token inside."""
    rows, columns, height, width = token_grid(config, shape)
    return rows * columns, height * width, config.hidden[0]


def _blocks(config: ModelConfig) -> nn.Sequential:
    """Blocks with the norm before attention and layers, which learns without a warm-up of the rate."""
    return nn.Sequential(
        *[
            nn.TransformerEncoderLayer(
                width,
                HEADS,
                WIDENING * width,
                dropout=0.0,
                activation=activation(config.activation),
                batch_first=True,
                norm_first=True,
            )
            for width in config.hidden
        ]
    )
