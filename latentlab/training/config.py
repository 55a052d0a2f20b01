"""The choices of a training run: those fixed at its start, and those steered while it goes on."""

import os
from dataclasses import dataclass, field

from latentlab.errors import ConfigError
from latentlab.limits import check_choice, check_range, check_whole
from latentlab.models.config import ModelConfig
from latentlab.models.noise import OF_TORCHVISION, Noise
from latentlab.training.objective import Objective

MAX_EPOCHS = 100_000
MAX_THREADS = 256
OPTIMIZERS = ("adam", "adamw", "sgd")
SCHEDULES = ("constant", "cosine", "step")
DEVICES = ("auto", "cpu", "cuda", "mps")


def default_threads() -> int:
    """One core is left to the window; recorded with the run, as it changes the last bits of the weights."""
    return min(MAX_THREADS, max(1, (os.cpu_count() or 1) - 1))


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """One run: same values and same data, same numbers.

    momentum is of SGD. schedule: the learning rate stays, falls along half a cosine to 0 at the end, or to a
    tenth after half of the epochs and to a hundredth after three quarters. patience: epochs without a better
    validation loss after which the run ends early; 0 for never. pretraining: epochs that each layer learns by
    itself to mend what it is given, before the whole network does, and that a classifier on the code learns
    afterwards; 0 for none of it. device: "auto" for the best that is there; it changes the last bits of the
    weights, as `threads` does. Raises ConfigError where no run can be made from the choices.
    """

    model: ModelConfig = field(default_factory=ModelConfig)
    epochs: int = 20
    batch_size: int = 64
    learning_rate: float = 1e-3
    seed: int = 0
    threads: int = field(default_factory=default_threads)
    objective: Objective = field(default_factory=Objective)
    noise: Noise = field(default_factory=Noise)
    optimizer: str = "adam"
    momentum: float = 0.9
    schedule: str = "constant"
    patience: int = 0
    pretraining: int = 0
    device: str = "auto"

    def __post_init__(self) -> None:
        check_whole("epochs", self.epochs, 1, MAX_EPOCHS)
        check_whole("batch size", self.batch_size, 1, 65_536)
        check_whole("seed", self.seed, 0, 2**31 - 1)
        check_whole("threads", self.threads, 1, MAX_THREADS)
        check_range("learning rate", self.learning_rate, 1e-8, 10.0)
        check_choice("optimizer", self.optimizer, OPTIMIZERS)
        check_range("momentum", self.momentum, 0.0, 0.999)
        check_choice("schedule", self.schedule, SCHEDULES)
        check_whole("patience", self.patience, 0, MAX_EPOCHS)
        check_whole("pretraining", self.pretraining, 0, MAX_EPOCHS)
        check_choice("device", self.device, DEVICES)
        self.objective.check(self.model)
        if self.pretraining:
            self._check_pretraining()
        elif self.model.classes and not self.objective.classifier:
            raise ConfigError(
                "A network with classes must learn them, by a classifier objective or after pretraining, got "
                "neither. Choose one, or 0 classes."
            )

    def _check_pretraining(self) -> None:
        if self.model.architecture != "dense" or self.model.variational or self.objective.classifier:
            raise ConfigError(
                "Stacked pretraining teaches the layers of a dense autoencoder one by one, got {got}. "
                "Drop it, or choose a plain dense network.",
                got="a classifier" if self.objective.classifier else self._kind(),
            )
        if not self.noise.is_on or self.noise.kind in OF_TORCHVISION:
            raise ConfigError(
                "Stacked pretraining teaches each layer to mend noise: expected gaussian, masking or "
                "salt-pepper, as in masking:0.25, got {kind}.",
                kind=self.noise.kind if self.noise.is_on else "none",
            )

    def _kind(self) -> str:
        return "a variational network" if self.model.variational else f"a {self.model.architecture} network"


@dataclass(frozen=True, slots=True)
class Controls:
    """What the caller may change while a run goes on, sent into the iterator of events.

    A frame is yielded when `frame_every_s` seconds have passed since the last one and frames have cost no
    more than `frame_share` of the time; it shows the first `preview` points of the sample. With a `preview`
    of 0 there are none on the way. `objective` may differ from the configuration's in weights of terms only;
    that it and `noise` suit the network is made sure by putting them into a `TrainingConfig`.
    """

    learning_rate: float = 1e-3
    frame_every_s: float = 0.1
    frame_share: float = 1.0
    preview: int = 2_000
    epochs: int | None = None  # as the configuration says, where None; so are the next three
    objective: Objective | None = None
    noise: Noise | None = None
    device: str | None = None

    def __post_init__(self) -> None:
        check_range("learning rate", self.learning_rate, 1e-8, 10.0)
        check_range("seconds between frames", self.frame_every_s, 0.0, 3_600.0)
        check_range("share of time for frames", self.frame_share, 1e-3, 1.0)
        check_whole("points of a frame", self.preview, 0, 2**31 - 1)
        if self.epochs is not None:
            check_whole("epochs", self.epochs, 1, MAX_EPOCHS)
        if self.device is not None:
            check_choice("device", self.device, DEVICES)
