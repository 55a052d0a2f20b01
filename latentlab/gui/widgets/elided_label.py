"""A line of text that ends in dots where room is short."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


class ElidedLabel(QLabel):
    """Never asks for more width than there is; the whole text stays in the tooltip.

    It paints its text itself: a QLabel asks for a new layout, up to the window, with each text that it is
    given, and this one never needs other room.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = self._short = self._shown = self._hint = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def whole_text(self) -> str:
        """The text before any of it was left out."""
        return self._whole

    def text(self) -> str:
        """What can be read."""
        return self._shown

    def show_text(self, text: str, short: str = "") -> None:
        """Show `text` where it fits, else what says it shorter, else as much of it as fits."""
        if (text, short) != (self._whole, self._short):
            self._whole, self._short = text, short
            self.setAccessibleName(text)
            self._elide()

    def keep_room(self, text: str) -> None:
        """Never be narrower than this text."""
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance(text) + 2)

    def show_hint(self, hint: str) -> None:
        """A tooltip of more than the text."""
        if hint != self._hint:
            self._hint = hint
            self.setAccessibleDescription(hint)
            self._elide()

    def sizeHint(self) -> QSize:
        return QSize(60, self.fontMetrics().height() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(20, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        flags = int(self.alignment()) | int(Qt.TextFlag.TextSingleLine)
        painter.drawText(self.contentsRect(), flags, self._shown)

    def _elide(self) -> None:
        metrics, room = self.fontMetrics(), self.width()
        is_short = bool(self._short) and metrics.horizontalAdvance(self._whole) > room
        text = self._short if is_short else self._whole
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        if shown != self._shown:
            self._shown = shown
            self.update()
        whole = self._whole if shown != self._whole else ""
        self.setToolTip("\n\n".join(filter(None, (whole, self._hint))))
