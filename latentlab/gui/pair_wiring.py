"""Connects the two maps beside each other with what the workspace finds for each."""

from latentlab.gui.display import Display
from latentlab.gui.panels.latent_map import LatentMapPanel
from latentlab.gui.workspace.workspace import Workspace


def connect_pair(workspace: Workspace, panel: LatentMapPanel, display: Display) -> None:
    """Connect the second map, and the lines of equal density on both."""
    _connect_twin(workspace, panel, display)
    first, second, pair = workspace.density_lines, workspace.twin.density_lines, panel.pair
    pair.lines_requested.connect(first.find)
    pair.request_dropped.connect(first.stop)
    first.found.connect(pair.scatter.contours.show_lines)
    pair.twin_lines_requested.connect(second.find)
    pair.twin_request_dropped.connect(second.stop)
    second.found.connect(pair.show_twin_lines)


def _connect_twin(workspace: Workspace, panel: LatentMapPanel, display: Display) -> None:
    twin, pair, controls = workspace.twin, panel.pair, panel.controls
    controls.twin_toggled.connect(twin.show)
    pair.closed.connect(lambda: twin.show(False))
    twin.open_changed.connect(pair.show_pair)
    twin.open_changed.connect(controls.twin.setChecked)
    twin.settings_changed.connect(display.show_seeds)
    twin.layout_changed.connect(display.show_twin)
    twin.waiting_changed.connect(pair.show_waiting)
    twin.agreement_changed.connect(display.show_agreement)
    twin.judging.changed.connect(pair.show_judgement)
