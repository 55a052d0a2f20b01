"""A few values as bars from 0, each with its name and its figure."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of

_GAP = 8
_BAR = 8.0
_LEAST_BAR = 30


@dataclass(frozen=True, slots=True)
class ValueBar:
    """One value; is_own: of the network itself, in the accent."""

    name: str
    value: float
    figure: str
    is_own: bool = False


class ValueBars(QWidget):
    """A row for each; the longest bar is the largest value, or `most` where there is one."""

    def __init__(self, name: str, most: float | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[ValueBar, ...] = ()
        self._most = most
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[ValueBar, ...]:
        """What is shown."""
        return self._bars

    def show_bars(self, bars: Sequence[ValueBar]) -> None:
        """Show these, in this order."""
        self._bars = tuple(bars)
        self.setFixedHeight(self._row * len(self._bars))
        self.setAccessibleDescription(", ".join(f"{bar.name}: {bar.figure}" for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, self._row * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self._row * len(self._bars))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.setFixedHeight(self._row * len(self._bars))
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics = self.fontMetrics()
        figures = max(metrics.horizontalAdvance(bar.figure) for bar in self._bars)
        names = max(metrics.horizontalAdvance(bar.name) for bar in self._bars)
        names = min(names, max(0, self.width() - figures - 2 * _GAP - _LEAST_BAR))
        room = QRectF(names + _GAP, 0, max(0, self.width() - names - figures - 2 * _GAP), self._row)
        most = self._most or max((bar.value for bar in self._bars), default=0.0)
        for place, bar in enumerate(self._bars):
            self._paint_row(painter, bar, room.translated(0, place * self._row), most)

    def _paint_row(self, painter: QPainter, bar: ValueBar, room: QRectF, most: float) -> None:
        tokens, middle = tokens_of(self.palette()), Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(tokens.text if bar.is_own else tokens.muted))
        name = self.fontMetrics().elidedText(
            bar.name, Qt.TextElideMode.ElideRight, int(room.left() - _GAP) + 1
        )
        painter.drawText(QRectF(0, room.top(), room.left(), self._row), middle, name)
        right = QRectF(room.right() + _GAP, room.top(), self.width() - room.right() - _GAP, self._row)
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, bar.figure)
        track = QRectF(room.left(), room.center().y() - _BAR / 2, room.width(), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.pressed))
        painter.drawRoundedRect(track, _BAR / 2, _BAR / 2)
        share = min(1.0, max(0.0, bar.value / most)) if most > 0 else 0.0
        painter.setBrush(QColor(tokens.accent if bar.is_own else tokens.control))
        filled = QRectF(track.left(), track.top(), max(_BAR, share * track.width()), _BAR)
        painter.drawRoundedRect(filled, _BAR / 2, _BAR / 2)

    @property
    def _row(self) -> int:
        return self.fontMetrics().height() + 6
