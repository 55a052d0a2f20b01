"""A strip as long as all points, cut into their groups; a click lists them."""

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from latentlab.gui.widgets.scatter.class_palette import class_colours
from latentlab.gui.widgets.scatter.tones import DARK_NO_VALUE, LIGHT_NO_VALUE

_LEAST, _USUAL, _MOST = 80, 150, 240
_THICKNESS, _TOP = 9.0, 3.0
_SWATCH = 10
_TALLEST = 320


@dataclass(frozen=True, slots=True)
class GroupLine:
    """What is said of one group."""

    name: str
    size: int
    size_text: str
    about: str
    is_grey: bool = False  # it has no colour of its own


class GroupStrip(QAbstractButton):
    """Shows groups in the colours of their points, largest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[GroupLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_LEAST)
        self.setMaximumWidth(_MOST)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.sheet = QFrame(self, Qt.WindowType.Popup)
        self.sheet.setProperty("kind", "sheet")
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self.sheet)
        column.addWidget(self._scroll)
        self.clicked.connect(self._open)

    def show_groups(self, lines: tuple[GroupLine, ...], summary: str) -> None:
        """Show groups with colours, and after them what is grey; `summary` says it in a few words."""
        self._lines = lines
        self.setText(summary)
        self.setAccessibleName(summary)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_USUAL, max(24, round(_TOP + _THICKNESS + self.fontMetrics().height())))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        strip = QRectF(0, _TOP, self.width() - 1, _THICKNESS)
        self._paint_strip(painter, strip)
        palette = self.palette()
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(strip)
        font = painter.font()
        if font.pointSizeF() > 0:
            font.setPointSizeF(0.85 * font.pointSizeF())
        painter.setFont(font)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        below = QRectF(0, strip.bottom(), self.width(), self.height() - strip.bottom())
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_strip(self, painter: QPainter, strip: QRectF) -> None:
        total = max(1, sum(line.size for line in self._lines))
        edges = strip.left() + strip.width() * np.cumsum([0, *(line.size for line in self._lines)]) / total
        path = QPainterPath()
        path.addRoundedRect(strip, 2, 2)
        painter.save()
        painter.setClipPath(path)
        for colour, left, right in zip(self._colours(), edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            painter.fillRect(QRectF(left, strip.top(), right - left, strip.height()), colour)
        painter.restore()

    def _colours(self) -> list[QColor]:
        """A colour for each line."""
        dark = self.palette().color(QPalette.ColorRole.Base).lightness() < 128
        coloured = class_colours(sum(not line.is_grey for line in self._lines), dark).tolist()
        grey = DARK_NO_VALUE if dark else LIGHT_NO_VALUE
        return [QColor(*(grey if line.is_grey else coloured.pop(0))) for line in self._lines]

    def _open(self) -> None:
        page = self._page()
        self._scroll.setWidget(page)
        page.adjustSize()
        bar = self._scroll.verticalScrollBar().sizeHint().width()
        self._scroll.setFixedSize(page.width() + bar, min(_TALLEST, page.height() + 2))
        self.sheet.adjustSize()
        above = self.mapToGlobal(QPoint(0, -self.sheet.height() - 2))
        self.sheet.move(above)
        self.sheet.show()

    def _page(self) -> QWidget:
        page = QWidget()
        page.setProperty("kind", "page")
        grid = QGridLayout(page)
        grid.setContentsMargins(4, 2, 8, 2)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        for row, (line, colour) in enumerate(zip(self._lines, self._colours(), strict=True)):
            swatch, about = QLabel(), QLabel(line.about)
            swatch.setPixmap(_swatch(colour, self.devicePixelRatioF()))
            about.setProperty("role", "muted")
            size = QLabel(line.size_text)
            size.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, label in enumerate((swatch, QLabel(line.name), size, about)):
                label.setTextFormat(Qt.TextFormat.PlainText)
                grid.addWidget(label, row, column)
        return page


def _swatch(colour: QColor, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(_SWATCH * ratio), round(_SWATCH * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(_SWATCH / 2, _SWATCH / 2), _SWATCH / 2, _SWATCH / 2)
    painter.end()
    return pixmap
