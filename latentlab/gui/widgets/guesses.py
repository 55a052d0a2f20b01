"""Which classes somebody guesses, each with how sure it is: the likeliest few in one line."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from latentlab.gui.theme import tokens_of

_BAR = 4.0
_GAP, _BETWEEN = 10.0, 4.0  # from guess to guess, from name to figure
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """A class and how sure somebody is of it, from 0 to 1."""

    name: str
    certainty: float

    @property
    def figure(self) -> str:
        """The certainty as it is read out; never 100% or 0% where it is less or more."""
        percent = 100 * self.certainty
        if 99.5 <= percent < 100:
            return ">99%"
        return "<1%" if 0 < percent < 0.5 else f"{percent:.0f}%"


class Guesses(QWidget):
    """Drawn in one go: labels would lay the panel out anew at every move of the mouse."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._waiting = name, ""
        self._guesses: tuple[Guess, ...] = ()
        self._hint = ""
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def guesses(self) -> tuple[Guess, ...]:
        """All that was guessed, the likeliest first."""
        return self._guesses

    def show_guesses(self, guesses: Sequence[Guess], hint: str, waiting: str = "") -> None:
        """Show the likeliest of these; hint: how they were come by; waiting: said while there are none."""
        if waiting != self._waiting:
            self._waiting = waiting
            self.update()
        ranked = tuple(sorted(guesses, key=lambda guess: -guess.certainty))
        if ranked == self._guesses and hint == self._hint:
            return
        self._guesses, self._hint = ranked, hint
        self.setAccessibleDescription(self.text)
        self.setToolTip("\n\n".join(filter(None, (self._all(), hint))))
        self.update()

    @property
    def text(self) -> str:
        """What is shown, as it would be read out."""
        return ", ".join(f"{guess.name} {guess.figure}" for guess in self._guesses[:_SHOWN])

    def sizeHint(self) -> QSize:
        return QSize(240, round(self.fontMetrics().height() + _BAR + 2))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), tokens_of(self.palette())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(self._small())
        line = QRectF(0, 0, self.width(), self.fontMetrics().height())
        label = self._name if self._guesses else f"{self._name}  {self._waiting or '–'}"
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label)
        left = painter.fontMetrics().horizontalAdvance(self._name) + _GAP
        for place, (guess, width) in enumerate(self._shared(self.width() - left)):
            cell = QRectF(left, 0, width, line.height())
            self._paint_one(painter, guess, cell, is_first=place == 0)
            left += width + _GAP

    def _shared(self, room: float) -> list[tuple[Guess, float]]:
        """Those that are shown, each with its width: the same for all, unless long names need more."""
        for count in range(min(_SHOWN, len(self._guesses)), 0, -1):
            some = self._guesses[:count]
            free = room - (count - 1) * _GAP
            needs = [self._need(guess, is_first=place == 0) for place, guess in enumerate(some)]
            if max(needs) <= free / count:
                return [(guess, free / count) for guess in some]
            if sum(needs) <= free or count == 1:
                rest = (free - sum(needs)) / count
                return [(guess, need + rest) for guess, need in zip(some, needs, strict=True)]
        return []

    def _need(self, guess: Guess, is_first: bool) -> float:
        metrics = QFontMetricsF(self._font(is_first))
        return metrics.horizontalAdvance(guess.name) + _BETWEEN + metrics.horizontalAdvance(guess.figure) + 2

    def _font(self, is_first: bool) -> QFont:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if is_first else QFont.Weight.Normal)
        return font

    def _paint_one(self, painter: QPainter, guess: Guess, cell: QRectF, is_first: bool) -> None:
        tokens, middle = tokens_of(self.palette()), Qt.AlignmentFlag.AlignVCenter
        painter.setFont(self._font(is_first))
        painter.setPen(QColor(tokens.text if is_first else tokens.muted))
        metrics = painter.fontMetrics()
        room = int(cell.width() - metrics.horizontalAdvance(guess.figure) - _BETWEEN)
        name = metrics.elidedText(guess.name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(cell, middle | Qt.AlignmentFlag.AlignLeft, name)
        painter.drawText(cell, middle | Qt.AlignmentFlag.AlignRight, guess.figure)
        bar = QRectF(cell.left(), cell.bottom() + 1, cell.width(), _BAR)
        painter.fillRect(bar, QColor(tokens.pressed))
        bar.setWidth(guess.certainty * cell.width())
        painter.fillRect(bar, QColor(tokens.accent if is_first else tokens.control))

    def _small(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(0.92 * font.pointSizeF())
        return font

    def _all(self) -> str:
        return "\n".join(f"{guess.name}: {guess.figure}" for guess in self._guesses)
