"""The JSON part of a session: what there is, and how large each array must be."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from latentlab import __version__
from latentlab.errors import ConfigError, SessionError
from latentlab.session.archive import Archive
from latentlab.session.course import CourseNames, course_document, course_names
from latentlab.session.session import Session
from latentlab.training.config import TrainingConfig
from latentlab.training.events import EpochResult

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

PART = "session.json"
FORMAT = 1
_MOST_BYTES = 16 * 2**20
_MOST_COUNT = 2**31
_MOST_SIDE = 4_096
T = TypeVar("T")
C = TypeVar("C", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Document:
    """What `session.json` says."""

    config: TrainingConfig
    image_shape: tuple[int, int]
    classes: tuple[str, ...]
    epochs: int
    terms: tuple[str, ...]  # of the losses of epochs
    steps: int
    best_epoch: int
    points: int
    maps: dict[str, int]  # number of places, by method
    data_name: str
    data_sha256: str
    report: dict[str, Any] | None
    kept: KeptMoments | None
    course: CourseNames


@dataclass(frozen=True, slots=True)
class KeptMoments:
    """The epochs that are kept, and of how many points each has codes."""

    steps: tuple[int, ...]
    epochs: tuple[float, ...]
    points: int


def document_bytes(session: Session) -> bytes:
    """The JSON part of `session`."""
    document = {
        "format": FORMAT,
        "latentlab": __version__,
        "config": asdict(session.config),
        "image_shape": list(session.image_shape),
        "classes": list(session.classes),
        "epochs": len(session.epochs),
        "terms": list(term_names(session.epochs)),
        "steps": len(session.losses),
        "best_epoch": session.best_epoch,
        "points": len(session.codes),
        "maps": {name: len(points) for name, points in session.maps.items()},
        "data": {"name": session.data_name, "sha256": session.data_sha256},
        "report": session.report,
        "kept": _kept_document(session),
        "course": course_document(session.terms, session.changes),
    }
    return json.dumps(document, indent=1, allow_nan=False).encode()


def term_names(epochs: tuple[EpochResult, ...]) -> tuple[str, ...]:
    """The terms that any epoch had, in the order of their first appearance."""
    return tuple(dict.fromkeys(name for result in epochs for name in result.terms))


def read_document(archive: Archive) -> Document:
    """What the session in `archive` says of itself. Raises SessionError where it makes no sense."""
    values = _Values(archive.file, "", _parse(archive))
    form = values.take("format", int)
    if form != FORMAT:
        raise SessionError(
            "{file} has session format {got}; this LatentLab ({version}) opens format {expected}. "
            "Open it with the LatentLab that saved it.",
            file=archive.file,
            got=form,
            version=__version__,
            expected=FORMAT,
        )
    data = values.nested("data")
    return Document(
        config=_config(values.nested("config")),
        image_shape=values.shape("image_shape"),
        classes=tuple(values.listed("classes", str)),
        epochs=values.count("epochs"),
        terms=tuple(values.listed("terms", str)),
        steps=values.count("steps"),
        best_epoch=values.count("best_epoch"),
        points=values.count("points"),
        maps=values.nested("maps").counts(),
        data_name=data.take("name", str),
        data_sha256=data.take("sha256", str),
        report=None if values.values.get("report") is None else values.nested("report").values,
        kept=None if values.values.get("kept") is None else _kept(values.nested("kept")),
        course=course_names(archive.file, values.values.get("course")),
    )


def _kept_document(session: Session) -> dict[str, Any] | None:
    kept = session.kept
    if kept is None:
        return None
    return {"steps": list(kept.steps), "epochs": list(kept.epochs), "points": kept.codes.shape[1]}


def _kept(values: _Values) -> KeptMoments:
    steps, epochs = values.listed("steps", int), values.listed("epochs", float)
    return KeptMoments(tuple(steps), tuple(epochs), values.count("points"))


def _parse(archive: Archive) -> dict[str, Any]:
    content = archive.read(PART, _MOST_BYTES)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise SessionError(
            "{part} in {file} must be JSON ({reason}).", part=PART, file=archive.file, reason=error
        ) from error
    if not isinstance(document, dict):
        raise SessionError("{part} in {file} must be a JSON object.", part=PART, file=archive.file)
    return document


class _Values:
    """The members of one JSON object, each taken out with its type checked."""

    def __init__(self, file: str, path: str, values: dict[str, Any]) -> None:
        self.file = file
        self.path = path
        self.values = values

    def take(self, name: str, kind: type[T]) -> T:
        """The member `name`; a missing one is refused, and so is a number for which `true` came."""
        if name not in self.values:
            raise SessionError(
                "{part} in {file} must have {name}.", part=PART, file=self.file, name=self.path + name
            )
        value = self.values[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.refusal(name, kind.__name__, value)
        return value

    def count(self, name: str) -> int:
        value = self.take(name, int)
        if not 0 <= value <= _MOST_COUNT:
            raise self.refusal(name, f"from 0 to {_MOST_COUNT}", value)
        return value

    def counts(self) -> dict[str, int]:
        return {name: self.count(name) for name in self.values}

    def nested(self, name: str) -> _Values:
        return _Values(self.file, f"{self.path}{name}.", self.take(name, dict))

    def listed(self, name: str, kind: type[T]) -> list[T]:
        values = self.take(name, list)
        for value in values:
            if type(value) is not kind:
                raise self.refusal(name, f"a list of {kind.__name__}", values)
        return values

    def shape(self, name: str) -> tuple[int, int]:
        sides = self.listed(name, int)
        if len(sides) != 2 or not all(1 <= side <= _MOST_SIDE for side in sides):
            raise self.refusal(name, f"two numbers from 1 to {_MOST_SIDE}", sides)
        return sides[0], sides[1]

    def refusal(self, name: str, expected: str, got: object) -> SessionError:
        return SessionError(
            "{name} in {file} must be {expected}, got {got}.",
            name=self.path + name,
            file=self.file,
            expected=expected,
            got=str(got)[:60],
        )


def _config(values: _Values) -> TrainingConfig:
    """Missing choices keep their defaults; unknown ones are refused, as they would change the network."""
    values.nested("model")
    try:
        return _like(values, TrainingConfig())
    except ConfigError as error:
        raise SessionError(
            "{file} was made with choices that cannot be: {reason}", file=values.file, reason=error
        ) from error


def _like(values: _Values, defaults: C) -> C:
    """The same choices with the members of `values` instead, each of the type that its default has."""
    known = {field.name: getattr(defaults, field.name) for field in fields(defaults)}
    for name in values.values.keys() - known.keys():
        raise values.refusal(name, "a choice this version knows", values.values[name])
    return replace(defaults, **{name: _member(values, name, known[name]) for name in values.values})


def _member(values: _Values, name: str, default: object) -> object:
    if is_dataclass(default) and not isinstance(default, type):
        return _like(values.nested(name), default)
    if isinstance(default, tuple):
        return tuple(values.listed(name, int))
    return values.take(name, type(default))
