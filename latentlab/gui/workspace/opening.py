"""Opening data sets and session files, as jobs."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from latentlab.data.image_set import ImageSet
from latentlab.data.sources import open_images, opening_images
from latentlab.errors import DataError, LatentLabError
from latentlab.gui.workspace.subject import Subject, part_sizes, subject_of_images
from latentlab.session import Session, load_session
from latentlab.training.events import Frame

if TYPE_CHECKING:
    from latentlab.data.own_folder import Reading


@dataclass(frozen=True, slots=True, eq=False)
class Opened:
    """A subject is ready; `path` is the session file that it came from."""

    subject: Subject
    path: Path | None = None


def open_data(name: str, data_root: Path | None) -> Generator[Opened | Reading, None, None]:
    """Open a data set by its name or its path. Raises DataError where it is missing or damaged."""
    images = yield from opening_images(name, data_root)
    yield Opened(subject_of_images(images))


def open_session(path: Path, data_root: Path | None) -> Generator[Opened, None, None]:
    """Open a session file with the data set it belongs to; the codes are shown even where that is missing."""
    session = load_session(path)
    images, problem = _images_of(session, data_root)
    yield Opened(
        Subject(
            session.data_name,
            images,
            session.indices,
            session.labels,
            session.classes,
            session.image_shape,
            part_sizes(images),
            session,
            problem,
        ),
        path,
    )


def frame_of(session: Session, points: int, with_model: bool) -> Frame:
    """What a session shows first: the codes of so many points, and its network where torch is there."""
    model = None
    if with_model:
        from latentlab.models.restore import restore_autoencoder

        model = restore_autoencoder(session.config.model, session.image_shape, session.weights)
    epoch = session.best_epoch
    return Frame(
        len(session.losses),
        epoch,
        session.losses,
        session.epochs,
        session.codes[:points],
        model,
        terms=session.terms,
        changes=session.changes,
    )


def _images_of(session: Session, data_root: Path | None) -> tuple[ImageSet | None, LatentLabError | None]:
    try:
        images = open_images(session.data_name, data_root)
    except LatentLabError as error:
        return None, error
    if images.sha256 != session.data_sha256:
        return None, DataError(
            "The data set {name} is not the one that this session was trained on: expected SHA-256 "
            "{expected}…, found {found}…. Its map and decoder work; originals and training do not.",
            name=session.data_name,
            expected=session.data_sha256[:12],
            found=images.sha256[:12],
        )
    return images, None
