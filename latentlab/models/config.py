"""The choices a network is built from; known without torch, so that the window can show them at once."""

from dataclasses import dataclass

from latentlab.errors import ConfigError
from latentlab.limits import check_choice, check_flag, check_whole, is_whole

ARCHITECTURES = ("dense", "conv", "recurrent", "transformer")
ACTIVATIONS = ("relu", "leaky_relu", "elu", "gelu", "silu", "tanh", "sigmoid", "identity")
OUTPUTS = ("sigmoid", "identity")
CELLS = ("gru", "lstm")
MAX_LATENT = 1024
MAX_WIDTH = 16_384
MAX_PATCH = 64
MAX_CLASSES = 256
HEADS = 4  # that share the width of a transformer's token
# What `hidden` is where nothing else is said: widths, channels, states, widths of a token.
DEFAULT_HIDDEN: dict[str, tuple[int, ...]] = {
    "dense": (256, 64),
    "conv": (32, 64),
    "recurrent": (128,),
    "transformer": (64, 64),
}


@dataclass(frozen=True, slots=True)
class ModelConfig:
    """A symmetric autoencoder: `hidden` down to `latent`, mirrored on the way back.

    hidden: of a dense network the widths of its layers, of a convolutional one the channels of its stages,
    each of half the side of the one before; of a recurrent one the states of its layers, of a transformer the
    width of a token in each of its blocks, which is the same in all.
    cell: of a recurrent network, which reads an image row by row. patch: side of the square that is a token
    of a transformer; 0 where a row of pixels is one. classes: of a linear classifier on the code; 0 for none.
    Raises ConfigError where no network can be built from the choices.
    """

    hidden: tuple[int, ...] = DEFAULT_HIDDEN["dense"]
    latent: int = 4
    activation: str = "relu"
    output: str = "sigmoid"
    architecture: str = "dense"
    code_activation: str = "identity"
    tied: bool = False
    cell: str = "gru"
    patch: int = 0
    variational: bool = False
    classes: int = 0

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
        check_choice("architecture", self.architecture, ARCHITECTURES)
        check_choice("activation", self.activation, ACTIVATIONS)
        check_choice("code activation", self.code_activation, ACTIVATIONS)
        check_choice("output", self.output, OUTPUTS)
        check_choice("cell", self.cell, CELLS)
        check_whole("patch", self.patch, 0, MAX_PATCH)
        check_whole("classes", self.classes, 0, MAX_CLASSES)
        check_flag("tied", self.tied)
        check_flag("variational", self.variational)
        self._refuse_contradictions()

    def widths(self, pixels: int) -> tuple[int, ...]:
        """Layer widths from the image to the code, for images of `pixels` pixels."""
        return (pixels, *self.hidden, self.latent)

    @property
    def code_outputs(self) -> int:
        """Numbers that the encoder gives for an image: of a variational code mean and log variance."""
        return 2 * self.latent if self.variational else self.latent

    def _refuse_contradictions(self) -> None:
        self._refuse_of_other_architectures()
        if self.architecture != "dense" and not self.hidden:
            raise ConfigError(
                "hidden must have a width or more in a {architecture} network, as in {example}, got none.",
                architecture=self.architecture,
                example=",".join(map(str, DEFAULT_HIDDEN[self.architecture])),
            )
        if self.architecture == "transformer":
            self._check_tokens()
        if self.variational and self.tied:
            raise ConfigError(
                "Tied weights need layers of equal size there and back, but a variational encoder ends in "
                "{outputs} outputs for {latent} latent dimensions. Untie them, or take a plain code.",
                outputs=self.code_outputs,
                latent=self.latent,
            )
        if self.variational and self.code_activation != "identity":
            raise ConfigError(
                "A variational code must reach every number: expected the code activation identity, "
                "got {activation}.",
                activation=self.code_activation,
            )

    def _refuse_of_other_architectures(self) -> None:
        for choice, value, usual, owner in (
            ("tied", "on", self.tied is False, "dense"),
            ("cell", self.cell, self.cell == "gru", "recurrent"),
            ("patch", self.patch, self.patch == 0, "transformer"),
        ):
            if not usual and self.architecture != owner:
                raise ConfigError(
                    "{choice} ({value}) is a choice of {owner} networks only, got a {architecture} one. "
                    "Drop it, or choose {owner}.",
                    choice=choice,
                    value=value,
                    owner=owner,
                    architecture=self.architecture,
                )

    def _check_tokens(self) -> None:
        if len(set(self.hidden)) > 1 or self.hidden[0] % HEADS:
            raise ConfigError(
                "hidden of a transformer must be the same multiple of {heads} for each block, as in 64,64, "
                "got {hidden}.",
                heads=HEADS,
                hidden=",".join(map(str, self.hidden)),
            )
