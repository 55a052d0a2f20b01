"""Many small pictures of numbers in rows, drawn only where they are seen; one of them may be chosen."""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.widgets.cell_input import arrow_step, showed_tip
from latentlab.gui.widgets.digit_image import signed_image

_GAP = 6


class TileSheet(QWidget):
    """Tiles of one size, as many a row as there is room for; the rest is scrolled to."""

    chosen = Signal(int)  # index of the tile, −1 where none is chosen any more

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = np.zeros((0, 1, 1), np.float32)  # (n, h, w)
        self.current = -1
        self._limits = np.ones(0)  # (n,)
        self._tip: Callable[[int], str] = str
        self._side = 58
        self._images: dict[int, QImage] = {}  # those that were seen
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tiles(self, tiles: np.ndarray, limits: np.ndarray, side: int, tip: Callable[[int], str]) -> None:
        """Show signed tiles (n, h, w), each in full colour at ± its limit (n,); tip: what each is."""
        is_other_size = (len(tiles), side) != (len(self.tiles), self._side)
        self.tiles, self._limits, self._side, self._tip = tiles, limits, side, tip
        self._images.clear()
        if self.current >= len(tiles):
            self.choose(-1)
        if is_other_size:
            self._fit()
        self.update()

    def choose(self, index: int) -> None:
        """Mark a tile, or none for −1; tells of it."""
        if index != self.current:
            self.current = index
            self.update()
            self.chosen.emit(index)

    def place_of(self, index: int) -> QRect:
        """Where a tile is, in this widget's pixels."""
        row, column = divmod(index, self._columns(self.width()))
        step = self._side + _GAP
        return QRect(column * step + 1, row * step + 1, self._side, self._side)

    def sizeHint(self) -> QSize:
        return QSize(480, self.height_for(480))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def height_for(self, width: int) -> int:
        """What it takes where it is so wide."""
        rows = -(-len(self.tiles) // self._columns(width))
        return max(0, rows * (self._side + _GAP)) + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, seen = QPainter(self), event.rect()
        columns, step = self._columns(self.width()), self._side + _GAP
        first, last = seen.top() // step * columns, (seen.bottom() // step + 1) * columns
        tokens = tokens_of(self.palette())
        for index in range(first, min(last, len(self.tiles))):
            place = self.place_of(index)
            painter.drawImage(place, self._image(index))
            painter.setPen(QPen(QColor(tokens.accent if index == self.current else tokens.border), 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
            if index == self.current:
                painter.drawRect(place.adjusted(0, 0, -1, -1))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            index = self._index_at(event.position().toPoint())
            self.choose(-1 if index == self.current else index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = arrow_step(event, self._columns(self.width()))
        if step is not None and len(self.tiles):
            self.choose(min(len(self.tiles) - 1, max(0, self.current + step)))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return showed_tip(event, self._tip_at, self) or super().event(event)

    def _fit(self) -> None:
        self.setFixedHeight(self.height_for(self.width()))

    def _image(self, index: int) -> QImage:
        if index not in self._images:
            self._images[index] = signed_image(self.tiles[index], max(float(self._limits[index]), 1e-12))
        return self._images[index]

    def _tip_at(self, point: QPoint) -> str:
        index = self._index_at(point)
        return self._tip(index) if index >= 0 else ""

    def _index_at(self, point: QPoint) -> int:
        columns, step = self._columns(self.width()), self._side + _GAP
        index = point.y() // step * columns + point.x() // step
        is_there = 0 <= point.x() < columns * step and 0 <= index < len(self.tiles)
        return index if is_there and self.place_of(index).contains(point) else -1

    def _columns(self, width: int) -> int:
        return max(1, (width + _GAP) // (self._side + _GAP))
