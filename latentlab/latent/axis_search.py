"""Finds axes of the code by what is typed: their numbers, and ranges of numbers."""

import re

import numpy as np

from latentlab.errors import LatentLabError

_APART = re.compile(r"\s*(?:[,;&+|\s]|\band\b|\bor\b)\s*", re.IGNORECASE)
_SPACED_RANGE = re.compile(r"\s*(-|–|—|\.\.+|\bto\b)\s*", re.IGNORECASE)
_NUMBER = r"(?:z|pc|p|#|no\.?)?_?(\d{1,6})"
_TERM = re.compile(rf"{_NUMBER}(?:(?:-|–|—|\.\.+|to){_NUMBER})?", re.IGNORECASE)
_PLAIN = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")


def found_axes(text: str, latent: int) -> np.ndarray:
    """The axes (n,), counted from 0, that the text names counted from 1: "z12", "12", "3-8, 20"; ascending.

    Raises LatentLabError for a term that names none of the `latent` ones.
    """
    terms = [term for term in _APART.split(_SPACED_RANGE.sub(r"\1", text.translate(_PLAIN).strip())) if term]
    found = [_axes_of(term, latent) for term in terms]
    return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))


def _axes_of(term: str, latent: int) -> np.ndarray:
    match = _TERM.fullmatch(term)
    if match is None:
        raise LatentLabError("“{term}” is no dimension: type a number, as 12, or a range, as 3-8.", term=term)
    first = int(match.group(1))
    first, last = sorted((first, int(match.group(2) or first)))
    if first > latent or last < 1:
        raise LatentLabError(
            "There is no dimension {number}: they go from 1 to {latent}.",
            number=first if first > latent else last,
            latent=latent,
        )
    return np.arange(max(1, first) - 1, min(latent, last))
