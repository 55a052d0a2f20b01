"""Finds images by what is typed: their numbers, ranges of numbers, their classes."""

import re

import numpy as np

from latentlab.errors import LatentLabError

_APART = re.compile(r"\s*(?:[,;&+|]|\band\b|\bor\b)\s*", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:\d+\s+)+\d+")
_CLASS = re.compile(r"class(?:es)?\s+(.+)", re.IGNORECASE)
_IMAGE = re.compile(r"(?:#|no\.?|number|image)?\s*(\d+)", re.IGNORECASE)
_RANGE = re.compile(r"(\d+)\s*(?:-|–|—|\.\.+|\bto\b)\s*(\d+)", re.IGNORECASE)


def found_rows(
    text: str, labels: np.ndarray, order: np.ndarray, classes: tuple[str, ...], count: int
) -> np.ndarray:
    """The rows (n,) of the first `count` that the text means, ascending.

    Terms are set apart by commas or "and"; each is a class by its name, an image by its number ("4146", and
    "No. 3" where 3 is a class), or a range of numbers. labels, order: (N,), row i is image order[i].
    Raises LatentLabError for a term that means nothing here.
    """
    last = int(order.max(initial=0))
    found = [_rows_of(term, labels[:count], order[:count], last, classes) for term in _terms(text)]
    return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))


def _terms(text: str) -> list[str]:
    terms = [term.strip() for term in _APART.split(text.strip())]
    return [part for term in terms if term for part in (term.split() if _NUMBERS.fullmatch(term) else [term])]


def _rows_of(
    term: str, labels: np.ndarray, order: np.ndarray, last: int, classes: tuple[str, ...]
) -> np.ndarray:
    named = _CLASS.fullmatch(term)
    label = _class_of(named.group(1) if named else term, classes)
    if label is not None:
        return np.flatnonzero(labels == label)
    span, image = _RANGE.fullmatch(term), _IMAGE.fullmatch(term)
    if named is None and span is not None:
        ends = sorted((int(span.group(1)), int(span.group(2))))
        return _numbered(ends[0], ends[1], order, last)
    if named is None and image is not None:
        number = int(image.group(1))
        return _numbered(number, number, order, last)
    raise LatentLabError(
        "“{term}” is neither a number nor a class. Classes here: {classes}.",
        term=named.group(1) if named else term,
        classes=", ".join(classes),
    )


def _class_of(name: str, classes: tuple[str, ...]) -> int | None:
    """The class of this name, or the only one that begins so; None where there is none."""
    names = [one.casefold() for one in classes]
    name = name.strip().casefold()
    if name in names:
        return names.index(name)
    begun = [index for index, one in enumerate(names) if one.startswith(name)]
    return begun[0] if len(begun) == 1 and not name.isdigit() else None


def _numbered(first: int, end: int, order: np.ndarray, last: int) -> np.ndarray:
    """The rows with numbers from `first` to `end`; there has to be one."""
    if first > last:
        raise LatentLabError(
            "There is no image {number}: the numbers go from 0 to {last}.", number=first, last=last
        )
    rows = np.flatnonzero((order >= first) & (order <= end))
    if len(rows) == 0:
        raise LatentLabError(
            "Image {number} is not among the {count} points on the map. Show more points (menu Map).",
            number=first if first == end else f"{first}–{end}",
            count=len(order),
        )
    return rows
