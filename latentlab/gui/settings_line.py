"""Choices of several fields as one line of the settings file."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def line_of(choices: "DataclassInstance") -> str:
    """The fields as a line."""
    return json.dumps(asdict(choices))


def kept_in(text: str, names: Sequence[str], fits: Callable[[str, Any], bool]) -> dict[str, Any]:
    """The fields of these names that a line has and that fit; whatever is no such line has none."""
    try:
        kept = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(kept, dict):
        return {}
    return {name: kept[name] for name in names if name in kept and fits(name, kept[name])}
