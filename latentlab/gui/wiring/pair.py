"""Connects the two maps beside each other with what the workspace finds for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_pair(window: MainWindow) -> None:
    """Connect the second map, and the lines of equal density on both."""
    _connect_twin(window)
    workspace, pair = window.workspace, window.map.pair
    first, second = workspace.density_lines, workspace.twin.density_lines
    pair.lines_requested.connect(first.find)
    pair.request_dropped.connect(first.stop)
    first.found.connect(pair.scatter.contours.show_lines)
    pair.twin_lines_requested.connect(second.find)
    pair.twin_request_dropped.connect(second.stop)
    second.found.connect(pair.show_twin_lines)


def _connect_twin(window: MainWindow) -> None:
    twin, pair, controls, display = (
        window.workspace.twin, window.map.pair, window.map.controls, window.display
    )  # fmt: skip
    controls.twin_toggled.connect(window.workspace.show_second_map)
    pair.closed.connect(lambda: window.workspace.show_second_map(False))
    twin.open_changed.connect(pair.show_pair)
    twin.open_changed.connect(controls.twin.setChecked)
    twin.settings_changed.connect(display.show_seeds)
    twin.layout_changed.connect(display.show_twin)
    twin.waiting_changed.connect(pair.show_waiting)
    twin.agreement_changed.connect(display.show_agreement)
    twin.judging.changed.connect(pair.show_judgement)
