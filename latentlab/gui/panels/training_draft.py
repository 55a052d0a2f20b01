"""What is typed into the model form, and the network it would make."""

from dataclasses import dataclass, fields, replace

from latentlab.errors import ConfigError
from latentlab.models.config import MAX_WIDTH
from latentlab.training.config import TrainingConfig


@dataclass(frozen=True, slots=True)
class Draft:
    """The choices that need a new network, as they stand in the form."""

    hidden: str = "256, 64"
    latent: int = 4
    activation: str = "relu"
    output: str = "sigmoid"
    batch_size: int = 128

    def config(self, base: TrainingConfig) -> TrainingConfig:
        """The run of these choices, all others as in `base`. Raises ConfigError where there is none."""
        model = replace(
            base.model,
            hidden=widths_from(self.hidden),
            latent=self.latent,
            activation=self.activation,
            output=self.output,
        )
        return replace(base, model=model, batch_size=self.batch_size)

    def rebased(self, old: "Draft", new: "Draft") -> "Draft":
        """The same edits, made to another network: what was as in `old` becomes as in `new`."""
        names = [field.name for field in fields(self)]
        untouched = {name: getattr(new, name) for name in names if getattr(self, name) == getattr(old, name)}
        return replace(self, **untouched)


def draft_of(config: TrainingConfig) -> Draft:
    """The form's contents for a run."""
    model = config.model
    return Draft(text_of(model.hidden), model.latent, model.activation, model.output, config.batch_size)


def widths_from(text: str) -> tuple[int, ...]:
    """The hidden widths in "256, 64"; none in an empty text. Raises ConfigError where one is no number."""
    parts = text.replace(",", " ").replace(";", " ").split()
    return tuple(_width(part) for part in parts)


def text_of(widths: tuple[int, ...]) -> str:
    """Hidden widths as one types them."""
    return ", ".join(str(width) for width in widths)


def _width(part: str) -> int:
    try:
        return int(part.replace("−", "-"))
    except ValueError as error:
        raise ConfigError(
            "hidden widths must be whole numbers from 1 to {most}, got {width}.", most=MAX_WIDTH, width=part
        ) from error
