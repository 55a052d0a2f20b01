"""How far to trust a code that was chosen freely: a word and a bar; what they are made of, on hovering."""

import math

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.latent.inverse.located import Located

GOOD, FAIR = 0.7, 0.35  # measured: of samples left out of a map nineteen in twenty are above 0.66
_OFF_DATA = 0.1  # the most where the code is far from all data
_BAR = 6
_SPACING = 3


class TrustGauge(QWidget):
    """Drawn in one go: labels would lay the panel out anew at every move of the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._located: Located | None = None
        self._is_off = False
        self.setAccessibleName(self.tr("Trust"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_located(self, located: Located) -> None:
        """Show how far to trust one code."""
        self._located = located
        self._tell()

    def show_off(self, is_off: bool) -> None:
        """Whether the code is known to lie off the data, where nothing else makes up for it."""
        if is_off != self._is_off:
            self._is_off = is_off
            self._tell()

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
        if self._is_off:
            return self.tr("off the data")
        reasons = {
            self.tr("no data near here"): located.gap / 2,
            self.tr("the samples around differ"): 2 * located.miss,
            self.tr("its image is encoded otherwise"): 2 * (located.round_trip or 0.0),
        }
        return max(reasons, key=lambda text: float(reasons[text]))

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The parts of the gauge that nothing else tells, each with its value in words."""
        located = self._located
        if located is None:
            return []
        spread = self.tr("none: exact") if located.is_exact else _percent(float(located.miss))
        return [
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

    @property
    def words_width(self) -> int:
        """What it takes to tell the longest of its words."""
        words = (self.tr("good"), self.tr("fair"), self.tr("poor"))
        metrics = QFontMetricsF(self._strong())
        return math.ceil(max(metrics.horizontalAdvance(self._told(word)) for word in words))

    def sizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height() + _SPACING + _BAR + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = QRectF(0, 0, self.width(), self.fontMetrics().height())
        self._paint_words(painter, line)
        self._paint_bar(painter, QRectF(0, line.bottom() + _SPACING, self.width(), _BAR))

    @property
    def _trust(self) -> float:
        trust = 0.0 if self._located is None else float(self._located.trust)
        return min(trust, _OFF_DATA) if self._is_off else trust

    def _tell(self) -> None:
        self.setAccessibleDescription(self.text)
        self.setToolTip(self._hint())
        self.update()

    def _paint_words(self, painter: QPainter, line: QRectF) -> None:
        painter.setFont(self._strong())
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        words = painter.fontMetrics().elidedText(
            self._told(self.word), Qt.TextElideMode.ElideRight, int(line.width())
        )
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, words)

    def _told(self, word: str) -> str:
        return self.tr("Trust: {word}").format(word=word)

    def _strong(self) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _paint_bar(self, painter: QPainter, bar: QRectF) -> None:
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

    def _hint(self) -> str:
        explained = self.tr(
            "Good: data lies near, the samples around agree, and the encoder reads the decoded image as this"
            " code. Spread and way are in the radius of all codes."
        )
        return f"{self.text}\n\n{explained}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f}%"
