"""The stages of stacked training, each with how far it is and what it reached."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of

_BAR = 4.0
_GAP = 3
_NAME_SHARE = 0.3  # of the width
_SMALLER = 0.9  # of the font


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage: its name, its share that is over, and what is said of its error."""

    name: str
    share: float
    told: str
    is_current: bool = False


class StageList(QWidget):
    """One line a stage: name, a bar, what it reached; hidden where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[StageLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Stages of the training"))
        self.hide()

    @property
    def lines(self) -> tuple[StageLine, ...]:
        """What is shown."""
        return self._lines

    def show_lines(self, lines: Sequence[StageLine]) -> None:
        """Show these stages, in their order."""
        if tuple(lines) == self._lines:
            return
        is_longer = len(lines) != len(self._lines)
        self._lines = tuple(lines)
        self.setVisible(bool(lines))
        text = "; ".join(f"{line.name} {line.share:.0%} {line.told}".rstrip() for line in lines)
        self.setAccessibleDescription(text)
        if is_longer:
            self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, len(self._lines) * (self._line_height + _GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    @property
    def _line_height(self) -> int:
        return self.fontMetrics().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, line in enumerate(self._lines):
            top = number * (self._line_height + _GAP)
            self._paint_line(painter, line, QRectF(0, top, self.width(), self._line_height))

    def _paint_line(self, painter: QPainter, line: StageLine, room: QRectF) -> None:
        tokens = tokens_of(self.palette())
        painter.setFont(self._font(line.is_current))
        told = painter.fontMetrics().horizontalAdvance(line.told)
        name = _NAME_SHARE * room.width()
        is_waiting = line.share == 0 and not line.is_current
        painter.setPen(QColor(tokens.muted if is_waiting else tokens.text))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(room.left(), room.top(), name, room.height()), left, line.name)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, right, line.told)
        end = room.right() - (told + 8 if line.told else 0)
        groove = QRectF(name, room.center().y() - _BAR / 2, max(0.0, end - name), _BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.border))
        painter.drawRoundedRect(groove, _BAR / 2, _BAR / 2)
        groove.setWidth(groove.width() * min(1.0, line.share))
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(groove, _BAR / 2, _BAR / 2)

    def _font(self, bold: bool) -> QFont:
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * _SMALLER)
        font.setBold(bold)
        return font
