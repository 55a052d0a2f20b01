"""The menu of presets, and the name of the one that the present run is."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from latentlab.gui.preset_words import preset_groups, preset_names, preset_purposes
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.workspace import Workspace
from latentlab.training.config import TrainingConfig
from latentlab.training.presets import PRESETS, fitted


class Presets(QObject):
    """One menu for toolbar and menu bar; choosing builds, and the run that was there is kept."""

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._chosen = ""  # the preset that the present run began as, where it did
        self.menu = QMenu(self.tr("Preset"), parent)
        self.menu.setToolTipsVisible(True)
        self.button = QToolButton(parent)
        self.button.setObjectName("presets")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(self.menu)
        self.button.setToolTip(self.tr("Networks to begin with, by the names of the lecture"))
        self.button.setAccessibleName(self.tr("Preset"))
        self._actions = QActionGroup(self)
        self._actions.setExclusionPolicy(QActionGroup.ExclusionPolicy.ExclusiveOptional)
        self._fill()

    def show_config(self, config: TrainingConfig) -> None:
        """Name the preset that the run is, or that it was before it was changed."""
        name = next((name for name in PRESETS if self._is(name, config)), "")
        for action in self._actions.actions():
            action.setChecked(action.data() == name)
        names = preset_names()
        if name:
            self._chosen = name
            self._say(names[name])
        elif self._chosen and PRESETS[self._chosen].config.model.architecture == config.model.architecture:
            self._say(self.tr("{preset}, changed").format(preset=names[self._chosen]))
        else:
            self._say(self.tr("Own network"))

    def show_ready(self, can_train: bool) -> None:
        """Offer presets only where one can be built."""
        self.button.setEnabled(can_train)
        self.menu.setEnabled(can_train)

    def choose(self, name: str) -> None:
        """Build the network of a preset for the open images, with the present seed."""
        subject = self._workspace.subject
        if subject is None or not self._workspace.can_train:
            return
        self._chosen = name
        present = self._workspace.run.config
        config = self._fitted(name, subject)
        self._workspace.build(replace(config, seed=present.seed, threads=present.threads))

    def _say(self, name: str) -> None:
        self.button.setText(self.tr("{preset} ▾").format(preset=name))

    def _fill(self) -> None:
        names, purposes = preset_names(), preset_purposes()
        for title, members in preset_groups():
            self.menu.addSection(title)
            for name in members:
                # Behind a tab stands what a menu shows at its right side.
                action = QAction(f"{names[name]}\t{purposes[name]}", self)
                action.setData(name)
                action.setCheckable(True)
                action.triggered.connect(partial(self.choose, name))
                self._actions.addAction(action)
                self.menu.addAction(action)

    def _is(self, name: str, config: TrainingConfig) -> bool:
        subject = self._workspace.subject
        if subject is None:
            return False
        preset = self._fitted(name, subject)
        return replace(preset, seed=config.seed, threads=config.threads, epochs=config.epochs) == config

    def _fitted(self, name: str, subject: Subject) -> TrainingConfig:
        return fitted(PRESETS[name].config, subject.shape, len(subject.classes))
