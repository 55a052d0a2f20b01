"""The QApplication, which hears of files that the system wants opened."""

from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication


class Application(QApplication):
    """On macOS a double-clicked file arrives as an event, not as an argument."""

    file_opened = Signal(object)  # Path

    def event(self, event: QEvent) -> bool:
        """Tell of a file; only what is meant for the application itself comes here, a few events a second."""
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        if event.url().isLocalFile():
            self.file_opened.emit(Path(event.file()))
        return True
