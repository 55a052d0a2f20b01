"""Rows of small images, one below the other: clean, spoilt, rebuilt."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.widgets.digit_image import ink_image

_GAP = 3
_LEAST_TILE, _MOST_TILE = 24, 48
_COLUMNS = 6


class NoiseStrip(QWidget):
    """Each row has its name before it, and each image stands under its clean one; a click asks for others."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, list[QImage]]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_rows(self, rows: Sequence[tuple[str, np.ndarray]]) -> None:
        """Show images (6, h, w), uint8 or float in [0, 1], in rows by these names."""
        is_new = [name for name, _ in rows] != [name for name, _ in self._rows]
        self._rows = [(name, [ink_image(image) for image in images]) for name, images in rows]
        if is_new:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._names_width() + _COLUMNS * (_LEAST_TILE + _GAP), self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = len(self._rows)
        return rows * (self._tile(width) + _GAP) - _GAP * bool(rows)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens, tile, left = tokens_of(self.palette()), self._tile(self.width()), self._names_width()
        for place, (name, images) in enumerate(self._rows):
            top = place * (tile + _GAP)
            painter.setPen(QColor(tokens.muted))
            flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRect(0, top, left, tile), flags, name)
            for column, image in enumerate(images):
                painter.drawImage(QRectF(left + column * (tile + _GAP), top, tile, tile), image)
        if self.hasFocus():
            painter.setPen(QColor(tokens.accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def _names_width(self) -> int:
        metrics = self.fontMetrics()
        return max((metrics.horizontalAdvance(name) for name, _ in self._rows), default=0) + 8

    def _tile(self, width: int) -> int:
        room = (width - self._names_width() + _GAP) // _COLUMNS - _GAP
        return max(_LEAST_TILE, min(room, _MOST_TILE))
