"""`latentlab train`: a run without the window."""

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from latentlab import api
from latentlab.cli.choices import fit_to, training_config
from latentlab.cli.lab import follow_lab_settings
from latentlab.cli.progress import Progress, progress
from latentlab.cli.results import write_json
from latentlab.data.image_set import ImageSet
from latentlab.data.sources import opening_images
from latentlab.data.split import Split, split_images
from latentlab.session import Session, save_session
from latentlab.training.config import TrainingConfig
from latentlab.training.events import (
    DeviceLost,
    EpochEnded,
    EpochResult,
    Event,
    Finished,
    Frame,
    Rescued,
    Stage,
    Step,
)

if TYPE_CHECKING:  # torch takes seconds: options and data are checked before it is imported
    from latentlab.models.autoencoder import Autoencoder


@dataclass(frozen=True, slots=True, eq=False)
class Run:
    """A finished run with all that it was made from."""

    images: ImageSet
    split: Split
    finished: Finished
    session: Session

    @property
    def config(self) -> TrainingConfig:
        """The choices that it was made with."""
        return self.session.config

    @property
    def report(self) -> dict[str, Any]:
        """The verdict of the test images."""
        return self.session.report or {}

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
    follow_lab_settings(options)
    config = training_config(options)
    with progress() as shown:
        images = _opened(options, shown)
    config = fit_to(config, images)
    _require_device(config)
    with progress() as shown:
        done = _train(config, images, options.out, shown)
    _print_summary(done)
    with ExitStack() as writers:  # each is tried, whatever becomes of the other: the run may have taken hours
        writers.callback(_write_document, done, options.json)
        writers.callback(_write_session, done, options.out)
    return 0


def _opened(options: argparse.Namespace, shown: Progress) -> ImageSet:
    opening = opening_images(options.data, options.data_root)
    while True:
        try:
            reading = next(opening)
        except StopIteration as end:
            images: ImageSet = end.value
            return images
        shown.stage("reading", reading.done, reading.total)


def _require_device(config: TrainingConfig) -> None:
    if config.device in ("auto", "cpu"):
        return
    from latentlab.training.device import require_device

    require_device(config.device)


def _write_session(done: Run, path: Path | None) -> None:
    if path is not None:
        save_session(done.session, path)


def _write_document(done: Run, path: Path | None) -> None:
    if path is not None:
        from latentlab.cli.run_document import run_document

        write_json(path, run_document(done))


def _train(config: TrainingConfig, images: ImageSet, out: Path | None, shown: Progress) -> Run:
    split = split_images(images, config.seed)
    events = api.train(images, config)
    finished = _follow(_kept(events, images, config, out, shown), config, split, shown)
    shown.line("testing…")
    return Run(images, split, finished, api.session_of(finished, images, config))


def _kept(
    events: Iterator[Event], images: ImageSet, config: TrainingConfig, out: Path | None, shown: Progress
) -> Iterator[Event]:
    """The same events; the last good weights of a run that goes astray are kept before its error comes."""
    for event in events:
        yield event
        if not isinstance(event, Rescued):
            continue
        if out is None:
            shown.line("they are lost, as there is no --out to keep them in")
        else:
            save_session(api.session_of(event, images, config), out)
            shown.line(f"they are kept in {out}")


def _follow(events: Iterator[Event], config: TrainingConfig, split: Split, shown: Progress) -> Finished:
    """Run the events to their end, showing where they are; returns the last one."""
    steps = config.epochs * -(-len(split.train) // config.batch_size)
    for event in events:
        match event:
            case Step() if not event.stage:
                shown.stage("training", event.step, steps)
            case EpochEnded():
                shown.line(_epoch_line(event.epochs[-1], config.epochs))
            case Stage():
                _tell_stage(event, shown)
            case Finished():
                return event
            case DeviceLost():
                shown.line(
                    f"{event.device} could not go on ({event.reason}): the run goes on on the cpu, with "
                    + ("the same weights" if event.is_whole else "weights from some batches before")
                )
            case Rescued():
                shown.line(f"the run went astray; its last good weights are those of step {event.step:,}")
            case Step() | Frame():
                pass
            case _:
                assert_never(event)
    raise AssertionError("a run ends with Finished")


def _tell_stage(stage: Stage, shown: Progress) -> None:
    shown.stage(f"stage {stage.number} of {stage.count}, {stage.name}", stage.epoch, stage.epochs)
    if stage.validation is not None:
        shown.line(f"after {stage.name}   validation {stage.validation:.5f}, before {stage.before:.5f}")
    elif stage.loss is not None:
        shown.line(f"{stage.name}, epoch {stage.epoch} of {stage.epochs}   training {stage.loss:.5f}")


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
    if test["classifier_accuracy"] is not None:
        rows.append(("classes told apart by the network itself", f"{test['classifier_accuracy']:.1%}"))
    for what, value in rows:
        print(f"{what:<42} {value:>8}")
