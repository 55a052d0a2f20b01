"""What lies at the cells of a grid over a map: how far to trust each, or the image it decodes to."""

from collections.abc import Callable, Generator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.inverse.inverse import Inverse
from latentlab.latent.inverse.located import Located
from latentlab.latent.inverse.on_plane import PlaneInverse
from latentlab.latent.preparing import Preparing

Coder = Callable[[np.ndarray], np.ndarray]  # codes (M, k) to images (M, pixels), or back
_PLACES_AT_ONCE = 256  # so that a stop is heard soon


@dataclass(frozen=True, slots=True)
class Grid:
    """Square cells over a part of a map, row by row from the top left."""

    left: float
    top: float
    cell: float  # side, in the map's units
    columns: int
    rows: int

    def centres(self) -> np.ndarray:
        """The middle of each cell: (rows * columns, 2)."""
        xs = self.left + (np.arange(self.columns) + 0.5) * self.cell
        ys = self.top - (np.arange(self.rows) + 0.5) * self.cell
        return np.stack([np.tile(xs, self.rows), np.repeat(ys, self.columns)], axis=1)


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """A grid with what was found."""

    grid: Grid
    trust: np.ndarray  # (rows, columns) from 0 to 1
    images: np.ndarray | None = None  # (rows, columns, pixels), where they were asked for


def grid_over(left: float, bottom: float, right: float, top: float, cell: float) -> Grid:
    """Cells of a side that cover a part of the map; they stay where they are while the view is panned."""
    first, last = np.floor(left / cell), np.ceil(right / cell)
    lowest, highest = np.floor(bottom / cell), np.ceil(top / cell)
    return Grid(
        float(first * cell),
        float(highest * cell),
        cell,
        max(1, int(last - first)),
        max(1, int(highest - lowest)),
    )


def survey(
    inverse: Inverse | PlaneInverse,
    grid: Grid,
    decode: Coder | None,
    encode: Coder | None,
    wants_images: bool = False,
) -> Generator[Preparing, None, Survey]:
    """Ask the inverse for every cell; with decoder and encoder the trust knows of the way there and back."""
    centres = grid.centres()
    trust = np.empty(len(centres))
    images: list[np.ndarray] = []
    for start in range(0, len(centres), _PLACES_AT_ONCE):
        piece = slice(start, start + _PLACES_AT_ONCE)
        located = inverse.locate_many(centres[piece])
        decoded = decode(located.z) if decode is not None else None
        trust[piece] = _trust(located, decoded, encode)
        if decoded is not None and wants_images:
            images.append(decoded)
        yield Preparing("survey", min(start + _PLACES_AT_ONCE, len(centres)), len(centres))
    shape = (grid.rows, grid.columns)
    sheet = np.concatenate(images).reshape(*shape, -1) if images else None
    return Survey(grid, trust.reshape(shape), sheet)


def _trust(located: Located, images: np.ndarray | None, encode: Coder | None) -> np.ndarray:
    if images is None or encode is None:
        return located.trust
    return located.encoded_again(encode(images)).trust
