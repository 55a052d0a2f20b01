"""Saves a session to its file, opens it from there."""

from math import isnan, nan
from pathlib import Path

import numpy as np
import safetensors
import safetensors.numpy

from latentlab.atomic import write_whole
from latentlab.errors import ConfigError, SessionError
from latentlab.models.shapes import parameter_count
from latentlab.session.archive import Archive, open_archive, pack
from latentlab.session.arrays import array_bytes, read_array
from latentlab.session.check import check_session
from latentlab.session.course import course_parts, read_terms
from latentlab.session.document import PART, Document, document_bytes, read_document, term_names
from latentlab.session.kept_epochs import KeptEpochs, kept_parts, read_kept
from latentlab.session.session import Session
from latentlab.training.events import EpochResult

_WEIGHTS = "weights.safetensors"
_WEIGHTS_HEADER_BYTES = 2**20


def save_session(session: Session, path: Path) -> None:
    """Write the session whole or not at all; the same session gives the same bytes.

    Raises SessionError for one that could not be opened again, SurroundingsError where the disk refuses.
    """
    check_session(session, str(path))
    write_whole(path, pack(_parts(session)))


def load_session(path: Path) -> Session:
    """Open a session, whoever made it. Raises SessionError, saying what was expected and what came."""
    with open_archive(path) as archive:
        session = _assemble(archive, read_document(archive))
    check_session(session, str(path))
    return session


def _parts(session: Session) -> dict[str, bytes]:
    weights = {name: np.ascontiguousarray(values, "<f4") for name, values in session.weights.items()}
    return {
        PART: document_bytes(session),
        _WEIGHTS: safetensors.numpy.save(weights),
        "epochs.npy": array_bytes(_epoch_table(session.epochs)),
        "losses.npy": array_bytes(session.losses.astype("<f4")),
        "indices.npy": array_bytes(session.indices.astype("<i8")),
        "labels.npy": array_bytes(session.labels.astype("|u1")),
        "codes.npy": array_bytes(session.codes.astype("<f4")),
        **{_map_part(name): array_bytes(places.astype("<f4")) for name, places in session.maps.items()},
        **(kept_parts(session.kept) if session.kept is not None else {}),
        **course_parts(session.terms),
    }


def _assemble(archive: Archive, document: Document) -> Session:
    points = document.points
    latent = document.config.model.latent
    table = read_array(archive, "epochs.npy", (document.epochs, 3 + len(document.terms)), "<f8")
    return Session(
        config=document.config,
        weights=_weights(archive, document),
        image_shape=document.image_shape,
        classes=document.classes,
        epochs=tuple(_epoch(place, row, document.terms) for place, row in enumerate(table.tolist(), 1)),
        losses=read_array(archive, "losses.npy", (document.steps,), "<f4"),
        best_epoch=document.best_epoch,
        report=document.report,
        data_name=document.data_name,
        data_sha256=document.data_sha256,
        indices=read_array(archive, "indices.npy", (points,), "<i8"),
        labels=read_array(archive, "labels.npy", (points,), "|u1"),
        codes=read_array(archive, "codes.npy", (points, latent), "<f4"),
        maps={
            name: read_array(archive, _map_part(name), (places, 2), "<f4")
            for name, places in document.maps.items()
        },
        kept=_kept(archive, document),
        terms=read_terms(archive, document.course.terms, document.steps),
        changes=document.course.changes,
    )


def _kept(archive: Archive, document: Document) -> KeptEpochs | None:
    kept = document.kept
    if kept is None:
        return None
    model, shape = document.config.model, document.image_shape
    return read_kept(archive, model, shape, kept.steps, kept.epochs, kept.points)


def _weights(archive: Archive, document: Document) -> dict[str, np.ndarray]:
    try:
        most = 4 * parameter_count(document.config.model, document.image_shape) + _WEIGHTS_HEADER_BYTES
    except ConfigError as error:
        raise SessionError("{file}: {reason}", file=archive.file, reason=error) from error
    content = archive.read(_WEIGHTS, most)
    try:
        weights = safetensors.numpy.load(content)
    except (safetensors.SafetensorError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise SessionError(
            "{part} in {file} must be safetensors ({reason}).", part=_WEIGHTS, file=archive.file, reason=error
        ) from error
    return {name: values.copy() for name, values in weights.items()}


def _epoch_table(epochs: tuple[EpochResult, ...]) -> np.ndarray:
    """(E, 3 + T): training loss, validation loss, seconds; then each term, NaN where it was off."""
    names = term_names(epochs)
    rows = [
        (result.train, result.validation, result.seconds, *(result.terms.get(name, nan) for name in names))
        for result in epochs
    ]
    return np.array(rows, "<f8").reshape(-1, 3 + len(names))


def _epoch(number: int, row: list[float], names: tuple[str, ...]) -> EpochResult:
    train, validation, seconds, *values = row
    terms = {name: value for name, value in zip(names, values, strict=True) if not isnan(value)}
    return EpochResult(number, train, validation, seconds, terms)


def _map_part(name: str) -> str:
    return f"maps/{name}.npy"
