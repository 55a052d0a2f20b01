"""What the window asks before it acts: what to do with runs that are not saved, which file."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

SUFFIX = ".latentlab"


class Closing(Enum):
    """What to do with an unsaved run when the window closes."""

    SAVE = "save"
    DISCARD = "discard"
    STAY = "stay"


class Questions:
    """Asks the student."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def on_closing(self, unsaved: bool, others: int) -> Closing:
        """What to do with the present run when the window closes, and with others that are in no file."""
        if not unsaved and not others:
            return Closing.DISCARD
        buttons = QMessageBox.StandardButton
        offered = buttons.Discard | buttons.Cancel
        if unsaved:
            box = self._box(
                _tr("This run has not been saved. Save it before closing?"), offered | buttons.Save
            )
        else:
            box = self._box(_tr("Some runs have not been saved. Close all the same?"), offered)
        if others:
            text = _tr("Other runs of this window that would be lost: {count}. The list of runs has them.")
            box.setInformativeText(text.format(count=others))
        answer = box.exec()
        if answer == buttons.Save:
            return Closing.SAVE
        return Closing.DISCARD if answer == buttons.Discard else Closing.STAY

    def session_to_open(self, folder: Path) -> Path | None:
        """The session file to open; None where the student thought better of it."""
        name, _ = QFileDialog.getOpenFileName(self._parent, _tr("Open session"), str(folder), _filter())
        return Path(name) if name else None

    def session_to_save(self, folder: Path) -> Path | None:
        """Where to save the session; None where the student thought better of it."""
        start = str(folder / f"session{SUFFIX}")
        name, _ = QFileDialog.getSaveFileName(self._parent, _tr("Save session"), start, _filter())
        if not name:
            return None
        path = Path(name)
        return path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)

    def _box(self, text: str, buttons: QMessageBox.StandardButton) -> QMessageBox:
        box = QMessageBox(QMessageBox.Icon.Question, "LatentLab", text, buttons, self._parent)
        box.setInformativeText(_tr("The weights and the history of this run would be lost."))
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        return box


def _filter() -> str:
    return _tr("LatentLab sessions (*.latentlab)")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Questions", text)
