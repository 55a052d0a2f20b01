"""`latentlab train`: a run without the window."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

import numpy as np

from latentlab.cli.choices import training_config
from latentlab.cli.progress import Progress, progress
from latentlab.cli.results import plain, write_json
from latentlab.data.image_set import ImageSet
from latentlab.data.sources import open_images
from latentlab.data.split import Split, sample_indices, split_images
from latentlab.models.torch_version import require_torch
from latentlab.session import Session, save_session
from latentlab.training.config import TrainingConfig
from latentlab.training.events import EpochEnded, EpochResult, Event, Finished, Frame, Step

if TYPE_CHECKING:  # torch takes seconds: options and data are checked before it is imported
    from latentlab.models.autoencoder import Autoencoder


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A finished run with all that it was made from."""

    config: TrainingConfig
    images: ImageSet
    split: Split
    finished: Finished
    losses: np.ndarray  # (S,) float32
    report: dict[str, Any]

    @property
    def model(self) -> "Autoencoder":
        """The network with the weights best on validation."""
        return self.finished.model

    @property
    def images_per_second(self) -> float:
        """Training images learnt in a second, validation left out."""
        seconds = sum(epoch.seconds for epoch in self.finished.epochs)
        return len(self.split.train) * len(self.finished.epochs) / max(seconds, 1e-9)


def run(options: argparse.Namespace) -> int:
    """Train, test, keep and tell what the options ask for."""
    config = training_config(options)
    images = open_images(options.data, options.data_root)
    split = split_images(images, config.seed)
    require_torch()
    with progress() as shown:
        done = _train(config, images, split, shown)
    _print_summary(done)
    with ExitStack() as writers:  # each is tried, whatever becomes of the other: the run may have taken hours
        writers.callback(_write_document, done, options.json)
        writers.callback(_write_session, done, options.out)
    return 0


def _write_session(done: Run, path: Path | None) -> None:
    if path is not None:
        save_session(session_of(done), path)


def _write_document(done: Run, path: Path | None) -> None:
    if path is not None:
        from latentlab.cli.run_document import run_document

        write_json(path, run_document(done))


def _train(config: TrainingConfig, images: ImageSet, split: Split, shown: Progress) -> Run:
    from latentlab.models.dense import dense_autoencoder
    from latentlab.training.report import verdict
    from latentlab.training.trainer import train

    model = dense_autoencoder(config.model, images.pixels, config.seed)
    finished, losses = _follow(train(model, images, split, config), config, split, shown)
    shown.line("testing…")
    report = verdict(finished.model, images, split, config)
    return Run(config, images, split, finished, losses, plain(report))


def _follow(
    events: Iterator[Event], config: TrainingConfig, split: Split, shown: Progress
) -> tuple[Finished, np.ndarray]:
    """Run the events to their end, showing where they are; returns the last one and every loss."""
    steps = config.epochs * -(-len(split.train) // config.batch_size)
    losses: list[float] = []
    for event in events:
        match event:
            case Step():
                losses.append(event.loss)
                shown.stage("training", event.step, steps)
            case EpochEnded():
                shown.line(_epoch_line(event.epochs[-1], config.epochs))
            case Finished():
                return event, np.array(losses, np.float32)
            case Frame():
                pass
            case _:
                assert_never(event)
    raise AssertionError("a run ends with Finished")


def session_of(run: Run) -> Session:
    """All that is kept of the run. Its points are in random order: the first M of them are a fair sample."""
    from latentlab.models.coding import encode_images
    from latentlab.models.restore import kept_weights

    images = run.images
    order = sample_indices(images, run.split, len(images), run.config.seed)  # (N,)
    height, width = images.images.shape[1:]
    return Session(
        config=run.config,
        weights=kept_weights(run.model),
        image_shape=(height, width),
        classes=images.classes,
        epochs=run.finished.epochs,
        losses=run.losses,
        best_epoch=run.finished.best_epoch,
        report=run.report,
        data_name=images.name,
        data_sha256=images.sha256,
        indices=order,
        labels=images.labels[order],
        codes=encode_images(run.model, images.flat)[order],
    )


def _epoch_line(result: EpochResult, epochs: int) -> str:
    return (
        f"epoch {result.epoch:>{len(str(epochs))}} of {epochs}   training {result.train:.5f}   "
        f"validation {result.validation:.5f}   {result.seconds:.2f} s"
    )


def _print_summary(run: Run) -> None:
    test, latent = run.report, run.config.model.latent
    print(f"best on validation: epoch {run.finished.best_epoch} of {len(run.finished.epochs)}, "
          f"{run.images_per_second:,.0f} images a second")  # fmt: skip
    rows = [
        ("test error of this network (MSE a pixel)", f"{test['mse']:.5f}"),
        (f"test error of PCA with {latent} dimensions", f"{test['pca_mse']:.5f}"),
        ("test error of the mean image", f"{test['mean_image_mse']:.5f}"),
        ("classes told apart by a linear probe", f"{test['linear_probe_accuracy']:.1%}"),
        ("classes told apart by neighbours", f"{test['knn_accuracy']:.1%}"),
    ]
    for what, value in rows:
        print(f"{what:<42} {value:>8}")
