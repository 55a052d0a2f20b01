"""A network's layers drawn as bars, from image to code and back."""

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of

BAR = 7.0
LEAST_BAR = 5.0


class LayerSketch(QWidget):
    """One bar a layer, the taller the wider the layer (logarithmically); the code in the accent colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._widths: tuple[int, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Layers of the network"))

    def show_widths(self, widths: tuple[int, ...]) -> None:
        """Show a symmetric network by its widths from image to code: (pixels, hidden…, latent)."""
        self._widths = (*widths, *reversed(widths[:-1]))
        text = " → ".join(str(width) for width in self._widths)
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 46 + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._widths:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bars = self._bars()
        self._draw_links(painter, bars)
        self._draw_bars(painter, bars)
        self._draw_numbers(painter, bars)
        painter.end()

    def _bars(self) -> list[QRectF]:
        room = self.height() - self.fontMetrics().height() - 6.0
        margin = 0.5 * self.fontMetrics().horizontalAdvance("0000")
        gap = (self.width() - 2 * margin) / max(1, len(self._widths) - 1)
        tallest = math.log(max(self._widths) + 1)
        heights = [LEAST_BAR + (room - LEAST_BAR) * math.log(width + 1) / tallest for width in self._widths]
        return [
            QRectF(margin + i * gap - BAR / 2, 1 + (room - height) / 2, BAR, height)
            for i, height in enumerate(heights)
        ]

    def _draw_links(self, painter: QPainter, bars: list[QRectF]) -> None:
        colour = QColor(tokens_of(self.palette()).accent)
        colour.setAlpha(38)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for left, right in pairwise(bars):
            corners = [left.topRight(), right.topLeft(), right.bottomLeft(), left.bottomRight()]
            painter.drawPolygon(QPolygonF([QPointF(corner) for corner in corners]))

    def _draw_bars(self, painter: QPainter, bars: list[QRectF]) -> None:
        tokens = tokens_of(self.palette())
        for i, bar in enumerate(bars):
            painter.setBrush(QColor(tokens.accent if i == len(bars) // 2 else tokens.control))
            painter.drawRoundedRect(bar, 2.5, 2.5)

    def _draw_numbers(self, painter: QPainter, bars: list[QRectF]) -> None:
        tokens = tokens_of(self.palette())
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        metrics = painter.fontMetrics()
        middle = len(bars) // 2
        # Where numbers would touch, the ends and the code keep theirs.
        order = [0, middle, len(bars) - 1, *range(1, middle), *range(middle + 1, len(bars) - 1)]
        placed: list[tuple[float, float]] = []
        for i in order:
            text = str(self._widths[i])
            half = 0.5 * metrics.horizontalAdvance(text) + 2.0
            x = min(max(bars[i].center().x(), half), self.width() - half)
            if any(x - half < right and left < x + half for left, right in placed):
                continue
            placed.append((x - half, x + half))
            painter.setPen(QColor(tokens.accent if i == middle else tokens.muted))
            where = QRectF(x - half, self.height() - metrics.height() - 1, 2 * half, metrics.height())
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, text)
