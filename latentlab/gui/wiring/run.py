"""Connects what the workspace tells of data, run and files with what shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_run(window: MainWindow) -> None:
    """What the window says of the run."""
    w, display = window.workspace, window.display
    w.library.sets_changed.connect(display.show_sets)
    w.subject_changed.connect(display.show_subject)
    w.config_changed.connect(display.show_config)
    w.run.began.connect(window.presets.show_run)
    w.frame_changed.connect(display.show_frame)
    w.run.frame_changed.connect(display.show_losses)
    w.reference_changed.connect(display.show_reference)
    w.runs.changed.connect(display.show_result)
    w.ready_changed.connect(display.show_ready)
    w.saved.connect(window.show_saved)
    w.failed.connect(display.show_error)
    w.failed.connect(window.stay_open)
    w.run.running_changed.connect(display.show_running)
    w.run.progressed.connect(display.show_progress)
    w.files.failed.connect(display.show_again)
    window.map_exporting.exported.connect(window.show_exported)
