"""The choices about the map's drawing as one line of the settings file."""

from dataclasses import fields
from typing import Any, get_args

from latentlab.gui.settings_line import kept_in, line_of
from latentlab.gui.widgets.scatter.drawing_choices import Background, DrawingChoices, Thumbnails

_WORDS = {"thumbnails": get_args(Thumbnails), "background": get_args(Background)}
_RANGES = {"size": (0.25, 4.0), "opacity": (0.05, 1.0)}


def drawing_text(choices: DrawingChoices) -> str:
    """The choices as a line."""
    return line_of(choices)


def drawing_from(text: str) -> DrawingChoices:
    """The choices of a line; whatever is missing or makes no sense is as in a new window."""
    names = [field.name for field in fields(DrawingChoices)]
    return DrawingChoices(**kept_in(text, names, _fits))


def _fits(name: str, value: Any) -> bool:
    if name in _WORDS:
        return value in _WORDS[name]
    if name in _RANGES:
        low, high = _RANGES[name]
        return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
    return isinstance(value, bool)
