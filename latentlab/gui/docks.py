"""Where each panel of the window stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDockWidget, QTabWidget, QWidget

from latentlab.gui.dock_titles import DockTitles

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow

_AREAS = Qt.DockWidgetArea


@dataclass(frozen=True, slots=True, eq=False)
class Docks:
    """The docks that others ask whether they are seen."""

    decoder: QDockWidget
    group: QDockWidget
    verdict: QDockWidget
    openers: Mapping[QDockWidget, QAction]  # of the wide pictures: a key or a click brings one to the front


def build_docks(window: MainWindow) -> Docks:
    """Training at the left of the map; tabs for the decoder and for what is told at its right."""
    for corner, area in (
        (Qt.Corner.BottomLeftCorner, _AREAS.LeftDockWidgetArea),
        (Qt.Corner.BottomRightCorner, _AREAS.RightDockWidgetArea),
    ):
        window.setCorner(corner, area)  # what stands below the map is as wide as the map
    window.setTabPosition(_AREAS.RightDockWidgetArea, QTabWidget.TabPosition.North)
    window.setTabPosition(_AREAS.BottomDockWidgetArea, QTabWidget.TabPosition.North)
    _add(window, "training_dock", _tr("Training"), window.training, _AREAS.LeftDockWidgetArea)
    tabs: tuple[tuple[str, str, QWidget], ...] = (
        ("decoder_dock", _tr("Decoder"), window.decoder),
        ("group_dock", _tr("Selection"), window.group),
        ("verdict_dock", _tr("Verdict"), window.verdict),
        ("runs_dock", _tr("Runs"), window.runs),
    )
    area = _AREAS.RightDockWidgetArea
    decoder, group, verdict, runs = (_add(window, name, title, panel, area) for name, title, panel in tabs)
    for before, dock in ((decoder, group), (group, verdict), (verdict, runs)):
        window.tabifyDockWidget(before, dock)
    decoder.raise_()
    a = window.actions_
    pictures: tuple[tuple[QAction, str, str, QWidget], ...] = (
        (a.sheet, "sheet_dock", _tr("Sheet"), window.sheet),
        (a.reconstructions, "reconstructions_dock", _tr("Reconstructions"), window.reconstructions),
        (a.inside, "inside_dock", _tr("Weights"), window.inside),
    )
    openers = {
        add_below(window, name, title, panel, action): action for action, name, title, panel in pictures
    }
    DockTitles(window)
    group.visibilityChanged.connect(window.workspace.facts.watch)
    verdict.visibilityChanged.connect(window.workspace.verdict.watch)
    return Docks(decoder, group, verdict, openers)


def add_below(window: MainWindow, name: str, title: str, panel: QWidget, action: QAction) -> QDockWidget:
    """A wide picture under the map, closed at first; `action` brings it to the front or closes it."""
    area = _AREAS.BottomDockWidgetArea
    there = [dock for dock in window.findChildren(QDockWidget) if window.dockWidgetArea(dock) == area]
    dock = _add(window, name, title, panel, area)
    dock.setFeatures(dock.features() | QDockWidget.DockWidgetFeature.DockWidgetFloatable)
    if there:
        window.tabifyDockWidget(there[-1], dock)
    dock.hide()
    action.triggered.connect(lambda is_wanted: _bring_or_close(dock, is_wanted))
    dock.visibilityChanged.connect(action.setChecked)  # not seen behind another tab
    return dock


def _bring_or_close(dock: QDockWidget, is_wanted: bool) -> None:
    dock.setVisible(is_wanted)
    if is_wanted:
        dock.raise_()


def _add(window: MainWindow, name: str, title: str, panel: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
    dock = QDockWidget(title, window)
    dock.setObjectName(name)
    dock.setWidget(panel)
    features = QDockWidget.DockWidgetFeature
    dock.setFeatures(features.DockWidgetClosable | features.DockWidgetMovable)
    window.addDockWidget(area, dock)
    return dock


def _tr(text: str) -> str:
    return QCoreApplication.translate("Docks", text)
