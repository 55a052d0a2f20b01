"""Where the images of a sheet stand, and the words at their edges."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF

_GAP = 6.0  # between words and images
_LEAST_OF_GRID, _LEAST, _MOST = 7.0, 14.0, 72.0  # height of an image: a grid is seen as a whole
_APART = 6.0  # between rows that are an axis each
_EDGE = 2.0  # around images without words
_WORD_GAP = 10.0  # between two words in a line

Words = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, str]]
Flags = Qt.AlignmentFlag


@dataclass(slots=True)
class SheetLayout:
    """In device-independent pixels, on whole device pixels."""

    rows: int = 0
    columns: int = 0
    before: float = 0.0  # x of the first image, before anything is scrolled
    y: float = 0.0
    width: float = 1.0  # of an image
    tall: float = 1.0
    pitch: float = 1.0  # from row to row
    height: float = 0.0  # of the whole, words included
    whole_width: float = 0.0
    seen: int = 0  # height of the room
    is_grid: bool = True
    scrolled: int = 0  # up, and to the left
    scrolled_aside: int = 0
    line: float = 0.0  # height of a line of words
    texts: Words = ((), (), (), ("", ""))
    advances: tuple[float, ...] = ()  # of the words below

    @classmethod
    def of(
        cls,
        room: QSize,
        metrics: QFontMetrics,
        ratio: float,
        counts: tuple[int, int, int, int],
        texts: Words,
        is_grid: bool,
    ) -> "SheetLayout":
        """Lay images (rows, columns, image height, image width) out in a room, with words around them."""
        fonts = QFontMetricsF(metrics)
        rows, columns, high, wide = counts
        left, right, below, names = texts
        before = _widest(fonts, left) + _GAP + 2 if any(left) else 0.0
        after = _widest(fonts, right) + _GAP if any(right) else 0.0
        after = max(after, fonts.horizontalAdvance(names[0]) + _GAP if names[0] else 0.0)
        line = fonts.height()
        over = line + 2 if names[1] else 0.0
        under = line + 2 if any(below) or names[0] else 0.0
        aspect = wide / max(1, high)
        across = (room.width() - before - after - 2) / columns / aspect
        tall = min(across, (room.height() - over - under) / rows) if is_grid else min(across, _MOST)
        tall = _whole(max(_LEAST_OF_GRID if is_grid else _LEAST, tall), ratio)
        width = _whole(tall * aspect, ratio)
        pitch = tall if is_grid else _whole(tall + _APART, ratio)
        first = _whole(max(before, _EDGE), ratio)
        advances = tuple(fonts.horizontalAdvance(one) for one in below)
        return cls(
            rows=rows,
            columns=columns,
            before=first,
            y=_whole(over, ratio) if is_grid else _EDGE,
            width=width,
            tall=tall,
            pitch=pitch,
            height=over + rows * pitch + under,
            whole_width=first + columns * width + after,
            seen=room.height(),
            is_grid=is_grid,
            line=line,
            texts=texts,
            advances=advances,
        )

    @property
    def x(self) -> float:
        """Where the first image begins."""
        return self.before - self.scrolled_aside

    def box(self, row: int, column: int) -> QRectF:
        """Where an image stands."""
        y = self.y + row * self.pitch - self.scrolled
        return QRectF(self.x + column * self.width, y, self.width, self.tall)

    def cell_at(self, place: QPointF) -> tuple[int, int] | None:
        """Row and column of the image at a place."""
        column = int((place.x() - self.x) // self.width)
        row = int((place.y() + self.scrolled - self.y) // self.pitch)
        is_there = 0 <= row < self.rows and 0 <= column < self.columns
        return (row, column) if is_there and self.box(row, column).contains(place) else None

    def rows_seen(self) -> range:
        """The rows in view, one at least."""
        first = max(0, min(self.rows - 1, int((self.scrolled - self.y) // self.pitch)))
        last = min(self.rows - 1, int((self.scrolled + self.seen - self.y) // self.pitch))
        return range(first, max(first, last) + 1)

    def marks(self, marks: np.ndarray) -> Iterator[QPointF]:
        """Where z stands: of a grid (column, row), else a column in each row; outside of them at the edge."""
        if self.is_grid:
            column, row = np.clip(marks, (-0.5, -0.5), (self.columns - 0.5, self.rows - 0.5)).tolist()
            yield self.box(0, 0).center() + QPointF(column * self.width, row * self.pitch)
            return
        columns = np.clip(marks, -0.5, self.columns - 0.5)
        for row in self.rows_seen():
            yield self.box(row, 0).center() + QPointF(float(columns[row]) * self.width, 0)

    def words(self) -> Iterator[tuple[QRectF, Flags, str]]:
        """Words with their places: none runs into another."""
        left, right, below, names = self.texts
        middle = Flags.AlignVCenter
        end = self.x + self.columns * self.width
        for row in self.rows_seen():
            y = self.box(row, 0).center().y() - self.line / 2
            if left and self._has_line(row):
                yield (
                    QRectF(self.x - self.before, y, self.before - _GAP, self.line),
                    middle | Flags.AlignRight,
                    left[row],
                )
            if right:
                yield QRectF(end + _GAP, y, 400, self.line), middle | Flags.AlignLeft, right[row]
        if names[1]:
            yield (
                QRectF(self.x - self.before, -self.scrolled, 400, self.line),
                middle | Flags.AlignLeft,
                names[1],
            )
        under = self.y + self.rows * self.pitch - self.scrolled + 2
        yield from self._below(below, under, end)
        if names[0]:
            yield QRectF(end + _GAP, under, 400, self.line), middle | Flags.AlignLeft, names[0]

    def _below(self, below: tuple[str, ...], y: float, end: float) -> Iterator[tuple[QRectF, Flags, str]]:
        free_from = -1e9
        for column, text in enumerate(below):
            advance = self.advances[column]
            x = self.x + (column + 0.5) * self.width - advance / 2
            if x >= free_from:
                yield QRectF(x, y, advance + 1, self.line), Flags.AlignVCenter | Flags.AlignLeft, text
                free_from = x + advance + _WORD_GAP

    def _has_line(self, row: int) -> bool:
        """Whether there is room for the word of a row: where rows are low, only some have theirs."""
        every = max(1, int(np.ceil(self.line / self.pitch)))
        return (self.rows - 1 - row) % every == 0


def _widest(fonts: QFontMetricsF, words: tuple[str, ...]) -> float:
    return max(fonts.horizontalAdvance(word) for word in words)


def _whole(length: float, ratio: float) -> float:
    """At most so long, in whole device pixels."""
    return max(1, int(length * ratio)) / ratio
