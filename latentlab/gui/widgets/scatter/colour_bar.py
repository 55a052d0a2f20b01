"""A colour bar with round numbers under it, and a mark where the hovered point stands."""

import numpy as np
from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.widgets.scatter.value_palette import value_palettes
from latentlab.latent.colouring.scale import LEVELS, Scale

_LEAST, _USUAL, _MOST = 72, 150, 240  # width
_THICKNESS = 9.0
_TOP = 3.0
_GAP = 6.0  # between two numbers, and between unit and bar
_SMALL = 0.85  # of the widget's font


def short_number(locale: QLocale, value: float) -> str:
    """A number in at most three figures, with a true minus sign: "0.031", "−1.5", "2e−05"."""
    if value == 0:
        return locale.toString(0)
    return locale.toString(float(value), "g", 3).replace("-", "−")


class ColourBar(QWidget):
    """Shows a scale; the colours follow the theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scale = Scale("even", 0.0, 1.0)
        self._unit = ""
        self._marked: float | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(_LEAST)
        self.setMaximumWidth(_MOST)

    def show_scale(self, scale: Scale, unit: str) -> None:
        """Show another scale, of values in some unit (a word or two)."""
        if (scale, unit) == (self._scale, self._unit):
            return
        self._scale, self._unit = scale, unit
        low, high = (short_number(self.locale(), end) for end in (scale.low, scale.high))
        name = self.tr("Colour bar from {low} to {high}, {unit}").format(low=low, high=high, unit=unit)
        self.setAccessibleName(name)
        self.update()

    def show_mark(self, value: float | None) -> None:
        """Mark where a value stands, or no value."""
        if value != self._marked:
            self._marked = value
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(_USUAL, max(24, round(_TOP + _THICKNESS + QFontMetricsF(self._small()).height() + 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small())
        metrics = QFontMetricsF(self._small())
        bar = self._bar(metrics)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(QPointF(0, bar.center().y() + metrics.capHeight() / 2), self._unit)
        painter.drawImage(bar, self._gradient())
        for x, text in self._numbers(bar, metrics):
            painter.drawText(QPointF(x, bar.bottom() + metrics.ascent() + 1), text)
        if self._marked is not None and np.isfinite(self._marked):
            self._paint_mark(painter, bar, self._marked)

    def _small(self) -> QFont:
        font = QFont(self.font())
        if font.pointSizeF() > 0:
            font.setPointSizeF(_SMALL * font.pointSizeF())
        return font

    def _bar(self, metrics: QFontMetricsF) -> QRectF:
        left = metrics.horizontalAdvance(self._unit) + _GAP if self._unit else 0.0
        return QRectF(left, _TOP, max(1.0, self.width() - left - 1), _THICKNESS)

    def _gradient(self) -> QImage:
        dark = self.palette().color(QPalette.ColorRole.Base).lightness() < 128
        colours = np.ascontiguousarray(value_palettes(self._scale.kind)[dark][None, :LEVELS])
        image = QImage(colours.data, LEVELS, 1, 3 * LEVELS, QImage.Format.Format_RGB888)
        return image.copy()  # which owns its bytes

    def _numbers(self, bar: QRectF, metrics: QFontMetricsF) -> list[tuple[float, str]]:
        """The left edge of each number that has room, and the number: the ends first, then those between."""
        ticks = self._scale.ticks()
        shares = self._scale.shares(np.array(ticks)).tolist()
        placed: list[tuple[float, float, str]] = []  # left, right, text
        for index in sorted(range(len(ticks)), key=lambda i: (0 < i < len(ticks) - 1, i)):
            text = short_number(self.locale(), ticks[index])
            width = metrics.horizontalAdvance(text)
            middle = bar.left() + shares[index] * bar.width()
            left = min(max(middle - width / 2, bar.left()), bar.right() - width)
            if all(left >= other[1] + _GAP or left + width + _GAP <= other[0] for other in placed):
                placed.append((left, left + width, text))
        return [(left, text) for left, _, text in placed]

    def _paint_mark(self, painter: QPainter, bar: QRectF, value: float) -> None:
        inside = min(max(value, self._scale.low), self._scale.high)
        x = bar.left() + float(self._scale.shares(np.array([inside]))[0]) * bar.width()
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Base), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Text))
        corners = [QPointF(x - 4, 0), QPointF(x + 4, 0), QPointF(x, _TOP + 4)]
        painter.drawPolygon(QPolygonF(corners), Qt.FillRule.OddEvenFill)
