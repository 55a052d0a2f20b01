"""Lines over the points of an exported map: of equal density, and trails."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from latentlab.export.look import Look

_WHITE = np.array([255.0, 255, 255])


@dataclass(frozen=True, slots=True, eq=False)
class Lines:
    """Pieces of one colour in the map's units."""

    pieces: np.ndarray  # (n, 2, 2): their ends (x, y)
    light: np.ndarray  # (3,) uint8, the colour on a light ground
    dark: np.ndarray  # (3,) uint8
    width: float = 1.5  # at a unit of 1
    strength: float = 1.0  # the rest is the ground's colour
    has_rim: bool = False  # of the ground's colour, to stand out from points of its own

    def colour(self, look: Look) -> str:
        """As #rrggbb on the ground of this look."""
        ink = np.asarray(self.dark if look.is_dark else self.light, np.float64)
        mixed = self.strength * ink + (1 - self.strength) * ground_of(look)
        return "#" + bytes(mixed.round().astype(np.uint8)).hex()


@dataclass(frozen=True, slots=True, eq=False)
class Stroke:
    """Pieces (n, 2, 2) in pixels of the sheet, y downwards."""

    pieces: np.ndarray
    colour: str
    width: float

    def ends(self) -> Iterator[tuple[float, float, float, float]]:
        """The pieces one by one: from x, y to x, y."""
        for (x, y), (to_x, to_y) in self.pieces.tolist():
            yield x, y, to_x, to_y


def ground_of(look: Look) -> np.ndarray:
    """The ground's colour (3,) float64; white where it is left open."""
    if not look.ground_colour:
        return _WHITE
    return np.frombuffer(bytes.fromhex(look.ground_colour[1:]), np.uint8).astype(np.float64)


def strokes_of(lines: Lines, pieces: np.ndarray, look: Look) -> Iterator[Stroke]:
    """The line with its rim below it; pieces (n, 2, 2): its own, in pixels of the sheet."""
    width = lines.width * look.unit
    if lines.has_rim:
        rim = "#" + bytes(ground_of(look).astype(np.uint8)).hex()
        yield Stroke(pieces, rim, 2.4 * width)
    yield Stroke(pieces, lines.colour(look), width)
