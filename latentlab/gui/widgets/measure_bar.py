"""One measure between 0 and 1: its value, its standard error and a little bar with a whisker."""

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.latent.quality import Estimate

_BAR = 5  # high
_WHISKER = 11
_ERRORS = 2  # standard errors to each side: 95 of 100 such bars hold what asking all points would say


class MeasureBar(QWidget):
    """Paler where the value is stale; a tick stands where chance alone would bring it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._estimate: Estimate | None = None
        self._text = ""
        self._chance = 0.0
        self._is_stale = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """What is written over the bar."""
        return self._text

    def show_estimate(self, estimate: Estimate | None, text: str, chance: float, is_stale: bool) -> None:
        """Show an estimate as `text`, or `text` alone where there is none."""
        self._estimate, self._text, self._chance, self._is_stale = estimate, text, chance, is_stale
        self.setAccessibleDescription(text)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(108, self.fontMetrics().height() + _WHISKER + 6)

    def minimumSizeHint(self) -> QSize:
        return QSize(90, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        faint = self._is_stale or self._estimate is None
        painter.setPen(QColor(tokens.muted if faint else tokens.text))
        line = QRectF(0, 0, self.width(), self.fontMetrics().height())
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._text)
        if self._estimate is not None:
            self._paint_bar(painter, self._estimate, line.bottom() + 2 + _WHISKER / 2)

    def _paint_bar(self, painter: QPainter, estimate: Estimate, middle: float) -> None:
        tokens, right = tokens_of(self.palette()), self.width() - 8.0
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.pressed))
        painter.drawRoundedRect(QRectF(0, middle - _BAR / 2, right, _BAR), _BAR / 2, _BAR / 2)
        painter.setBrush(QColor(tokens.control if self._is_stale else tokens.accent))
        filled = max(_BAR, right * min(1.0, max(0.0, estimate.value)))
        painter.drawRoundedRect(QRectF(0, middle - _BAR / 2, filled, _BAR), _BAR / 2, _BAR / 2)
        painter.setPen(QPen(QColor(tokens.muted), 1))
        painter.drawLine(_upright(right * self._chance, middle, _BAR + 4))
        painter.setPen(QPen(QColor(tokens.muted if self._is_stale else tokens.text), 1.5))
        low = right * max(0.0, estimate.value - _ERRORS * estimate.se)
        high = right * min(1.0, estimate.value + _ERRORS * estimate.se)
        painter.drawLine(QLineF(low, middle, high, middle))
        for x in (low, high):
            painter.drawLine(_upright(x, middle, _WHISKER))


def _upright(x: float, middle: float, length: float) -> QLineF:
    return QLineF(x, middle - length / 2, x, middle + length / 2)
