"""The dialog for files of the map, its points and its film."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from latentlab.gui.dialogs.export_options import ExportOptions
from latentlab.gui.dialogs.file_dialog import FileDialog


class ExportDialog(FileDialog):
    """Offers every format that a map has."""

    def __init__(self, parent: QWidget | None = None) -> None:
        options = ExportOptions()
        super().__init__(_formats(), options, parent)
        self.options = options


def _formats() -> tuple[tuple[str, str, str], ...]:
    picture, points = _tr("The map as a picture"), _tr("The points as arrays")
    film = _tr("The film of the training")
    return (
        ("map", ".png", picture),
        ("map", ".svg", picture),
        ("map", ".pdf", picture),
        ("points", ".csv", _tr("The points as a table")),
        ("points", ".npz", points),
        ("film", ".gif", film),
        ("film", ".webp", film),
        ("film", ".npz", _tr("The film as arrays")),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("ExportDialog", text)
