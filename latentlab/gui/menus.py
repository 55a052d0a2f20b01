"""The menus and the toolbar of the window."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDockWidget, QLabel, QMenu, QSizePolicy, QToolBar, QWidget

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow

_POINTS = (1_000, 2_000, 5_000, 10_000, 20_000, 70_000)
_ICON = QSize(20, 20)


def build_toolbar(window: MainWindow, data: QLabel, epoch: QLabel) -> None:
    """Data, training and files at a click; `data` and `epoch` say what is learnt and how far."""
    a = window.actions_
    bar = QToolBar(_tr("Main toolbar"), window)
    bar.setObjectName("toolbar")
    bar.setMovable(False)
    bar.setIconSize(_ICON)
    bar.addAction(a.browse)
    bar.addWidget(data)
    bar.addWidget(window.presets.button)
    bar.addSeparator()
    bar.addActions([a.play, a.step, a.rewind, a.new_seed])
    bar.addWidget(epoch)
    spacer = QWidget()
    spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(spacer)
    bar.addActions([a.sheet, a.reconstructions, a.inside])
    bar.addSeparator()
    bar.addActions([a.open, a.save])
    window.addToolBar(bar)


def build_timeline_bar(window: MainWindow, timeline: QWidget) -> QToolBar:
    """One row under everything else, hidden while it has nothing to show."""
    bar = QToolBar(_tr("Timeline"), window)
    bar.setObjectName("timeline_bar")
    bar.setMovable(False)
    if (layout := bar.layout()) is not None:
        layout.setContentsMargins(0, 0, 0, 0)
    bar.addWidget(timeline)
    bar.toggleViewAction().setVisible(False)
    bar.hide()
    window.addToolBar(Qt.ToolBarArea.BottomToolBarArea, bar)
    return bar


def build_menus(window: MainWindow) -> QMenu:
    """Everything that can be done, by subject; returns the menu of themes."""
    a = window.actions_
    _add_menu(window, _tr("&File"), [a.open, a.save, a.save_as, a.export, None, a.browse, None, a.quit])
    selecting = [a.lasso, a.select_all, a.invert_group, a.clear_group, None, a.only_group, a.show_all]
    _add_menu(window, _tr("&Edit"), [a.undo, a.redo, None, a.find, None, *selecting])
    training = _add_menu(window, _tr("&Training"), [a.play, a.step, None, a.rewind, a.new_seed, None])
    training.addMenu(window.presets.menu)
    map_actions = [
        a.pca,
        a.tsne,
        a.umap,
        a.axes,
        a.plane,
        a.kernel_pca,
        None,
        a.space,
        None,
        a.run_map,
        a.restart_map,
        None,
        a.fit,
    ]
    _add_points(window, _add_menu(window, _tr("&Map"), map_actions))
    codes = [a.reset_code, a.random_code, None, a.copy_code, a.paste_code, None, a.code_back, a.code_forward]
    _add_menu(window, _tr("&Decoder"), codes)
    view = _add_menu(window, _tr("&View"), [])
    for dock in window.findChildren(QDockWidget):
        view.addAction(window.docks.openers.get(dock, dock.toggleViewAction()))
    themes = view.addMenu(_tr("Theme"))
    themes.addActions([a.system, a.light, a.dark])
    _add_menu(window, _tr("&Help"), [a.shortcuts, None, a.about])
    return themes


def _add_menu(window: MainWindow, title: str, actions: list[QAction | None]) -> QMenu:
    menu = window.menuBar().addMenu(title)
    for action in actions:
        if action is None:
            menu.addSeparator()
        else:
            menu.addAction(action)
    return menu


def _add_points(window: MainWindow, menu: QMenu) -> None:
    points = menu.addMenu(_tr("Points on the map"))
    choices = QActionGroup(window)
    for count in _POINTS:
        text = _tr("At most {count:,} points").format(count=count)
        action = points.addAction(text, partial(window.workspace.set_map_points, count))
        action.setCheckable(True)
        action.setChecked(count == window.workspace.points.most)
        choices.addAction(action)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Menus", text)
