"""The name of an axis beside its slider: a click locks it."""

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from latentlab.gui.icons import icon
from latentlab.gui.theme import tokens_of

_LOCK = 12  # side of the glyph
_GAP = 2
_SMALLER = 0.86  # the note's type, of the name's


class AxisName(QWidget):
    """A name with its lock, where there is one or the mouse asks for one, and a note below it."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._note = "", ""
        self._is_locked = False
        self._lock, self._open = icon("lock", "accent"), icon("lock-open-variant-outline", "muted")

    @property
    def text(self) -> str:
        """The name that is shown."""
        return self._text

    @property
    def note(self) -> str:
        """What is said below the name."""
        return self._note

    @property
    def is_locked(self) -> bool:
        """Whether a closed lock is shown."""
        return self._is_locked

    def show_name(self, text: str) -> None:
        """Show a name."""
        if text != self._text:
            self._text = text
            self.update()

    def show_note(self, note: str) -> None:
        """Say a figure below the name, in small type."""
        if note != self._note:
            self._note = note
            self.update()

    def show_locked(self, locked: bool) -> None:
        """Show a closed lock, or one only while the mouse is here."""
        if locked != self._is_locked:
            self._is_locked = locked
            self.update()

    def width_of(self, name: str, note: str) -> int:
        """How wide the widget must be for such a name and note."""
        note_width = math.ceil(self._small().horizontalAdvance(note))
        return max(_LOCK + _GAP + self.fontMetrics().horizontalAdvance(name), note_width) + _GAP

    def sizeHint(self) -> QSize:
        return QSize(_LOCK + 20, self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tokens = tokens_of(self.palette())
        line = QRectF(0, 0, self.width(), self.height() / 2 if self._note else self.height())
        if self._is_locked or self.underMouse():
            glyph = self._lock if self._is_locked else self._open
            right = self.fontMetrics().horizontalAdvance(self._text) + _GAP
            glyph.paint(painter, right, round(line.center().y() - _LOCK / 2), _LOCK, _LOCK)
        painter.setPen(QColor(tokens.text))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(line, left, self._text)
        if self._note:
            painter.setPen(QColor(tokens.muted))
            painter.setFont(self._small_font())
            painter.drawText(line.translated(0, line.height()), left, self._note)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def _small_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(_SMALLER * font.pointSizeF())
        return font

    def _small(self) -> QFontMetricsF:
        return QFontMetricsF(self._small_font())
