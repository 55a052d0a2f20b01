"""A traversal sheet that is to be written to a file, and the file that is wished for."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np

from latentlab.export.look import GROUNDS, Ground
from latentlab.latent.code_axes import CodeAxes
from latentlab.latent.decode import Decode
from latentlab.latent.preparing import Preparing
from latentlab.latent.walks.traversal import Traversal, TraversalWish, reach, steps, traverse
from latentlab.limits import check_choice, check_range, check_whole

MOST_SCALE, MOST_ROWS = 16, 200
LEAST_FRAMES, MOST_FRAMES = 2, 200

SheetSubject = Literal["sheet", "film"]
SUFFIXES = {"sheet": (".png", ".svg", ".npz"), "film": (".gif", ".webp", ".npz")}


@dataclass(frozen=True, slots=True)
class SheetFile:
    """One file of a sheet. Raises ConfigError for what no file can be.

    scale: pixels of the file for each of an image. rows: of axes at most, where each row is one.
    film_axis: the axis that a film goes along.
    """

    subject: SheetSubject
    suffix: str  # ".png"
    scale: int = 2
    ground: Ground = "light"
    values: bool = True  # at the edges
    title: str = ""
    rows: int = 32
    film_axis: int = 0
    frames: int = 24
    seconds: float = 4.0

    def __post_init__(self) -> None:
        check_choice("subject", self.subject, tuple(SUFFIXES))
        check_choice("file format", self.suffix, SUFFIXES[self.subject])
        check_whole("pixels of each pixel", self.scale, 1, MOST_SCALE)
        check_choice("ground", self.ground, GROUNDS)
        check_whole("rows", self.rows, 1, MOST_ROWS)
        check_whole("frames", self.frames, LEAST_FRAMES, MOST_FRAMES)
        check_range("length", self.seconds, 0.1, 600.0)


@dataclass(frozen=True, slots=True, eq=False)
class SheetSource:
    """A sheet as it was at one moment; nothing of it changes any more."""

    axes: CodeAxes
    wish: TraversalWish
    z: np.ndarray  # (k,)
    decode: Decode
    shape: tuple[int, int]  # height and width of an image
    about: Mapping[str, Any] = field(default_factory=dict)

    def name(self, axis: int) -> str:
        """The short name of an axis in files: z1, PC1."""
        return f"{'z' if self.wish.kind == 'dimensions' else 'PC'}{axis + 1}"


@dataclass(frozen=True, slots=True, eq=False)
class SheetFrame:
    """One frame of a film along an axis."""

    place: float  # along the axis
    images: np.ndarray  # (R, C, height, width) float32


def sheet_of(source: SheetSource, rows: int) -> Generator[Preparing, None, Traversal]:
    """The whole sheet, of so many axes at most where each row is one."""
    wanted = range(min(rows, len(source.axes)))
    return traverse(source.axes, source.wish, source.z, wanted, source.decode, source.shape)


def film_of(source: SheetSource, file: SheetFile) -> Generator[Preparing, None, list[SheetFrame]]:
    """The sheet again and again while one more axis goes from its low end to its high one.

    Along an axis that the grid goes along itself, a frame is what it has there: one column or one row.
    """
    wish, axis = source.wish, min(file.film_axis, len(source.axes) - 1)
    low, high = (float(end[axis]) for end in reach(source.axes, wish))
    frames = []
    for number, place in enumerate(np.linspace(low, high, file.frames).tolist()):
        yield Preparing("filming", number, file.frames)
        z = _moved(source, axis, place)
        if wish.form == "grid" and axis in (wish.across, wish.up):
            frames.append(SheetFrame(place, _line_of(source, axis, z)))
            continue
        moved = replace(source, z=z, wish=replace(wish, at_mean=False))  # z is at the mean by now, if at all
        sheet = yield from sheet_of(moved, file.rows)
        frames.append(SheetFrame(place, sheet.images))
    return frames


def _moved(source: SheetSource, axis: int, place: float) -> np.ndarray:
    """The code (k,) that the images of a frame share but for their own axes, at a place along the film's."""
    axes = source.axes
    coordinates = axes.mean.copy() if source.wish.at_mean else axes.coordinates(source.z)
    coordinates[axis] = place
    return axes.codes(coordinates)


def _line_of(source: SheetSource, axis: int, z: np.ndarray) -> np.ndarray:
    """What the grid has at one place of one of its axes: a column (C, 1, h, w) or a row (1, C, h, w)."""
    axes, wish = source.axes, source.wish
    other = wish.up if axis == wish.across else wish.across
    coordinates = np.tile(axes.coordinates(z), (wish.count, 1))
    coordinates[:, other] = steps(axes, wish, other)
    images = source.decode(axes.codes(coordinates)).reshape(-1, *source.shape)
    return images[::-1, None] if other == wish.up else images[None]
