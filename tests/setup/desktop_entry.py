"""Reads desktop entries by the rules of their specification, as a desktop does."""

import re
from pathlib import Path

_STRING_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
_RESERVED = set(" \t\n\"'\\><~|&;$*?#()`")


def read_entry(path: Path, group: str = "Desktop Entry") -> dict[str, str]:
    """The keys of one group, their values as they stand there."""
    found: dict[str, str] = {}
    inside = False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            inside = line == f"[{group}]"
        elif inside and "=" in line:
            key, _, value = line.partition("=")
            found[key] = value
    return found


def string_of(value: str) -> str:
    """A value of type string with its escapes resolved."""
    return re.sub(r"\\(.)", lambda match: _STRING_ESCAPES[match[1]], value)


def command_of(value: str, file: str) -> list[str]:
    """The arguments of an Exec value with %f replaced by `file`, refusing what the specification forbids."""
    arguments = [_expand(word, quoted, file) for word, quoted in _words(string_of(value))]
    assert "=" not in arguments[0], "the program's name must not hold an equal sign"
    return arguments


def _expand(word: str, quoted: bool, file: str) -> str:
    assert quoted or not _RESERVED & set(word), f"{word} must stand in quotes"
    return re.sub(r"%(.)", lambda match: {"%": "%", "f": file}[match[1]], word)


def _words(line: str) -> list[tuple[str, bool]]:
    words = re.findall(r'"((?:[^"`$\\]|\\["`$\\])*)"(?= |$)|([^ "]+)', line)
    assert " ".join(plain if plain else f'"{inner}"' for inner, plain in words) == line
    return [(plain, False) if plain else (re.sub(r"\\(.)", r"\1", inner), True) for inner, plain in words]
