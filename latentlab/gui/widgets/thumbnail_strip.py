"""Small images in rows that can be pointed at and clicked."""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
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
from latentlab.gui.tokens import Tokens
from latentlab.gui.widgets.cell_input import arrow_step, showed_tip
from latentlab.gui.widgets.digit_image import ink_image

_GAP = 2  # ten images of 28 fit beside a scroll bar
_MARK = 3  # height of the line under an image


@dataclass(frozen=True, slots=True, eq=False)
class Thumbnail:
    """An image of a row of the map, with another below it and a word, where wanted."""

    row: int
    image: np.ndarray  # (h, w) uint8 or float in [0, 1]
    tip: str
    below: np.ndarray | None = None
    caption: str = ""
    mark: float = 0.0  # how much of a line under the image is drawn, from 0 to 1


class ThumbnailStrip(QWidget):
    """As many images a row as fit, in `rows` at most; it asks for the height that they need."""

    hovered = Signal(int)  # row of the map, −1 where the mouse has left
    clicked = Signal(int)

    def __init__(
        self,
        side: int,
        parent: QWidget | None = None,
        rows: int | None = None,
        has_captions: bool = False,
    ) -> None:
        """has_captions: words have their room before the first images come."""
        super().__init__(parent)
        self._side = side
        self._most_rows = rows
        self._has_captions = has_captions
        self._thumbnails: list[Thumbnail] = []
        self._images: list[tuple[QImage, QImage | None]] = []
        self._current = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def thumbnails(self) -> list[Thumbnail]:
        """What is shown."""
        return self._thumbnails

    def show_thumbnails(self, thumbnails: list[Thumbnail]) -> None:
        """Show these images in this order."""
        self._thumbnails = thumbnails
        self._images = [
            (ink_image(one.image), None if one.below is None else ink_image(one.below)) for one in thumbnails
        ]
        self._point_at(-1)
        self.setAccessibleDescription("; ".join(one.tip for one in thumbnails))
        self._fit()
        self.update()

    def place_of(self, index: int) -> QPoint:
        """The middle of an image, in this widget's pixels."""
        return self._cell(index).center().toPoint()

    def sizeHint(self) -> QSize:
        return QSize(300, self._row_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tokens = tokens_of(self.palette())
        counts = self._counts_captions
        for index in range(self._count):
            self._paint_one(painter, index, tokens, has_caption=not counts)
        if counts:
            room = QRectF(
                0, self._row_height() - _GAP - self._caption_height(), self.width(), self._caption_height()
            )
            self._paint_words(painter, tokens, room, self._counted())

    def _paint_one(self, painter: QPainter, index: int, tokens: Tokens, has_caption: bool) -> None:
        one, (image, below), cell = self._thumbnails[index], self._images[index], self._cell(index)
        square = QRectF(cell.left(), cell.top(), self._side, self._side)
        painter.drawImage(square, image)
        if below is not None:
            painter.drawImage(square.translated(0, self._side + 1), below)
        line = QRectF(square.left(), square.bottom() + 1, one.mark * self._side, _MARK)
        painter.fillRect(line, QColor(tokens.accent))
        if one.caption and has_caption:
            words = cell.adjusted(-_GAP, cell.height() - self._caption_height(), _GAP, 0)
            self._paint_words(painter, tokens, words, one.caption, Qt.AlignmentFlag.AlignHCenter)
        if index == self._current:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(square.adjusted(1, 1, -1, self._side if below is not None else -1))

    def _paint_words(
        self,
        painter: QPainter,
        tokens: Tokens,
        room: QRectF,
        words: str,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.setPen(QColor(tokens.muted))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._index_at(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position())
        if index >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(self._thumbnails[index].row)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = arrow_step(event, self._columns)
        if step is not None and self._thumbnails:
            self._point_at(min(self._count - 1, max(0, self._current + step)))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.clicked.emit(self._thumbnails[self._current].row)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        return showed_tip(event, self._tip_at, self) or super().event(event)

    @property
    def _counts_captions(self) -> bool:
        """Whether the words of one row are too long to stand under their images."""
        if self._most_rows != 1:
            return False
        captions = {one.caption for one in self._thumbnails}
        widest = max((self.fontMetrics().horizontalAdvance(caption) for caption in captions), default=0)
        return widest > self._side + 2 * _GAP

    def _counted(self) -> str:
        """How often each word stands under an image that is shown, the commonest first: 6 Coat · 4 Dress."""
        counts = Counter(one.caption for one in self._thumbnails[: self._count])
        return " · ".join(f"{count} {caption}" for caption, count in counts.most_common())

    @property
    def _columns(self) -> int:
        return max(1, (self.width() + _GAP) // (self._side + _GAP))

    @property
    def _count(self) -> int:
        """How many have room."""
        most = len(self._thumbnails) if self._most_rows is None else self._most_rows * self._columns
        return min(most, len(self._thumbnails))

    def _caption_height(self) -> int:
        has_captions = self._has_captions or any(one.caption for one in self._thumbnails)
        return self.fontMetrics().height() if has_captions else 0

    def _row_height(self) -> int:
        has_below = any(one.below is not None for one in self._thumbnails)
        return (2 * self._side + 1 if has_below else self._side) + self._caption_height() + _MARK + 1 + _GAP

    def _cell(self, index: int) -> QRectF:
        row, column = divmod(index, self._columns)
        height = self._row_height()
        return QRectF(column * (self._side + _GAP), row * height, self._side, height - _GAP)

    def _tip_at(self, point: QPoint) -> str:
        index = self._index_at(QPointF(point))
        return self._thumbnails[index].tip if index >= 0 else ""

    def _index_at(self, place: QPointF) -> int:
        return next((i for i in range(self._count) if self._cell(i).contains(place)), -1)

    def _point_at(self, index: int) -> None:
        if index != self._current:
            self._current = index
            self.hovered.emit(self._thumbnails[index].row if index >= 0 else -1)
            self.update()

    def _fit(self) -> None:
        rows = -(-self._count // self._columns)
        self.setFixedHeight(max(1, rows) * self._row_height())
