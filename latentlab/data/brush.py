"""What a brush leaves on a sheet: smooth through the places where the hand was seen, thick as it pressed."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

_PIECE = 4.0  # pixels of a curve that are taken to be straight
_MOST_PIECES = 64  # of one stretch
_NEAR = 0.5  # pixels from the last place that are no move


@dataclass(frozen=True, slots=True)
class Touch:
    """Where the brush was seen: x to the right and y down in pixels, and half its width there."""

    x: float
    y: float
    radius: float


class Stroke:
    """One line, from touching the sheet to leaving it.

    cover: (H, W) uint8, how much of each pixel is under the line, up to the newest touch. A line that crosses
    itself covers no more where it does.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        self.cover = np.zeros(shape, np.uint8)
        self._sure = np.zeros(shape, np.uint8)  # without the last stretch, whose curve is yet to be known
        self._touches: list[Touch] = []

    def add(self, touch: Touch) -> None:
        """Lead the line on to a touch; one that is no move is left out."""
        touches = self._touches
        if touches and max(abs(touch.x - touches[-1].x), abs(touch.y - touches[-1].y)) < _NEAR:
            return
        touches.append(touch)
        if len(touches) > 2:
            _lay(self._sure, _curve(self._touch(-4), touches[-3], touches[-2], touches[-1]))
        self.cover = self._sure.copy()
        _lay(self.cover, _curve(self._touch(-3), self._touch(-2), touches[-1], touches[-1]))

    def _touch(self, place: int) -> Touch:
        """A touch counted from the end, the first where there are not so many."""
        return self._touches[max(place, -len(self._touches))]


def inked(ink: np.ndarray, cover: np.ndarray, erases: bool) -> np.ndarray:
    """A sheet's ink (H, W) uint8 under a stroke's cover (H, W) uint8, which adds to it or takes it away."""
    under: np.ndarray = np.minimum(ink, 255 - cover) if erases else np.maximum(ink, cover)
    return under


def _curve(before: Touch, start: Touch, end: Touch, after: Touch) -> np.ndarray:
    """Places on the way from start to end: (M, 3) of x, y and radius, the ends included.

    Source: Catmull and Rom 1974, "A class of local interpolating splines"; the uniform cubic, which the
    evenly timed samples of a hand suit.
    """
    p0, p1, p2, p3 = (np.array([t.x, t.y, t.radius]) for t in (before, start, end, after))
    pieces = min(_MOST_PIECES, max(1, round(float(np.hypot(*(p2 - p1)[:2])) / _PIECE)))
    t = np.linspace(0, 1, pieces + 1)[:, None]
    straight, bent = p2 - p0, 2 * p0 - 5 * p1 + 4 * p2 - p3
    way: np.ndarray = p1 + 0.5 * (straight * t + bent * t**2 + (3 * p1 - p0 - 3 * p2 + p3) * t**3)
    return way


def _lay(cover: np.ndarray, way: np.ndarray) -> None:
    """Cover what lies under discs along the straight lines between the places of a way (M, 3)."""
    height, width = cover.shape
    reach = float(way[:, 2].max()) + 1
    left, top = np.maximum(0, np.floor(way[:, :2].min(axis=0) - reach)).astype(int).tolist()
    right, bottom = (np.ceil(way[:, :2].max(axis=0) + reach).astype(int) + 1).tolist()
    columns = np.arange(left, min(right, width), dtype=np.float32) + np.float32(0.5)
    rows = np.arange(top, min(bottom, height), dtype=np.float32) + np.float32(0.5)
    if not (len(columns) and len(rows)):
        return
    depth = np.full((len(rows), len(columns)), -np.inf, np.float32)  # how far under the line's edge
    for start, end in pairwise(way):
        np.maximum(depth, _depth(columns, rows, start, end), out=depth)
    part = cover[top : top + len(rows), left : left + len(columns)]
    np.maximum(part, np.rint(255 * np.clip(depth + 0.5, 0, 1)).astype(np.uint8), out=part)


def _depth(columns: np.ndarray, rows: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """How far (h, w) pixels lie within a line whose half width goes from the start's to the end's."""
    across, down = columns - np.float32(start[0]), rows - np.float32(start[1])
    x, y, wider = (np.float32(value) for value in end - start)
    length = max(float(x * x + y * y), 1e-6)
    share = np.clip((across * x)[None] / length + (down * y)[:, None] / length, 0, 1)  # of the way
    away = np.hypot(across[None] - share * x, down[:, None] - share * y)
    depth: np.ndarray = np.float32(start[2]) + share * wider - away
    return depth
