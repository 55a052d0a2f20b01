"""What every network here can do: encode images to codes and decode codes to images."""

from typing import cast

import torch
from torch import Tensor, nn


class Autoencoder(nn.Module):
    """The contract that trainer, map and decoder rely on; an architecture's own file makes the parts.

    The encoder gives the code, or, where it is `variational`, the means and then the log variances of codes.
    A `classifier` tells the classes of codes; it is there only where it is wanted.
    """

    def __init__(
        self,
        encoder: nn.Module,
        decoder: nn.Module,
        latent: int,
        pixels: int,
        variational: bool = False,
        classifier: nn.Module | None = None,
    ) -> None:
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        self.latent = latent
        self.pixels = pixels
        self.variational = variational
        self.classifier = classifier

    def encode(self, x: Tensor) -> Tensor:
        """Images (B, pixels) in [0, 1] to codes (B, latent), the means where these are variational."""
        code = cast(Tensor, self.encoder(x))
        return code[:, : self.latent] if self.variational else code

    def distribution(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Images (B, pixels) to means and log variances of their codes, (B, latent) each."""
        assert self.variational, "only a variational encoder gives variances"
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        return mean, log_variance

    def decode(self, z: Tensor) -> Tensor:
        """Codes (B, latent) to images (B, pixels)."""
        return cast(Tensor, self.decoder(z))

    def classify(self, z: Tensor) -> Tensor:
        """Codes (B, latent) to logits of their classes (B, classes)."""
        assert self.classifier is not None, "there is no classifier in this network"
        return cast(Tensor, self.classifier(z))

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
