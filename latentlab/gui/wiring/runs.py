"""Connects the list of runs with those that are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_runs(window: MainWindow) -> None:
    """Runs can be shown again, put beside each other, named and forgotten."""
    w, panel, display = window.workspace, window.runs, window.runs_display
    w.runs.changed.connect(display.show_runs)
    w.runs.dropped.connect(window.show_dropped)
    w.twin.settings_changed.connect(display.show_pair)
    panel.run_chosen.connect(w.show_run)
    panel.run_pinned.connect(w.runs.pin)
    panel.run_renamed.connect(w.runs.rename)
    panel.run_removed.connect(w.runs.remove)
