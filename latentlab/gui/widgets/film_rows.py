"""Rows of small pictures from one end to the other, and a handle over them that a hand can move."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.tokens import Tokens
from latentlab.gui.widgets.digit_image import ink_image

_TRACK, _KNOB = 16, 6.0  # height of the handle's groove, radius of the handle
_GAP, _BETWEEN = 1, 6  # between pictures, between rows
_MOST_TILE = 44
_KEY_STEP, _KEY_PAGE = 1 / 240, 1 / 10


@dataclass(frozen=True, slots=True, eq=False)
class Strip:
    """One row: what it is called, what is said of it at its right end, and its pictures."""

    name: str
    figure: str
    tip: str
    images: np.ndarray  # (n, h, w)


class FilmRows(QWidget):
    """The handle stands at a place from 0, the first picture, to 1, the last one."""

    scrubbed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.strips: tuple[Strip, ...] = ()
        self.position: float | None = None  # None where nothing on the rows is selected
        self._images: list[list[QImage]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)

    def show_strips(self, strips: Sequence[Strip]) -> None:
        """Show these rows, all of as many pictures."""
        if len(strips) != len(self.strips):
            self.updateGeometry()
        self.strips = tuple(strips)
        self._images = [[ink_image(image) for image in strip.images] for strip in strips]
        self.setAccessibleDescription("; ".join(f"{strip.name}: {strip.figure}" for strip in strips))
        self.update()

    def show_figure(self, row: int, figure: str) -> None:
        """Say something else at the right end of a row, where there is one."""
        if row < len(self.strips):
            changed = replace(self.strips[row], figure=figure)
            self.strips = (*self.strips[:row], changed, *self.strips[row + 1 :])
            self.update()

    def show_position(self, position: float | None) -> None:
        """Let the handle stand there; None takes it away."""
        self.position = position
        self.update()

    def x_of(self, position: float) -> float:
        """Where a place on the rows is in this widget: the middle of a picture, or between two."""
        return self._tile / 2 + position * (self._count - 1) * (self._tile + _GAP)

    def picture_rect(self, row: int, number: int) -> QRectF:
        """Where a picture is in this widget."""
        top = _TRACK + row * (self._label + self._tile + _BETWEEN) + self._label
        return QRectF(number * (self._tile + _GAP), top, self._tile, self._tile)

    def sizeHint(self) -> QSize:
        return QSize(300, self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(self.width()))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        each = self._label + round(self._tile_in(width)) + _BETWEEN
        return _TRACK + len(self.strips) * each if self.strips else 0

    # --- Qt's events --------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.strips:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tokens = tokens_of(self.palette())
        for row, strip in enumerate(self.strips):
            self._paint_row(painter, tokens, row, strip)
        self._paint_handle(painter, tokens)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._scrub(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._scrub(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at = self.position or 0.0
        places = {
            Qt.Key.Key_Left: at - _KEY_STEP,
            Qt.Key.Key_Right: at + _KEY_STEP,
            Qt.Key.Key_PageDown: at + _KEY_PAGE,
            Qt.Key.Key_PageUp: at - _KEY_PAGE,
            Qt.Key.Key_Home: 0.0,
            Qt.Key.Key_End: 1.0,
        }
        if event.key() in places and self.strips:
            self.scrubbed.emit(min(1.0, max(0.0, places[Qt.Key(event.key())])))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip_at(event.pos().y()), self)
            return True
        return super().event(event)

    # --- inside -------------------------------------------------------------------------------------------

    @property
    def _count(self) -> int:
        return max((len(strip.images) for strip in self.strips), default=2)

    @property
    def _label(self) -> int:
        return self.fontMetrics().height() + 2

    @property
    def _tile(self) -> float:
        return self._tile_in(self.width())

    def _tile_in(self, width: int) -> float:
        return min(float(_MOST_TILE), (width + _GAP) / self._count - _GAP)

    def _scrub(self, at: QPointF) -> None:
        if self.strips:
            left, right = self.x_of(0.0), self.x_of(1.0)
            self.scrubbed.emit(min(1.0, max(0.0, (at.x() - left) / max(1.0, right - left))))

    def _tip_at(self, y: int) -> str:
        row = int((y - _TRACK) // (self._label + self._tile + _BETWEEN))
        return self.strips[row].tip if 0 <= row < len(self.strips) else ""

    def _paint_row(self, painter: QPainter, tokens: Tokens, row: int, strip: Strip) -> None:
        first, last = self.picture_rect(row, 0), self.picture_rect(row, self._count - 1)
        label = QRectF(first.left(), first.top() - self._label, last.right() - first.left(), self._label)
        metrics = painter.fontMetrics()
        painter.setPen(QColor(tokens.muted))
        painter.drawText(
            label, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), strip.figure
        )
        room = label.width() - metrics.horizontalAdvance(strip.figure) - 8
        painter.setPen(QColor(tokens.accent if row == 0 else tokens.text))
        name = metrics.elidedText(strip.name, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(label, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), name)
        for number, image in enumerate(self._images[row]):
            painter.drawImage(self.picture_rect(row, number), image)

    def _paint_handle(self, painter: QPainter, tokens: Tokens) -> None:
        middle = _TRACK / 2
        painter.setPen(QPen(QColor(tokens.control), 2, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(self.x_of(0.0), middle), QPointF(self.x_of(1.0), middle))
        if self.position is None:
            return
        x = self.x_of(self.position)
        line = QColor(tokens.accent)
        line.setAlphaF(0.75)
        painter.setPen(QPen(line, 1))
        for row in range(len(self.strips)):  # over the pictures, not through the words above them
            picture = self.picture_rect(row, 0)
            painter.drawLine(QPointF(x, picture.top()), QPointF(x, picture.bottom()))
        painter.setPen(QPen(QColor(tokens.raised), 2))
        painter.setBrush(QColor(tokens.accent))
        painter.drawEllipse(QPointF(x, middle), _KNOB, _KNOB)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.drawEllipse(QPointF(x, middle), _KNOB + 2, _KNOB + 2)
