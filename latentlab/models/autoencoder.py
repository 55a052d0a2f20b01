"""What every network here can do: encode images to codes and decode codes to images."""

from typing import cast

import torch
from torch import Tensor, nn


class Autoencoder(nn.Module):
    """The contract that trainer, map and decoder rely on; an architecture's own file makes the parts."""

    def __init__(self, encoder: nn.Module, decoder: nn.Module, latent: int, pixels: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        self.latent = latent
        self.pixels = pixels

    def encode(self, x: Tensor) -> Tensor:
        """Images (B, pixels) in [0, 1] to codes (B, latent)."""
        return cast(Tensor, self.encoder(x))

    def decode(self, z: Tensor) -> Tensor:
        """Codes (B, latent) to images (B, pixels)."""
        return cast(Tensor, self.decoder(z))

    def forward(self, x: Tensor) -> Tensor:
        """Images (B, pixels) to their reconstructions (B, pixels)."""
        return self.decode(self.encode(x))

    def parameter_count(self) -> int:
        """Number of trained weights and biases."""
        return sum(parameter.numel() for parameter in self.parameters())

    @property
    def is_finite(self) -> bool:
        """Whether no weight is NaN or infinite."""
        return all(bool(torch.isfinite(parameter).all()) for parameter in self.parameters())
