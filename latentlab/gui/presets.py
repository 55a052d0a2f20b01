"""The menu of presets, and the name of the one that the present run is."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget, QWidgetAction

from latentlab.gui.preset_words import preset_groups, preset_names, preset_purposes
from latentlab.gui.widgets.section import section_header
from latentlab.gui.workspace.workspace import Workspace
from latentlab.training.nearest_preset import Likeness, nearest_preset
from latentlab.training.presets import PRESETS, fitted


class Presets(QObject):
    """One menu for toolbar and menu bar; choosing builds, and the run that was there is kept."""

    chosen = Signal()  # before the network of a preset is built

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._workspace = workspace
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

    def show_run(self) -> None:
        """Name the preset that the run is, or the one that it differs from in a few choices."""
        likeness = self._likeness()
        name = likeness.name if likeness is not None and not likeness.changes else ""
        for action in self._actions.actions():
            action.setChecked(action.data() == name)
        names = preset_names()
        if likeness is None:
            self._say(self.tr("Own network"))
        elif name:
            self._say(names[name])
        else:
            self._say(self.tr("{preset}, changed").format(preset=names[likeness.name]))

    def show_ready(self, can_train: bool) -> None:
        """Offer presets only where one can be built, and say why where none can."""
        reason = "" if can_train else self._why_none()
        self.button.setEnabled(can_train)
        self.menu.setEnabled(can_train)
        self.button.setToolTip(reason or self.tr("Networks to begin with, by the names of the lecture"))
        self.menu.menuAction().setStatusTip(reason)

    def choose(self, name: str) -> None:
        """Build the network of a preset for the open images, with the present seed, and where that learns."""
        subject = self._workspace.subject
        if subject is None or not self._workspace.can_train:
            return
        self.chosen.emit()
        present = self._workspace.run.config
        config = fitted(PRESETS[name].config, subject.shape, len(subject.classes))
        self._workspace.build(
            replace(config, seed=present.seed, threads=present.threads, device=present.device)
        )

    def _say(self, name: str) -> None:
        self.button.setText(self.tr("{preset} ▾").format(preset=name))

    def _fill(self) -> None:
        names, purposes = preset_names(), preset_purposes()
        for title, members in preset_groups():
            self._add_title(title)
            for name in members:
                # Behind a tab stands what a menu shows at its right side.
                action = QAction(f"{names[name]}\t{purposes[name]}", self)
                action.setData(name)
                action.setCheckable(True)
                action.triggered.connect(partial(self.choose, name))
                self._actions.addAction(action)
                self.menu.addAction(action)

    def _add_title(self, title: str) -> None:
        """A section's own title is not drawn where a style sheet is."""
        label = section_header(title)
        label.setContentsMargins(10, 7, 10, 2)
        entry = QWidgetAction(self.menu)
        entry.setDefaultWidget(label)
        entry.setEnabled(False)  # the arrow keys pass it by
        self.menu.addAction(entry)

    def _likeness(self) -> Likeness | None:
        subject, config = self._workspace.subject, self._workspace.run.config
        if subject is None:
            return None
        return nearest_preset(config, subject.shape, len(subject.classes))

    def _why_none(self) -> str:
        subject = self._workspace.subject
        if subject is not None and subject.images is None:
            return self.tr("The images of this session are not there.")
        return self.tr("A network can be built as soon as PyTorch is loaded.")
