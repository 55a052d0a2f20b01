"""Sums of names as a student writes them: 3 − 8 + 0.5×9."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from latentlab.errors import LatentLabError

MOST = 100.0  # of a weight
_MINUS = "\N{MINUS SIGN}"
_SIGN = re.compile(r"\s*([-+\N{MINUS SIGN}\N{EN DASH}])\s*")
_NUMBER = r"(\d+(?:[.,]\d*)?|[.,]\d+)"
_WEIGHT = re.compile(_NUMBER + r"\s*[*×·]\s*")
_BARE_WEIGHT = re.compile(_NUMBER + r"\s+(?=[^\W\d]|[\"“„”«])")  # 0.5 Coat; but 3 8 wants a sign
_OPENS, _CLOSES = '"“„”«', '"“”»'
_ENDS_NAME = re.compile(r"\s*(?:$|[-+\N{MINUS SIGN}\N{EN DASH}])")
_NEEDS_QUOTES = re.compile(r"[-+\N{MINUS SIGN}\N{EN DASH}*×·\s.,\"“„”«»]")


@dataclass(frozen=True, slots=True)
class Term:
    """A name and how often it is added."""

    weight: float
    name: str


def sum_of(text: str, names: Collection[str]) -> tuple[Term, ...]:
    """The terms of a sum of these names; nothing where the text is empty.

    A weight stands before its name with a × or * between, which a name that begins with a letter can do
    without; names with signs or spaces may stand in quotes, and have quotes in them.
    Raises LatentLabError that says where it could not be read, and what would do.
    """
    text, terms, at = text.strip(), list[Term](), 0
    while at < len(text):
        weight, at = _sign(text, at, is_first=not terms)
        found = _WEIGHT.match(text, at)
        if found is None and not _ends(text, at, names):
            found = _BARE_WEIGHT.match(text, at)
        if found is not None:
            weight, at = weight * _number(found[1]), found.end()
        name, at = _name(text, at, names)
        terms.append(Term(weight, name))
    return tuple(terms)


def text_of_sum(terms: Sequence[Term]) -> str:
    """The sum as it is read back to the same terms: 3 − 8 + 0.5×“Ankle boot”."""
    words = []
    for number, term in enumerate(terms):
        is_minus = term.weight < 0
        if number:
            words.append(f" {_MINUS} " if is_minus else " + ")
        elif is_minus:
            words.append(_MINUS)
        size = abs(term.weight)
        words.append("" if size == 1 else f"{np.format_float_positional(size, trim='-')}×")
        words.append(f"“{term.name}”" if _NEEDS_QUOTES.search(term.name) else term.name)
    return "".join(words)


def _sign(text: str, at: int, is_first: bool) -> tuple[float, int]:
    found = _SIGN.match(text, at)
    if found is not None:
        return (1.0 if found[1] == "+" else -1.0), found.end()
    if is_first:
        return 1.0, at
    raise LatentLabError(
        "Expected + or − at “{rest}”. A weight is written with a ×: 0.5×3.", rest=_rest(text, at)
    )


def _number(text: str) -> float:
    number = float(text.replace(",", "."))
    if number > MOST:
        raise LatentLabError("A weight can be up to {most}, got {number}.", most=f"{MOST:g}", number=text)
    return number


def _name(text: str, at: int, names: Collection[str]) -> tuple[str, int]:
    """The longest of the names that stands there, in quotes or not, whatever its case."""
    ends = _ends(text, at, names)
    if not ends:
        raise LatentLabError(
            "Expected one of {names}, got “{rest}”.", names=_some(names), rest=_rest(text, at)
        )
    # Names that differ in case only are told apart by it.
    best = max(ends, key=lambda name: (ends[name], name in text[at : ends[name]]))
    return best, ends[best]


def _ends(text: str, at: int, names: Collection[str]) -> dict[str, int]:
    """Where each of the names ends that can be read there."""
    ends = {name: _end(text, at, name) for name in names if name}
    return {name: end for name, end in ends.items() if end is not None}


def _end(text: str, at: int, name: str) -> int | None:
    """Where a name ends that stands there, in quotes or not; None where it does not."""
    for quote in (1, 0):
        start, end = at + quote, at + quote + len(name)
        if text[start:end].casefold() != name.casefold():
            continue
        is_quoted = quote and text[at] in _OPENS and text[end : end + 1] in tuple(_CLOSES)
        if is_quoted or (not quote and _ENDS_NAME.match(text, end)):
            return end + quote
    return None


def _rest(text: str, at: int) -> str:
    rest = text[at : at + 24]
    return rest + ("…" if len(text) > at + 24 else "")


def _some(names: Collection[str]) -> str:
    shown = list(names)[:14]
    return ", ".join(shown) + (" …" if len(names) > len(shown) else "")
