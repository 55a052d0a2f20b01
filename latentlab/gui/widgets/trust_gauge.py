"""How far to trust a code that was chosen freely: a bar, a word, and what they are made of."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

from latentlab.latent.inverse.located import Located

GOOD, FAIR = 0.7, 0.35  # measured: of samples left out of a map nineteen in twenty are above 0.66
_BAR = 8
_SPACING = 4
_SMALL = 0.9  # of the widget's font: what the parts are written in


class TrustGauge(QWidget):
    """Drawn in one go: labels would lay the panel out anew at every move of the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._located: Located | None = None
        self.setAccessibleName(self.tr("Trust"))

    def show_located(self, located: Located) -> None:
        """Show how far to trust one code."""
        self._located = located
        self.setAccessibleDescription(self.text)
        self.setToolTip(self._hint())
        self.update()

    @property
    def word(self) -> str:
        """What a glance should tell."""
        trust = self._trust
        return self.tr("good") if trust >= GOOD else self.tr("fair") if trust >= FAIR else self.tr("poor")

    @property
    def reason(self) -> str:
        """What lowers the trust most; nothing where it is good."""
        located = self._located
        if located is None or self._trust >= GOOD:
            return ""
        reasons = {
            self.tr("no data near here"): located.gap / 2,
            self.tr("the samples around differ"): 2 * located.miss,
            self.tr("its image is encoded otherwise"): 2 * (located.round_trip or 0.0),
        }
        return max(reasons, key=lambda text: float(reasons[text]))

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The three parts of the gauge, each with its value in words."""
        located = self._located
        if located is None:
            return []
        spread = self.tr("none: exact") if located.is_exact else _percent(float(located.miss))
        return [
            (self.tr("Distance to the data"), self.tr("{gap:.1f} spacings").format(gap=float(located.gap))),
            (self.tr("Spread of the neighbours' codes"), spread),
            (
                self.tr("Encoded again, off by"),
                "–" if located.round_trip is None else _percent(float(located.round_trip)),
            ),
        ]

    @property
    def text(self) -> str:
        """All of it as it would be read out."""
        lines = [f"{name}: {value}" for name, value in self.parts]
        return "\n".join([": ".join(filter(None, (self.word, self.reason))), *lines])

    def sizeHint(self) -> QSize:
        return QSize(200, 100)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, width = 0.0, float(self.width())
        top = self._paint_words(painter, QRectF(left, 0, width, self._line(1.0)))
        top = self._paint_bar(painter, QRectF(left, top + _SPACING, width, _BAR))
        self._paint_parts(painter, QRectF(left, top + _SPACING, width, self._line(_SMALL)))

    @property
    def _trust(self) -> float:
        return 0.0 if self._located is None else float(self._located.trust)

    def _paint_words(self, painter: QPainter, line: QRectF) -> float:
        palette, flags = self.palette(), Qt.AlignmentFlag.AlignVCenter
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        words = self.tr("Trust: {word}").format(word=self.word)
        painter.drawText(line, flags | Qt.AlignmentFlag.AlignLeft, words)
        used = painter.fontMetrics().horizontalAdvance(words) + 2 * _SPACING
        painter.setFont(self._small())
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        room = line.adjusted(used, 0, 0, 0)
        reason = painter.fontMetrics().elidedText(self.reason, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignRight, reason)
        return line.bottom()

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> float:
        palette = self.palette()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Mid))
        painter.drawRoundedRect(bar, _BAR / 2, _BAR / 2)
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
        filled = max(_BAR, self._trust * bar.width())
        painter.drawRoundedRect(QRectF(bar.left(), bar.top(), filled, _BAR), _BAR / 2, _BAR / 2)
        painter.setBrush(palette.color(QPalette.ColorRole.Window))
        for mark in (FAIR, GOOD):
            painter.drawRect(QRectF(bar.left() + mark * bar.width() - 0.5, bar.top(), 1.5, _BAR))
        return bar.bottom()

    def _paint_parts(self, painter: QPainter, line: QRectF) -> None:
        painter.setFont(self._small())
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for name, value in self.parts:
            if line.bottom() > self.height():
                return  # the tooltip has them all
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
            painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, value)
            line = line.translated(0, line.height())

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * _SMALL)
        return font

    def _line(self, size: float) -> float:
        return self.fontMetrics().height() * size + 1

    def _hint(self) -> str:
        explained = self.tr(
            "Good: data lies near, the samples around agree, and the encoder reads the decoded image as this"
            " code. Distances are in the spacing of the data there, the others in the radius of all codes."
        )
        return f"{self.text}\n\n{explained}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
