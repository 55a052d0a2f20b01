"""A path that is to be written to a file, and the file that is wished for."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from latentlab.export.look import GROUNDS, Ground
from latentlab.latent.decode import Decode
from latentlab.latent.preparing import Preparing
from latentlab.limits import check_choice, check_range, check_whole

MOST_SCALE = 16
LEAST_FRAMES, MOST_FRAMES = 2, 200
_AT_ONCE = 32  # codes, so that a stop is heard soon

PathSubject = Literal["strip", "film"]
SUFFIXES = {"strip": (".png", ".svg", ".npz"), "film": (".gif", ".webp")}


@dataclass(frozen=True, slots=True)
class PathFile:
    """One file of a path. Raises ConfigError for what no file can be.

    scale: pixels of the file for each of an image. words: names of the ways and what was measured of them,
    or how far along the path a frame is. comes_back: a film ends where it began.
    """

    subject: PathSubject
    suffix: str  # ".png"
    scale: int = 2
    ground: Ground = "light"
    words: bool = True
    title: str = ""
    frames: int = 48
    seconds: float = 4.0
    comes_back: bool = True

    def __post_init__(self) -> None:
        check_choice("subject", self.subject, tuple(SUFFIXES))
        check_choice("file format", self.suffix, SUFFIXES[self.subject])
        check_whole("pixels of each pixel", self.scale, 1, MOST_SCALE)
        check_choice("ground", self.ground, GROUNDS)
        check_whole("frames", self.frames, LEAST_FRAMES, MOST_FRAMES)
        check_range("length", self.seconds, 0.1, 600.0)


@dataclass(frozen=True, slots=True, eq=False)
class PathRow:
    """Pictures of one way from end to end, as they are shown."""

    name: str
    figure: str  # what was measured of it
    images: np.ndarray  # (n, h, w)


@dataclass(frozen=True, slots=True, eq=False)
class PathSource:
    """A path as it was at one moment; nothing of it changes any more."""

    rows: tuple[PathRow, ...]  # that of the chosen way first
    codes: np.ndarray  # (P, k) of the chosen way
    decode: Decode
    shape: tuple[int, int]  # height and width of an image
    about: Mapping[str, Any] = field(default_factory=dict)


def frames_of(source: PathSource, count: int) -> Generator[Preparing, None, np.ndarray]:
    """So many pictures (count, h, w), evenly spaced along the path from its first code to its last."""
    places = np.rint(np.linspace(0, len(source.codes) - 1, count)).astype(int)
    images = []
    for start in range(0, count, _AT_ONCE):
        yield Preparing("filming", start, count)
        images.append(source.decode(source.codes[places[start : start + _AT_ONCE]]))
    return np.concatenate(images).reshape(count, *source.shape)
