"""Reads each value of `latentlab.ini`, and says what was expected where it cannot be one."""

import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from latentlab.data.catalog import CATALOG
from latentlab.errors import ConfigError
from latentlab.training.config import MAX_THREADS

Value = str | int | Path
Reader = Callable[[str, Path], Value]  # the text and the folder of the file; raises ConfigError
_VARIABLE = re.compile(r"%([^%\s]+)%")


def _one_of(*choices: str) -> Reader:
    def read(text: str, folder: Path) -> str:
        if text.lower() not in choices:
            raise ConfigError("expected one of {choices}, got {text}", choices=", ".join(choices), text=text)
        return text.lower()

    return read


def _read_threads(text: str, folder: Path) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9 and 1 <= int(text) <= MAX_THREADS):
        raise ConfigError(
            "expected a whole number from {least} to {most}, got {text}", least=1, most=MAX_THREADS, text=text
        )
    return int(text)


def _read_folder(text: str, folder: Path) -> Path:
    return _path(text, folder, "expected a folder, got {text}")


def _read_session(text: str, folder: Path) -> Path:
    path = _path(text, folder, "expected a .latentlab file, got {text}")
    if path.suffix.lower() != ".latentlab":
        raise ConfigError("expected a .latentlab file, got {text}", text=text)
    return path


def is_visible(letter: str) -> bool:
    """Whether a letter may be in a file's name and in a line: no control character, no half of a letter."""
    return unicodedata.category(letter) not in ("Cc", "Cs", "Zl", "Zp")


def _path(text: str, folder: Path, refusal: str) -> Path:
    """A path with ~ and %VARIABLES% in it, from the file's own folder where it is relative."""
    expanded = os.path.expanduser(_VARIABLE.sub(_variable, text))
    if expanded.startswith("~") or not all(map(is_visible, expanded)):
        raise ConfigError(refusal, text=ascii(text))
    return Path(os.path.abspath(folder / expanded))


def _variable(found: re.Match[str]) -> str:
    value = os.environ.get(found[1])
    if not value:
        raise ConfigError("expected a variable that is set on this computer, got {name}", name=found[0])
    return value


READERS: dict[str, Reader] = {
    "theme": _one_of("light", "dark", "system"),
    "data_root": _read_folder,
    "data": _one_of(*CATALOG),
    "session": _read_session,
    "folder": _read_folder,
    "downloads": _one_of("allowed", "forbidden"),
    "threads": _read_threads,
}
BEGINNINGS = ("data", "session")  # what the window begins with: that is never the last word, and not locked


def read_value(key: str, text: str, folder: Path) -> Value:
    """The value of a known key. Raises ConfigError with half a sentence: what was expected, what came."""
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        text = text[1:-1].strip()
    if not text:
        raise ConfigError("expected a value after the equals sign, got nothing")
    return READERS[key](text, folder)
