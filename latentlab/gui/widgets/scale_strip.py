"""What the colours of an image of numbers mean: a strip of them with its ends."""

from typing import Literal

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.widgets.digit_image import heat_colours, signed_colours

Colours = Literal["signed", "heat"]
_THICKNESS = 8.0
_GAP = 6.0
_SMALL = 0.9  # of the widget's font
_ROUND = np.array([1, 2, 5, 10])


def round_limit(most: float) -> float:
    """The first of 1, 2, 5, 10 … times a power of ten that is not less than `most`; 0.001 at least."""
    if not np.isfinite(most) or most <= 0.001:
        return 0.001
    power = 10.0 ** np.floor(np.log10(most))
    return float(power * _ROUND[np.searchsorted(_ROUND * power, most * (1 - 1e-9))])


class ScaleStrip(QWidget):
    """Drawn in one line: the low end, the colours, the high end and what they measure."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colours: Colours = "signed"
        self._texts = ("", "", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def text(self) -> str:
        """Ends and unit as they would be read out."""
        return " ".join(self._texts)

    def show_scale(self, colours: Colours, limit: float, unit: str) -> None:
        """Signed values from -limit to limit, or values from 0 to limit, in a unit of a word or two."""
        high = f"{limit:g}"
        low = f"−{high}" if colours == "signed" else "0"
        if (colours, (low, high, unit)) != (self._colours, self._texts):
            self._colours, self._texts = colours, (low, high, unit)
            self.setAccessibleName(self.tr("Colours from {low} to {high}").format(low=low, high=high))
            self.setAccessibleDescription(unit)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, round(QFontMetricsF(self._small()).height()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._small())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        metrics, middle = QFontMetricsF(self._small()), Qt.AlignmentFlag.AlignVCenter
        low, high, unit = self._texts
        unit = metrics.elidedText(unit, Qt.TextElideMode.ElideRight, 0.5 * self.width())
        left = metrics.horizontalAdvance(low) + _GAP
        right = metrics.horizontalAdvance(f"{high}  {unit}") + _GAP
        whole = QRectF(self.rect())
        painter.drawText(whole, middle | Qt.AlignmentFlag.AlignLeft, low)
        painter.drawText(whole, middle | Qt.AlignmentFlag.AlignRight, f"{high}  {unit}")
        top = (self.height() - _THICKNESS) / 2
        painter.drawImage(
            QRectF(left, top, max(1.0, whole.width() - left - right), _THICKNESS), self._strip()
        )

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(_SMALL * font.pointSizeF())
        return font

    def _strip(self) -> QImage:
        colours = np.ascontiguousarray(signed_colours() if self._colours == "signed" else heat_colours())
        # The copy belongs to Qt: numpy may free its array while the image is still drawn.
        return QImage(colours.data, 256, 1, 3 * 256, QImage.Format.Format_RGB888).copy()
