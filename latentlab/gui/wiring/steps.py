"""Connects the strip of steps, the stages and the device with the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_steps(window: MainWindow) -> None:
    """What is told of how far the run is, and where."""
    w, steps, device = window.workspace, window.steps_display, window.device_display
    w.subject_changed.connect(steps.show_again)
    w.config_changed.connect(steps.show_again)
    w.run.frame_changed.connect(steps.show_frame)
    w.run.progressed.connect(steps.show_progress)
    w.run.stage_changed.connect(steps.show_stage)
    w.run.stage_changed.connect(window.training.progress.show_stage)
    w.run.stage_changed.connect(window.training.losses.show_stage)
    w.runs.changed.connect(steps.show_again)
    w.run.device_lost.connect(device.show_lost)
    w.ready_changed.connect(device.show_ready)
