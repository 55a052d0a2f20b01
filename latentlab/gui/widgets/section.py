"""A titled group of labelled rows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

LABEL_WIDTH = 92


class Section(QWidget):
    """A quiet header, and under it rows of a label and a field, or fields over the whole width."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._body = QWidget()
        self._rows = QGridLayout(self._body)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setHorizontalSpacing(8)
        self._rows.setVerticalSpacing(6)
        self._rows.setColumnMinimumWidth(0, LABEL_WIDTH)
        self._rows.setColumnStretch(1, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._column.addWidget(self._make_header(title))
        self._column.addWidget(self._body)

    def add_row(self, name: str, field: QWidget, tip: str, beside: QWidget | None = None) -> QLabel:
        """A field with its label before it, and maybe something beside it; a screen reader says the name."""
        label = QLabel(name)
        label.setBuddy(field)
        label.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        for widget in (label, field):
            widget.setToolTip(tip)
        field.setAccessibleName(name)
        field.setAccessibleDescription(tip)
        row = self._rows.rowCount()
        self._rows.addWidget(label, row, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        if beside is None:
            self._rows.addWidget(field, row, 1)
        else:
            self._rows.addLayout(_side_by_side(field, beside), row, 1)
        return label

    def add_wide(self, widget: QWidget) -> None:
        """A widget over the whole width."""
        self._rows.addWidget(widget, self._rows.rowCount(), 0, 1, 2)

    def _make_header(self, title: str) -> QWidget:
        return section_header(title)


def _side_by_side(field: QWidget, beside: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(field, 1)
    line.addWidget(beside)
    return line


def section_header(title: str) -> QLabel:
    """The quiet header of a section."""
    label = QLabel(title)
    label.setProperty("role", "section")
    return label


def note(text: str = "", role: str = "muted") -> QLabel:
    """A small line of text that wraps."""
    label = QLabel(text)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
