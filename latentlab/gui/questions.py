"""What the window asks before it acts: may this be thrown away, which file."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMessageBox, QWidget

SUFFIX = ".latentlab"


class Closing(Enum):
    """What to do with an unsaved run when the window closes."""

    SAVE = "save"
    DISCARD = "discard"
    STAY = "stay"


class Questions:
    """Asks the student; remembers for this sitting which question was silenced."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent
        self._is_silenced = False

    def may_discard(self, unsaved: bool, may_be_silenced: bool = False) -> bool:
        """Whether the present run may be thrown away."""
        if not unsaved or (may_be_silenced and self._is_silenced):
            return True
        box = self._box(
            _tr("This run has not been saved. Throw it away?"),
            QMessageBox.StandardButton.Discard | QMessageBox.StandardButton.Cancel,
        )
        silence = QCheckBox(_tr("Do not ask again until LatentLab closes"))
        if may_be_silenced:
            box.setCheckBox(silence)
        agreed = box.exec() == QMessageBox.StandardButton.Discard
        self._is_silenced |= agreed and silence.isChecked()
        return agreed

    def on_closing(self, unsaved: bool) -> Closing:
        """What to do with the present run when the window closes."""
        if not unsaved:
            return Closing.DISCARD
        buttons = QMessageBox.StandardButton
        box = self._box(
            _tr("This run has not been saved. Save it before closing?"),
            buttons.Save | buttons.Discard | buttons.Cancel,
        )
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
