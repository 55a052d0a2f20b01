"""What a student intends that needs a question or a dialog first."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from latentlab.gui.actions import Actions
from latentlab.gui.gestures import map_gestures
from latentlab.gui.questions import Questions
from latentlab.gui.settings import Settings
from latentlab.gui.workspace.workspace import Workspace
from latentlab.training.config import TrainingConfig


class Intents(QObject):
    """Asks before an unsaved run is thrown away, asks for files, opens dialogs."""

    refused = Signal()  # the student thought better of it: show what is still so

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

    def open_data(self, name: str) -> None:
        """Learn another data set."""
        if self._questions.may_discard(self._workspace.is_unsaved):
            self._workspace.open_data(name)
        else:
            self.refused.emit()

    def build(self, config: TrainingConfig) -> None:
        """Start a network with other choices."""
        if self._questions.may_discard(self._workspace.is_unsaved):
            self._workspace.build(config)

    def reseed(self, seed: int) -> None:
        """Start again with this seed."""
        if self._questions.may_discard(self._workspace.is_unsaved):
            self._workspace.build(replace(self._workspace.run.config, seed=seed))
        else:
            self.refused.emit()

    def rewind(self) -> None:
        """Back to the same initial weights."""
        if self._questions.may_discard(self._workspace.is_unsaved, may_be_silenced=True):
            self._workspace.rewind()

    def new_seed(self) -> None:
        """On to other initial weights."""
        if self._questions.may_discard(self._workspace.is_unsaved, may_be_silenced=True):
            self._workspace.new_seed()

    def choose_session(self) -> None:
        """Ask for a session file and open it."""
        if not self._questions.may_discard(self._workspace.is_unsaved):
            return
        path = self._questions.session_to_open(self._settings.folder)
        if path is not None:
            self.open_session(path)

    def open_handed_over(self, path: Path) -> None:
        """Open a session file that was double-clicked while the window is open."""
        if self._questions.may_discard(self._workspace.is_unsaved):
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
