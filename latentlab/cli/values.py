"""Values of options read from text, with sentences of our own where they cannot be."""

import re
from collections.abc import Callable
from pathlib import Path

from latentlab.errors import ConfigError
from latentlab.models.config import MAX_LATENT, MAX_WIDTH
from latentlab.models.noise import KINDS, Noise


def whole_number(what: str) -> Callable[[str], int]:
    """A reader of whole numbers; `what` names the value in the error."""

    def read(text: str) -> int:
        try:
            return int(text)
        except ValueError:
            raise ConfigError("{what} must be a whole number, got {text}.", what=what, text=text) from None

    return read


def number(what: str) -> Callable[[str], float]:
    """A reader of numbers; `what` names the value in the error."""

    def read(text: str) -> float:
        try:
            return float(text)
        except ValueError:
            raise ConfigError("{what} must be a number, got {text}.", what=what, text=text) from None

    return read


def latent_size(text: str) -> int:
    """The number of latent dimensions; its range is checked where the network's choices are."""
    try:
        return int(text)
    except ValueError:
        raise ConfigError(
            "latent must be a whole number from 1 to {most}, got {latent}.", most=MAX_LATENT, latent=text
        ) from None


def hidden_widths(text: str) -> tuple[int, ...]:
    """Widths like 256,64; "none" or nothing for a network without hidden layers."""
    if text.strip() in ("", "none"):
        return ()
    return tuple(_width(part) for part in text.split(","))


def noise(text: str) -> Noise:
    """A noise like gaussian:0.3; "none" for clean images."""
    kind, _, level = text.partition(":")
    if kind == "none" and not level:
        return Noise()
    if kind not in KINDS[1:] or not level:
        raise ConfigError(
            "noise must be one of {kinds} with a level, as in gaussian:0.3, or none, got {text}.",
            kinds=", ".join(KINDS[1:]),
            text=text or '""',
        )
    return Noise(kind, number(f"the level of {kind} noise")(level))


def sparsity(text: str) -> dict[str, float]:
    """A term like l1:0.001, l2:0.001 or kl:0.1:0.001 (target, weight) as the objective's fields; or none."""
    kind, *parts = text.split(":")
    match kind, len(parts):
        case "none", 0:
            return {}
        case "l1" | "l2", 1:
            return {kind: number(f"the weight {kind}")(parts[0])}
        case "kl", 2:
            target, weight = number("the target of KL sparsity"), number("the weight of KL sparsity")
            return {"kl_target": target(parts[0]), "kl_sparsity": weight(parts[1])}
    raise ConfigError(
        "sparsity must be kl:TARGET:WEIGHT, l1:WEIGHT, l2:WEIGHT or none, got {text}.", text=text or '""'
    )


def _width(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise ConfigError(
            "hidden widths must be whole numbers from 1 to {most}, got {width}.", most=MAX_WIDTH, width=text
        ) from None


def numbers(what: str, least: int, most: int) -> Callable[[str], tuple[int, ...]]:
    """A reader of some whole numbers with commas between; `what` names them in the error."""

    def read(text: str) -> tuple[int, ...]:
        found = tuple(whole_number(f"each of {what}")(part) for part in text.split(","))
        if not least <= len(found) <= most:
            raise ConfigError(
                "{what} must be {counts} whole numbers with commas between, got {text}.",
                what=what,
                counts=least if least == most else f"{least} or {most}",
                text=text,
            )
        return found

    return read


def code_values(text: str) -> tuple[float, ...]:
    """A code like -1.5,0,2,0."""
    return tuple(number("each value of z")(part) for part in text.split(","))


def window_size(text: str) -> tuple[int, int]:
    """A size like 1440x900, in device-independent pixels."""
    found = re.fullmatch(r"(\d{3,5})x(\d{3,5})", text)
    sides = (int(found[1]), int(found[2])) if found else (0, 0)
    if not all(200 <= side <= 10_000 for side in sides):
        raise ConfigError("size must be from 200x200 to 10000x10000, as in 1440x900, got {text}.", text=text)
    return sides


def one_of(what: str, *choices: str) -> Callable[[str], str]:
    """A reader of one of `choices`."""

    def read(text: str) -> str:
        if text not in choices:
            raise ConfigError(
                "{what} must be one of {choices}, got {text}.",
                what=what,
                choices=", ".join(choices),
                text=text or '""',
            )
        return text

    return read


def output_file(option: str, *suffixes: str) -> Callable[[str], Path]:
    """A file that will be written, refused at once where that cannot be, not after an hour's training."""

    def read(text: str) -> Path:
        path = Path(text)
        if not text or path.is_dir():
            raise ConfigError("{option} must name a file, got {text}.", option=option, text=text or '""')
        if not path.absolute().parent.is_dir():
            raise ConfigError(
                "{option} must name a file in a folder that exists, got {text}.", option=option, text=text
            )
        if suffixes and path.suffix.lower() not in suffixes:
            raise ConfigError(
                "{option} must end in {suffixes}, got {text}.",
                option=option,
                suffixes=" or ".join(suffixes),
                text=text,
            )
        return path

    return read


def session_file(text: str) -> Path:
    """A file by its path, or by the file:// address that some launchers pass instead."""
    if not text.startswith("file:"):
        return Path(text)
    from urllib.parse import urlsplit
    from urllib.request import url2pathname

    address = urlsplit(text)
    if address.netloc not in ("", "localhost"):
        raise ConfigError("Expected a file on this computer, got {address}.", address=text)
    return Path(url2pathname(address.path))


def refuse_outside(what: str, value: float, least: float, most: float) -> None:
    """Raise ConfigError unless the value lies between the two (NaN does not)."""
    if not least <= value <= most:
        raise ConfigError(
            "{what} must be from {least:,g} to {most:,g}, got {value}.",
            what=what,
            least=least,
            most=most,
            value=value,
        )
