"""Something to know, shown above what one works with until it is dismissed; it asks for nothing."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from latentlab.gui.icons import icon
from latentlab.gui.widgets.section import note

_GLYPH = 20


class Notice(QFrame):
    """A title, a few lines, and buttons for who wants to know more; never takes the focus."""

    dismissed = Signal()

    def __init__(self, title: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "notice")
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.title = QLabel(title)
        self.title.setProperty("role", "strong")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.text = note(text, role="")
        self.close_button = QToolButton()
        self.close_button.setIcon(icon("close"))
        self.close_button.setIconSize(QSize(16, 16))
        self.close_button.setToolTip(self.tr("Dismiss this notice"))
        self.close_button.setAccessibleName(self.tr("Dismiss this notice"))
        self.close_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.close_button.clicked.connect(self._dismiss)
        self._buttons = QHBoxLayout()
        self._lay_out()

    def add_button(self, text: str) -> QPushButton:
        """A button below the text."""
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves Space to play
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def _lay_out(self) -> None:
        self._buttons.setSpacing(8)
        self._buttons.addStretch(1)
        lines = QVBoxLayout()
        lines.setSpacing(4)
        lines.addWidget(self.title)
        lines.addWidget(self.text)
        lines.addSpacing(4)
        lines.addLayout(self._buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 10, 8, 10)
        row.setSpacing(10)
        row.addWidget(_Glyph("information-outline"), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(lines, 1)
        row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)

    def _dismiss(self) -> None:
        self.dismissed.emit()
        self.hide()
        self.deleteLater()


class NoticeColumn(QWidget):
    """What one works with, and above it one notice at a time: in a small window two would cover the work."""

    def __init__(self, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[Notice] = []  # the first of them is shown
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._place)
        column.addWidget(content, 1)
        self.setFocusProxy(content)

    def add(self, notice: Notice) -> None:
        """Show a notice, once those before it are dismissed."""
        notice.hide()
        notice.dismissed.connect(self._show_next)
        self._place.addWidget(notice)
        self._waiting.append(notice)
        if len(self._waiting) == 1:
            self._show_first()

    def _show_next(self) -> None:
        del self._waiting[0]
        if self._waiting:
            self._show_first()
        else:
            self._place.setContentsMargins(0, 0, 0, 0)  # no gap is left behind

    def _show_first(self) -> None:
        """A screen reader is told at once."""
        self._place.setContentsMargins(12, 10, 12, 2)
        self._waiting[0].show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._waiting[0], QAccessible.Event.Alert))


class _Glyph(QWidget):
    """One glyph in the accent's colour, whichever theme comes."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._icon = icon(name, "accent")
        self.setFixedSize(_GLYPH, _GLYPH)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._icon.paint(QPainter(self), self.rect())
