"""Latent codes as text, the way a student reads and types them."""

import math
import re

import numpy as np

from latentlab.errors import ConfigError
from latentlab.latent.code_axes import AxisKind

MINUS = "\N{MINUS SIGN}"
_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_MOST = float(np.finfo(np.float32).max) * (1 + 2**-25)  # what still rounds to a finite float32
_UNFINISHED = re.compile(r"[+-]?\d*[.,]?\d*([eE][+-]?)?")


def dimension_name(dimension: int) -> str:
    """The short name of a latent dimension counted from 0: z₁ for the first."""
    return axis_name(dimension, "dimensions")


def axis_name(axis: int, kind: AxisKind) -> str:
    """The short name of an axis counted from 0: z₁ of the latent dimensions, PC₁ of the principal axes."""
    letters = {"dimensions": "z", "principal": "PC"}
    return letters[kind] + str(axis + 1).translate(_SUBSCRIPTS)


def share_text(share: float) -> str:
    """A share in as few characters as tell it: 31%, 2.4%, <0.1%."""
    percent = 100 * share
    if not math.isfinite(percent):
        return ""
    if percent < 0.05:
        return "0%" if percent <= 0 else "<0.1%"
    return f"{percent:.1f}%" if percent < 9.95 else f"{percent:.0f}%"


def number_text(value: float, span: float) -> str:
    """A number with as many decimals as a slider of that `span` can tell apart: −1.52."""
    if not math.isfinite(value):
        return "nan" if math.isnan(value) else ("∞" if value > 0 else MINUS + "∞")
    if abs(value) >= 1e5 or span < 1e-4:
        return f"{value:.2e}".replace("-", MINUS)
    text = f"{value:.{_decimals(span)}f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", MINUS)


def number_from(text: str) -> float | None:
    """The number that was typed, with either minus sign and either decimal sign; None where it is none."""
    if "_" in text:  # Python's own digit separator, nobody else's
        return None
    try:
        value = float(text.strip().replace(MINUS, "-").replace(",", "."))
    except ValueError:
        return None
    return value if abs(value) <= _MOST else None  # NaN compares false


def may_become_number(text: str) -> bool:
    """Whether more typing can make a number of the text: "", "−", "1e"."""
    return _UNFINISHED.fullmatch(text.strip().replace(MINUS, "-")) is not None


def code_text(z: np.ndarray) -> str:
    """A code (k,) as `latentlab decode --z` takes it: -1.5,0.25,2, read back to the same bits."""
    return ",".join(np.format_float_positional(value, trim="-") for value in z.astype(np.float32))


def code_from(text: str, latent: int) -> np.ndarray:
    """The code (latent,) float32 in a text: numbers parted by commas, semicolons or space.

    Raises ConfigError where the text is no code of that length.
    """
    words = text.strip().strip("[](){}").replace(",", " ").replace(";", " ").split()
    if not words:
        raise ConfigError("Expected a code of length {latent}, got no text.", latent=latent)
    numbers = [number_from(word) for word in words]
    for word, number in zip(words, numbers, strict=True):
        if number is None:
            raise ConfigError(
                "Expected a code of length {latent}, got “{word}”.", latent=latent, word=word[:24]
            )
    if len(numbers) != latent:
        raise ConfigError(
            "Expected a code of length {latent}, got one of length {count}.",
            latent=latent,
            count=len(numbers),
        )
    return np.array(numbers, np.float32)


def _decimals(span: float) -> int:
    if not (math.isfinite(span) and span > 0):
        return 2
    return min(6, max(0, 3 - math.ceil(math.log10(span))))
