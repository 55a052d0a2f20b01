"""The choices of a training run: those fixed at its start, and those steered while it goes on."""

import os
from dataclasses import dataclass, field

from latentlab.limits import check_range, check_whole
from latentlab.models.config import ModelConfig

MAX_EPOCHS = 100_000
MAX_THREADS = 256


def default_threads() -> int:
    """One core is left to the window; recorded with the run, as it changes the last bits of the weights."""
    return min(MAX_THREADS, max(1, (os.cpu_count() or 1) - 1))


@dataclass(frozen=True, slots=True)
class TrainingConfig:
    """One run: same values and same data, same numbers.

    Raises ConfigError where no run can be made from the choices.
    """

    model: ModelConfig = field(default_factory=ModelConfig)
    epochs: int = 20
    batch_size: int = 64
    learning_rate: float = 1e-3
    seed: int = 0
    threads: int = field(default_factory=default_threads)

    def __post_init__(self) -> None:
        check_whole("epochs", self.epochs, 1, MAX_EPOCHS)
        check_whole("batch size", self.batch_size, 1, 65_536)
        check_whole("seed", self.seed, 0, 2**31 - 1)
        check_whole("threads", self.threads, 1, MAX_THREADS)
        check_range("learning rate", self.learning_rate, 1e-8, 10.0)


@dataclass(frozen=True, slots=True)
class Controls:
    """What the caller may change while a run goes on, sent into the iterator of events.

    A frame is yielded when `frame_every_s` seconds have passed since the last one and frames have cost no
    more than `frame_share` of the time; it shows the first `preview` points of the sample. With a `preview`
    of 0 there are none on the way.
    """

    learning_rate: float = 1e-3
    frame_every_s: float = 0.1
    frame_share: float = 1.0
    preview: int = 2_000
    epochs: int | None = None  # as the configuration says, where None

    def __post_init__(self) -> None:
        check_range("learning rate", self.learning_rate, 1e-8, 10.0)
        check_range("seconds between frames", self.frame_every_s, 0.0, 3_600.0)
        check_range("share of time for frames", self.frame_share, 1e-3, 1.0)
        check_whole("points of a frame", self.preview, 0, 2**31 - 1)
        if self.epochs is not None:
            check_whole("epochs", self.epochs, 1, MAX_EPOCHS)
