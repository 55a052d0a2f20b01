"""Where the images and words of a sheet stand in its file."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from latentlab.export.look import Look
from latentlab.export.sheet_source import SheetFile, SheetSource
from latentlab.latent.tiles import tiled
from latentlab.latent.walks.traversal import reach, steps

_LETTER = 0.6  # of the size of its type: how wide a letter is at most
_LEAST_TYPE = 9.0
_LEAST_SIDE = 64


@dataclass(frozen=True, slots=True)
class Word:
    """A word beside the images; anchor as Pillow has it: "lm" left, "mm" middle, "rm" right."""

    x: float
    y: float
    text: str
    anchor: str = "lm"


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """Images edge to edge with their upper left corner in the file's pixels."""

    x: int
    y: int
    tiles: np.ndarray  # uint8, not yet scaled


@dataclass(frozen=True, slots=True, eq=False)
class SheetPlan:
    """A file of so many pixels; raises ConfigError, as a `Look` does, where they are too many."""

    look: Look
    type: float  # size of words
    scale: int
    strips: tuple[Strip, ...]
    words: tuple[Word, ...]


def plan_sheet(source: SheetSource, file: SheetFile, images: np.ndarray, caption: str = "") -> SheetPlan:
    """Lay out images (R, C, h, w) as the window does; a caption, as of a film's frame, goes below."""
    rows, columns, high, wide = images.shape
    high, wide = high * file.scale, wide * file.scale
    size = max(_LEAST_TYPE, 0.4 * high if source.wish.form == "grid" else 0.3 * high)
    is_whole = (rows, columns) == (source.wish.count,) * 2 or source.wish.form == "rows"
    edges = _edges(source, file, rows) if file.values and is_whole else _Edges()
    left, right = (round(_width(words, size)) for words in (edges.left, edges.right))
    line = round(1.6 * size)
    over = (line if file.title else 0) + (line if edges.up else 0)
    gap = 0 if source.wish.form == "grid" else max(2, high // 8)
    below = over + rows * (high + gap) - gap
    under = (line if edges.below else 0) + (line if caption else 0)
    width = max(
        _LEAST_SIDE, left + columns * wide + right, round(_LETTER * size * len(file.title or caption))
    )
    look = Look(width, max(_LEAST_SIDE, below + under), file.ground)
    tops = [over + row * (high + gap) for row in range(rows)]
    if gap:
        strips = tuple(Strip(left, top, tiled(images[row : row + 1])) for row, top in enumerate(tops))
    else:
        strips = (Strip(left, over, tiled(images)),)
    words = list(_words(edges, left, wide, columns, tops, high, below + line / 2))
    if file.title:
        words.append(Word(0.3 * size, line / 2, file.title))
    if caption:
        words.append(Word(left + 0.3 * size, below + under - line / 2, caption))
    return SheetPlan(look, size, file.scale, strips, tuple(words))


@dataclass(frozen=True, slots=True)
class _Edges:
    """Words around the images."""

    left: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    up: str = ""


def _edges(source: SheetSource, file: SheetFile, rows: int) -> _Edges:
    wish, (low, high) = source.wish, reach(source.axes, source.wish)
    if wish.form == "rows":
        left = tuple(f"{source.name(axis)}  {low[axis]:.2f}" for axis in range(rows))
        return _Edges(left, tuple(f"{high[axis]:.2f}" for axis in range(rows)))
    shown = [steps(source.axes, wish, axis) for axis in (wish.across, wish.up)]
    below, left = (tuple(f"{value:.1f}" for value in values) for values in shown)
    last = (*below[:-1], f"{source.name(wish.across)} = {below[-1]}")
    return _Edges(left[::-1], (" " * (len(last[-1]) // 2),), last, source.name(wish.up))


def _width(words: tuple[str, ...], size: float) -> float:
    return _LETTER * size * (max(len(word) for word in words) + 1) if words else 0.0


def _words(
    edges: _Edges, left: int, wide: int, columns: int, tops: list[int], high: int, below: float
) -> Iterator[Word]:
    gap = 0.15 * high
    for top, text in zip(tops, edges.left, strict=False):
        yield Word(left - gap, top + high / 2, text, "rm")
    for top, text in zip(tops, edges.right, strict=False):
        if text.strip():
            yield Word(left + columns * wide + gap, top + high / 2, text)
    for column, text in enumerate(edges.below):
        yield Word(left + (column + 0.5) * wide, below, text, "mm")
    if edges.up:
        yield Word(left - gap, tops[0] - high / 4, edges.up, "rm")
