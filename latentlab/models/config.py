"""The choices a network is built from; known without torch, so that the window can show them at once."""

from dataclasses import dataclass
from itertools import pairwise

from latentlab.errors import ConfigError
from latentlab.limits import check_choice, is_whole

ACTIVATIONS = ("relu", "leaky_relu", "elu", "gelu", "silu", "tanh", "sigmoid", "identity")
OUTPUTS = ("sigmoid", "identity")
MAX_LATENT = 1024
MAX_WIDTH = 16_384


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """A dense symmetric autoencoder: `hidden` widths down to `latent`, mirrored on the way back.

    Raises ConfigError where no network can be built from the choices.
    """

    hidden: tuple[int, ...] = (256, 64)
    latent: int = 4
    activation: str = "relu"
    output: str = "sigmoid"

    def __post_init__(self) -> None:
        if not (is_whole(self.latent) and 1 <= self.latent <= MAX_LATENT):
            raise ConfigError(
                "latent must be a whole number from 1 to {most}, got {latent}.",
                most=MAX_LATENT,
                latent=self.latent,
            )
        for width in self.hidden:
            if not (is_whole(width) and 1 <= width <= MAX_WIDTH):
                raise ConfigError(
                    "hidden widths must be whole numbers from 1 to {most}, got {width}.",
                    most=MAX_WIDTH,
                    width=width,
                )
        check_choice("activation", self.activation, ACTIVATIONS)
        check_choice("output", self.output, OUTPUTS)

    def widths(self, pixels: int) -> tuple[int, ...]:
        """Layer widths from the image to the code, for images of `pixels` pixels."""
        return (pixels, *self.hidden, self.latent)

    def parameters(self, pixels: int) -> int:
        """Number of weights and biases of the whole network."""
        widths = self.widths(pixels)
        pairs = list(pairwise(widths))
        return sum(a * b + b for a, b in pairs) + sum(a * b + a for a, b in pairs)
