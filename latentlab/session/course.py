"""The part of a session that says what each term was at every batch, and what changed on the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from latentlab.errors import SessionError
from latentlab.session.archive import Archive
from latentlab.session.arrays import array_bytes, read_array
from latentlab.training.changes import Change

PART = "terms.npy"
_MOST_TERMS = 32
_MOST_CHANGES = 100_000
_MOST_TEXT = 60


@dataclass(frozen=True, slots=True)
class CourseNames:
    """What the JSON part says of it."""

    terms: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()


def course_document(terms: Mapping[str, np.ndarray], changes: tuple[Change, ...]) -> dict[str, Any] | None:
    """The JSON part; None where one term was the whole loss and nothing changed."""
    if not terms and not changes:
        return None
    told = [[change.step, change.name, change.before, change.after] for change in changes]
    return {"terms": list(terms), "changes": told}


def course_names(file: str, document: object) -> CourseNames:
    """What the JSON part says, whoever wrote it. Raises SessionError where it makes no sense."""
    if document is None:
        return CourseNames()
    terms = document.get("terms") if isinstance(document, dict) else None
    changes = document.get("changes") if isinstance(document, dict) else None
    if not _are_terms(terms) or not _are_changes(changes):
        raise SessionError(
            "{file}: course must be names of terms, and changes of a step and three short texts, got {got}.",
            file=file,
            got=str(document)[:200],
        )
    assert isinstance(terms, list)
    assert isinstance(changes, list)
    return CourseNames(tuple(terms), tuple(Change(*change) for change in changes))


def course_parts(terms: Mapping[str, np.ndarray]) -> dict[str, bytes]:
    """The values of the terms, (T, S) float32, NaN where one was off; nothing where there are none."""
    return {PART: array_bytes(np.stack([*terms.values()]).astype("<f4"))} if terms else {}


def read_terms(archive: Archive, names: tuple[str, ...], steps: int) -> dict[str, np.ndarray]:
    """The values of the terms by their names: (S,) float32 each."""
    if not names:
        return {}
    table = read_array(archive, PART, (len(names), steps), "<f4")
    return dict(zip(names, table, strict=True))


def _are_terms(terms: object) -> bool:
    if not isinstance(terms, list) or len(terms) > _MOST_TERMS:
        return False
    plain = all(isinstance(name, str) and name.isidentifier() for name in terms)
    return plain and len(set(terms)) == len(terms)


def _are_changes(changes: object) -> bool:
    return isinstance(changes, list) and len(changes) <= _MOST_CHANGES and all(map(_is_change, changes))


def _is_change(change: object) -> bool:
    if not isinstance(change, list) or len(change) != 4:
        return False
    step, *texts = change
    is_step = type(step) is int and 0 <= step < 2**31
    return is_step and all(
        isinstance(text, str) and len(text) <= _MOST_TEXT and text.isprintable() for text in texts
    )
