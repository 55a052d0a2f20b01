"""What stands in the form of the training panel, and the run that it would make."""

from contextlib import suppress
from dataclasses import dataclass, fields, replace

from latentlab.errors import ConfigError
from latentlab.models.config import DEFAULT_HIDDEN, MAX_WIDTH, ModelConfig
from latentlab.models.noise import Noise
from latentlab.training.config import TrainingConfig
from latentlab.training.objective import Objective

# What a run can take while it learns; choices that only make sense together are taken together.
_LIVE = (("noise", "level"), ("kl_sparsity", "kl_target"), ("l1",), ("l2",), ("weight_decay",), ("beta",))


@dataclass(frozen=True, slots=True)
class Draft:
    """Every choice of the form as it stands there, be it one that no run can be made from.

    hidden: as it was typed. pretraining: epochs of stacked pretraining, after which a classifier learns.
    The rest is named as in `ModelConfig`, `Objective`, `Noise` and `TrainingConfig`.
    """

    architecture: str = "dense"
    hidden: str = "256, 64"
    latent: int = 4
    activation: str = "relu"
    code_activation: str = "identity"
    output: str = "sigmoid"
    tied: bool = False
    cell: str = "gru"
    patch: int = 0
    variational: bool = False
    reconstruction: str = "mse"
    kl_sparsity: float = 0.0
    kl_target: float = 0.1
    l1: float = 0.0
    l2: float = 0.0
    weight_decay: float = 0.0
    beta: float = 0.0
    classifier: bool = False
    noise: str = "none"
    level: float = 0.0
    optimizer: str = "adam"
    momentum: float = 0.9
    schedule: str = "constant"
    batch_size: int = 64
    patience: int = 0
    pretraining: int = 0

    def model(self, classes: int) -> ModelConfig:
        """The network, for images of so many classes. Raises ConfigError where there is none."""
        return ModelConfig(
            hidden=widths_from(self.hidden),
            latent=self.latent,
            activation=self.activation,
            output=self.output,
            architecture=self.architecture,
            code_activation=self.code_activation,
            tied=self.tied,
            cell=self.cell,
            patch=self.patch,
            variational=self.variational,
            classes=classes if self.classifier or self.pretraining else 0,
        )

    def objective(self) -> Objective:
        """What the network is to become good at. Raises ConfigError where that cannot be."""
        return Objective(
            reconstruction=self.reconstruction,
            kl_sparsity=self.kl_sparsity,
            kl_target=self.kl_target,
            l1=self.l1,
            l2=self.l2,
            weight_decay=self.weight_decay,
            beta=self.beta if self.variational else 0.0,
            classifier=self.classifier,
        )

    def config(self, base: TrainingConfig, classes: int) -> TrainingConfig:
        """The run of these choices, all others as in `base`. Raises ConfigError where there is none."""
        return replace(
            base,
            model=self.model(classes),
            objective=self.objective(),
            noise=Noise(self.noise, self.level),
            optimizer=self.optimizer,
            momentum=self.momentum,
            schedule=self.schedule,
            batch_size=self.batch_size,
            patience=self.patience,
            pretraining=self.pretraining,
        )

    def live(self, base: TrainingConfig) -> TrainingConfig:
        """The present run with those choices of the form that it can take while it learns."""
        taken, config = draft_of(base), base
        for names in _LIVE:
            wanted = replace(taken, **{name: getattr(self, name) for name in names})
            with suppress(ConfigError):  # what it cannot take waits for another network
                taken, config = wanted, wanted.config(base, base.model.classes)
        return config

    def with_architecture(self, architecture: str) -> "Draft":
        """The same choices for another architecture, as far as it has them."""
        return replace(
            self,
            architecture=architecture,
            hidden=text_of(DEFAULT_HIDDEN[architecture]),
            tied=self.tied and architecture == "dense",
            cell=self.cell if architecture == "recurrent" else "gru",
            patch=self.patch if architecture == "transformer" else 0,
            pretraining=self.pretraining if architecture == "dense" else 0,
        )

    def rebased(self, old: "Draft", new: "Draft") -> "Draft":
        """The same edits, made to another run: what was as in `old` becomes as in `new`."""
        names = [field.name for field in fields(self)]
        untouched = {name: getattr(new, name) for name in names if getattr(self, name) == getattr(old, name)}
        return replace(self, **untouched)

    def normal(self) -> "Draft":
        """Without what makes no difference: how hidden widths are typed, and a weight that has no term.

        Nonsense stays as it was typed.
        """
        beta = self.beta if self.variational else 0.0
        try:
            return replace(self, hidden=text_of(widths_from(self.hidden)), beta=beta)
        except ConfigError:
            return replace(self, hidden=self.hidden.strip(), beta=beta)


def draft_of(config: TrainingConfig) -> Draft:
    """The form's contents for a run."""
    model, objective = config.model, config.objective
    return Draft(
        architecture=model.architecture,
        hidden=text_of(model.hidden),
        latent=model.latent,
        activation=model.activation,
        code_activation=model.code_activation,
        output=model.output,
        tied=model.tied,
        cell=model.cell,
        patch=model.patch,
        variational=model.variational,
        reconstruction=objective.reconstruction,
        kl_sparsity=objective.kl_sparsity,
        kl_target=objective.kl_target,
        l1=objective.l1,
        l2=objective.l2,
        weight_decay=objective.weight_decay,
        beta=objective.beta,
        classifier=objective.classifier,
        noise=config.noise.kind,
        level=config.noise.level,
        optimizer=config.optimizer,
        momentum=config.momentum,
        schedule=config.schedule,
        batch_size=config.batch_size,
        patience=config.patience,
        pretraining=config.pretraining,
    )


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
