"""Every number of a verdict as a table of two columns."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def rows_of(document: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, str]]:
    """Names and values of a nested document, the names joined by dots; what does not apply is left out."""
    for name, value in document.items():
        yield from _rows(f"{prefix}{name}", value)


def as_text(rows: Iterable[tuple[str, str]]) -> str:
    """The rows with a tab between name and value, a line each."""
    return "".join(f"{name}\t{value}\n" for name, value in rows)


def _rows(name: str, value: Any) -> Iterable[tuple[str, str]]:
    match value:
        case None:
            return
        case Mapping():
            yield from rows_of(value, f"{name}.")
        case np.ndarray() | list() | tuple():
            for number, item in enumerate(value):
                yield from _rows(f"{name}.{number}", item)
        case _ if is_dataclass(value):
            yield from rows_of({one.name: getattr(value, one.name) for one in fields(value)}, f"{name}.")
        case float() | np.floating():
            yield name, repr(float(value))
        case _:
            yield name, str(value)
