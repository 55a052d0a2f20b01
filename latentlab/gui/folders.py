"""Opens a folder in the system's file manager."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices


def open_folder(folder: Path) -> str | None:
    """Show a folder; where no file manager could be started, returns a sentence that names it."""
    if QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
        return None
    text = QCoreApplication.translate("Folders", "No file manager could be started. The folder is {folder}.")
    return text.format(folder=folder)
