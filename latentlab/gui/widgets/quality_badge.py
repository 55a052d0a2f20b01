"""The badge of a map's quality: a sign that fills with trust, and as many words as there is room for."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of
from latentlab.gui.tokens import Tokens

_SIGN = 11.0
_PAD = 8
HIGH, FAIR = 0.95, 0.85  # of trustworthiness: what is below is low


class QualityBadge(QAbstractButton):
    """A click asks for the whole story. The sign is a full, half or empty disc, in a colour of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: tuple[str, ...] = ("",)
        self._trust: float | None = None
        self._is_stale = False
        self._room = 10_000
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @property
    def shown_text(self) -> str:
        """The longest of the texts that fits the room."""
        fitting = (text for text in self._texts if self._width_of(text) <= self._room)
        return next(fitting, self._texts[-1])

    def show_quality(self, texts: tuple[str, ...], trust: float | None, is_stale: bool = False) -> None:
        """Show one of `texts`, the longest first; trust in [0, 1], None before it is known."""
        self._texts, self._trust, self._is_stale = texts, trust, is_stale
        self.setAccessibleName(texts[0])
        self.updateGeometry()
        self.update()

    def show_room(self, width: int) -> None:
        """Take up no more than so many pixels, if the shortest text allows."""
        if width != self._room:
            self._room = width
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._width_of(self.shown_text), self.fontMetrics().height() + 6)

    def minimumSizeHint(self) -> QSize:
        """The shortest text's, so that a long one never keeps the window wide."""
        return QSize(self._width_of(self._texts[-1]), self.sizeHint().height())

    def _width_of(self, text: str) -> int:
        sign = 0 if self._trust is None else int(_SIGN) + 6
        return 2 * _PAD + sign + self.fontMetrics().horizontalAdvance(text)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = tokens_of(self.palette())
        ground = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(tokens.accent if self.hasFocus() else tokens.border), 1))
        painter.setBrush(QColor(tokens.hover if self.underMouse() else tokens.surface))
        painter.drawRoundedRect(ground, ground.height() / 2, ground.height() / 2)
        left = float(_PAD)
        if self._trust is not None:
            self._paint_sign(painter, tokens, QPointF(_PAD + _SIGN / 2, self.height() / 2), self._trust)
            left += _SIGN + 6
        painter.setPen(QColor(tokens.muted if self._is_stale or self._trust is None else tokens.text))
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self.shown_text)

    def _paint_sign(self, painter: QPainter, tokens: Tokens, centre: QPointF, trust: float) -> None:
        colour = QColor(tokens.control if self._is_stale else _colour(tokens, trust))
        disc = QRectF(centre.x() - _SIGN / 2, centre.y() - _SIGN / 2, _SIGN, _SIGN).adjusted(
            0.75, 0.75, -0.75, -0.75
        )
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if trust >= HIGH else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(disc)
        if HIGH > trust >= FAIR:
            painter.setBrush(colour)
            painter.drawPie(disc, -90 * 16, -180 * 16)


def _colour(tokens: Tokens, trust: float) -> str:
    """Blue, orange, red: apart for all common kinds of colour blindness, by lightness too."""
    if trust >= HIGH:
        return tokens.accent
    return tokens.validation if trust >= FAIR else tokens.danger
