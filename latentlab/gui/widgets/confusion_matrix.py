"""Which classes are taken for which others."""

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from latentlab.gui.theme import tokens_of

_LONGEST_NAME = 86
_GAP = 6
_LEAST_SIDE, _MOST_SIDE = 14, 26


class ConfusionMatrix(QWidget):
    """A row for each true class, a column for each one told: right answers in blue, mistakes in orange."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts = np.zeros((0, 0), int)
        self._classes: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Confusion matrix"))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_counts(self, counts: np.ndarray, classes: tuple[str, ...]) -> None:
        """Show counts (C, C), rows for the true classes."""
        self.counts, self._classes = counts, classes
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, self.heightForWidth(280))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, 60)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(self._head + self._side(width) * len(self.counts)) + 2

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.text_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def text_at(self, x: float, y: float) -> str:
        """What the cell at this place says; empty where there is none."""
        side = self._side(self.width())
        column, row = int((x - self._left) // side), int((y - self._head) // side)
        if not (0 <= column < len(self.counts) and 0 <= row < len(self.counts)):
            return ""
        return self.tr("{count} of {total} images of {truth} were told to be {told}.").format(
            count=f"{self.counts[row, column]:,}",
            total=f"{self.counts[row].sum():,}",
            truth=self._classes[row],
            told=self._classes[column],
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self.counts) == 0:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self._side(self.width())
        shares = self.counts / np.maximum(self.counts.sum(axis=1, keepdims=True), 1)  # (C, C)
        mistakes = shares - np.diag(np.diag(shares))
        for row in range(len(shares)):
            for column in range(len(shares)):
                is_right = row == column
                most = 1.0 if is_right else max(0.1, float(mistakes.max()))
                cell = QRectF(self._left + column * side, self._head + row * side, side - 1, side - 1)
                self._paint_cell(painter, cell, float(shares[row, column]) / most, is_right)
        self._paint_names(painter, side)

    def _paint_cell(self, painter: QPainter, cell: QRectF, strength: float, is_right: bool) -> None:
        tokens = tokens_of(self.palette())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.sunken))
        painter.drawRoundedRect(cell, 2, 2)
        colour = QColor(tokens.training if is_right else tokens.validation)
        colour.setAlphaF(min(1.0, strength))
        painter.setBrush(colour)
        painter.drawRoundedRect(cell, 2, 2)

    def _paint_names(self, painter: QPainter, side: float) -> None:
        painter.setPen(QColor(tokens_of(self.palette()).muted))
        metrics, middle = self.fontMetrics(), Qt.AlignmentFlag.AlignVCenter
        for number, name in enumerate(self._classes):
            row = QRectF(0, self._head + number * side, self._left - _GAP, side)
            short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, _LONGEST_NAME)
            painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, short)
            top = QRectF(self._left + number * side, 0, side, self._head)
            one = metrics.elidedText(name, Qt.TextElideMode.ElideNone, 0) if len(name) <= 2 else name[:2]
            painter.drawText(top, Qt.AlignmentFlag.AlignCenter, one)

    def _side(self, width: float) -> float:
        room = (width - self._left) / max(1, len(self.counts))
        return max(_LEAST_SIDE, min(_MOST_SIDE, room))

    @property
    def _left(self) -> float:
        widths = (self.fontMetrics().horizontalAdvance(name) for name in self._classes)
        return min(_LONGEST_NAME, max(widths, default=0)) + _GAP

    @property
    def _head(self) -> float:
        return self.fontMetrics().height() + 2
