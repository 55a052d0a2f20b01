"""What a dialog for a file asks of the choices that stand in it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class FileOptions(QWidget):
    """Fields that know which of them a format has, and make a wish of what they say."""

    changed = Signal()

    def show_format(self, subject: Any, suffix: str) -> None:
        """Offer what this format has; subject: one of those that the dialog offers."""
        raise NotImplementedError

    def wish(self) -> object:
        """The file that is asked for. Raises ConfigError for one that cannot be."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why there can be no such file; empty where there can."""
        raise NotImplementedError
