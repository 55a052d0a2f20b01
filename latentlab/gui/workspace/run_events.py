"""The events of a training run, asked for on its worker."""

from collections.abc import Generator

from latentlab.gui.workspace.subject import Subject
from latentlab.training.config import Controls, TrainingConfig
from latentlab.training.events import Event, Frame
from latentlab.training.log import Past


def run_events(
    subject: Subject, config: TrainingConfig, frame: Frame | None, past: Past | None, controls: Controls
) -> Generator[Event, Controls | None, None]:
    """The events of a run from the weights of `frame`, or from initial ones; iterated on the worker."""
    from latentlab.data.split import split_images
    from latentlab.models.build import build_autoencoder
    from latentlab.models.coding import trainable_copy
    from latentlab.training.trainer import train

    assert subject.images is not None
    if frame is not None and frame.model is not None:
        model = trainable_copy(frame.model)
        past = past or Past(frame.losses, frame.epochs, terms=frame.terms, changes=frame.changes)
    else:
        model, past = build_autoencoder(config.model, subject.shape, config.seed), Past()
    split = split_images(subject.images, config.seed)
    yield from train(model, subject.images, split, config, subject.order, past, controls)
