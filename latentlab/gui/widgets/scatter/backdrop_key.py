"""Says what the picture behind the points means, in a corner of the map."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QLinearGradient, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from latentlab.gui.widgets.scatter.backdrop_image import trust_ramp
from latentlab.latent.inverse.survey import Survey

_BAR, _GAP, _PADDING = 64, 6, 6


class BackdropKey(QWidget):
    """A small ramp between its two ends in words, or a word alone; the mouse goes through it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._has_ramp = False
        self._words = ("", "")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_survey(self, survey: Survey | None) -> None:
        """Explain what lies behind the points, if anything does."""
        if survey is None:
            self.hide()
        elif survey.images is None:
            self._show(self.tr("Behind the points: no trust"), self.tr("trust"))
        else:
            self._show(self.tr("Decoded at each place, faint where not to be trusted"))

    def sizeHint(self) -> QSize:
        advance = self.fontMetrics().horizontalAdvance
        width = sum(advance(word) for word in self._words) + 2 * _PADDING
        if self._has_ramp:
            width += _BAR + 2 * _GAP
        return QSize(width, self.fontMetrics().height() + _PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        palette = self.palette()
        ground = palette.color(QPalette.ColorRole.Base)
        ground.setAlpha(225)
        painter.fillRect(self.rect(), ground)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        line = QRectF(self.rect()).adjusted(_PADDING, 0, -_PADDING, 0)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._words[0])
        if not self._has_ramp:
            return
        left = line.left() + self.fontMetrics().horizontalAdvance(self._words[0]) + _GAP
        bar = QRectF(left, line.height() / 2 - 5, _BAR, 10)
        gradient = QLinearGradient(bar.topLeft(), bar.topRight())
        for place, colour in enumerate(trust_ramp(palette.color(QPalette.ColorRole.Base))):
            gradient.setColorAt(place, colour)
        painter.fillRect(bar, gradient)
        painter.drawRect(bar)
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._words[1])

    def _show(self, low: str, high: str = "") -> None:
        if self.isVisible() and self._words == (low, high):
            return
        self._words, self._has_ramp = (low, high), bool(high)
        self.setAccessibleName(f"{low} {high}".strip())
        self.adjustSize()
        self.move(_PADDING, _PADDING)
        self.show()
