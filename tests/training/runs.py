"""Small runs on a tenth of the bundled digits, and what to ask of them."""

import math
from collections.abc import Callable, Iterable

import numpy as np
from torch import nn

from latentlab.data.digits import open_digits
from latentlab.data.image_set import ImageSet
from latentlab.data.split import split_images
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.build import build_autoencoder
from latentlab.models.config import ModelConfig
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import Event, Step
from latentlab.training.trainer import train

SMALL = ModelConfig(hidden=(32,), latent=3)
EVERY_STEP = Controls(0.01, frame_every_s=0.0, frame_share=1.0, preview=30)


def digits(every: int = 10) -> ImageSet:
    whole = open_digits()
    return ImageSet("digits", whole.images[::every], whole.labels[::every], whole.classes)


IMAGES = digits()
SPLIT = split_images(IMAGES, 0)
SAMPLE = np.arange(0, len(IMAGES), 5)
STEPS_PER_EPOCH = math.ceil(len(SPLIT.train) / 64)


def config(**choices: object) -> TrainingConfig:
    return TrainingConfig(**{"model": SMALL, "epochs": 2, "learning_rate": 0.01, "threads": 1} | choices)


def network(run: TrainingConfig, shape: tuple[int, int] = IMAGES.shape) -> Autoencoder:
    return build_autoencoder(run.model, shape, run.seed)


def weights(model: nn.Module) -> np.ndarray:
    return np.concatenate([p.detach().numpy().ravel() for p in model.parameters()]).copy()


def all_events(
    run: TrainingConfig,
    steer: Callable[[Event], Controls | None] = lambda _: None,
    model: Autoencoder | None = None,
    **arguments: object,
) -> list[Event]:
    """Every event of a run; after each the caller may steer."""
    loop = train(model or network(run), IMAGES, SPLIT, run, **arguments)
    events, controls = [], None
    while True:
        try:
            events.append(loop.send(controls))
        except StopIteration:
            return events
        controls = steer(events[-1])


def of_type(events: Iterable[Event], kind: type) -> list:
    return [event for event in events if type(event) is kind]


def step_losses(events: Iterable[Event]) -> list[float]:
    return [step.loss for step in of_type(events, Step)]
