"""What a student intends that needs a question or a dialog first."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from latentlab.gui.actions import Actions
from latentlab.gui.gestures import map_gestures
from latentlab.gui.questions import Questions
from latentlab.gui.settings import Settings
from latentlab.gui.workspace.workspace import Workspace


class Intents(QObject):
    """Asks for files and opens dialogs."""

    def __init__(
        self,
        workspace: Workspace,
        questions: Questions,
        settings: Settings,
        actions: Actions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._questions = questions
        self._settings = settings
        self._actions = actions
        self._window = window

    def choose_session(self) -> None:
        """Ask for a session file and open it."""
        path = self._questions.session_to_open(self._settings.folder)
        if path is not None:
            self.open_session(path)

    def open_session(self, path: Path) -> None:
        """Open a session file; the present one stays where it cannot be read."""
        self._settings.folder = path.parent
        self._workspace.open_session(path)

    def save(self) -> bool:
        """Keep the session in its file, or ask for one; returns whether it is being written."""
        path = self._workspace.path
        if path is None:
            return self.save_as()
        self._workspace.save(path)
        return True

    def save_as(self) -> bool:
        """Ask for a file and keep the session there; returns whether it is being written."""
        path = self._questions.session_to_save(self._settings.folder)
        if path is None:
            return False
        self._settings.folder = path.parent
        self._workspace.save(path)
        return True

    def show_shortcuts(self) -> None:
        """List all keys."""
        from latentlab.gui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog([*self._actions.keys(), *map_gestures()], self._window).open()

    def show_about(self) -> None:
        """Show version and licences."""
        from latentlab.gui.dialogs.about import AboutDialog

        AboutDialog(self._window).open()
