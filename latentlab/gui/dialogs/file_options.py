"""What a dialog for a file asks of the choices that stand in it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from latentlab.errors import ConfigError
from latentlab.gui.messages import text_of
from latentlab.gui.widgets.fields import Choice, WholeNumber
from latentlab.gui.widgets.section import note

MOST_SECONDS = 120


class FileOptions(QWidget):
    """Fields that know which of them a format has, and make a wish of what they say."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ground, self.title = Choice(), QLineEdit()
        self.seconds = WholeNumber(1, MOST_SECONDS, 10)
        self.seconds.setSuffix(self.tr(" s"))
        self.told = note()
        self._form = QFormLayout()

    def show_format(self, subject: Any, suffix: str) -> None:
        """Offer what this format has; subject: one of those that the dialog offers."""
        raise NotImplementedError

    def wish(self) -> object:
        """The file that is asked for. Raises ConfigError for one that cannot be."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why there can be no such file; empty where there can."""
        try:
            self.wish()
        except ConfigError as error:
            return text_of(error)
        return ""

    # for those that have fields

    def _lay_out(self, rows: Sequence[tuple[str, QWidget]]) -> None:
        """Put fields under each other, each with its name, and the explanation below."""
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setHorizontalSpacing(12)
        self._form.setVerticalSpacing(8)
        for name, field in rows:
            self._form.addRow(name, field)
            field.setAccessibleName(field.accessibleName() or name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._form)
        column.addWidget(self.told)
        column.addStretch(1)

    def _tell_changes(self, *fields: QWidget) -> None:
        """What these fields say is part of the wish."""
        for field in fields:
            match field:
                case WholeNumber():
                    field.setKeyboardTracking(False)
                    field.valueChanged.connect(self.changed)
                case Choice():
                    field.activated.connect(self.changed)
                case QLineEdit():
                    field.textEdited.connect(self.changed)
                case QCheckBox():
                    field.toggled.connect(self.changed)

    def _show_row(self, field: QWidget, shown: bool) -> None:
        self._form.setRowVisible(field, shown)

    def _show_title(self, title: str) -> None:
        self.title.setText(title)
        self.title.setCursorPosition(0)

    def _offer_grounds(self, transparent: bool) -> None:
        chosen = self.ground.currentData() or "light"
        self.ground.clear()
        names = {"light": self.tr("Light"), "dark": self.tr("Dark"), "transparent": self.tr("Transparent")}
        for value, name in names.items():
            if transparent or value != "transparent":
                self.ground.addItem(name, value)
        self.ground.choose(chosen if self.ground.findData(chosen) >= 0 else "light")
