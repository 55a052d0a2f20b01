"""Saving the present run to a session file, as a job."""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from latentlab.gui.workspace.kept_epochs import kept_epochs
from latentlab.gui.workspace.subject import Subject
from latentlab.session import Session, save_session
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Checkpoint, Finished, Frame


@dataclass(frozen=True, slots=True)
class Saved:
    """A session file was written, with the network of run `number` as it was after `step` batches."""

    path: Path
    step: int
    number: int


def save_run(
    path: Path,
    subject: Subject,
    config: TrainingConfig,
    frame: Frame,
    maps: Mapping[str, np.ndarray],
    finished: Finished | None,
    checkpoints: Sequence[Checkpoint] = (),
    number: int = 1,
) -> Generator[Saved, None, None]:
    """Encode every image with the network of `frame` and write all of it to `path`.

    With it go as many of the checkpoints as a file has room for.
    Raises SurroundingsError where the disk refuses; an older file of that name then stays as it was.
    """
    from latentlab.models.coding import encode_images
    from latentlab.models.restore import kept_weights

    assert frame.model is not None
    images = subject.images
    codes = frame.latents if images is None else encode_images(frame.model, images.flat[subject.order])
    session = Session(
        config=config,
        weights=kept_weights(frame.model),
        image_shape=subject.shape,
        classes=subject.classes,
        epochs=frame.epochs,
        losses=frame.losses,
        terms=frame.terms,
        changes=frame.changes,
        best_epoch=finished.best_epoch if finished else len(frame.epochs),
        report={"mse": finished.test_mse} if finished else None,
        data_name=subject.name,
        data_sha256=images.sha256 if images else subject.session.data_sha256 if subject.session else "",
        indices=subject.order[: len(codes)],
        labels=subject.labels[: len(codes)],
        codes=codes,
        maps=dict(maps),
        kept=kept_epochs([one for one in checkpoints if one.step <= len(frame.losses)], subject),
    )
    save_session(session, path)
    yield Saved(path, frame.step, number)
