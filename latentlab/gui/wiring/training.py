"""Connects the training panel with the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_training(window: MainWindow) -> None:
    """What the student changes about the run."""
    w, training = window.workspace, window.training
    training.data_chosen.connect(w.open_data)
    training.browse_requested.connect(window.browsing.open)
    training.build_requested.connect(w.build)
    training.config_taken.connect(w.run.take)
    training.config_taken.connect(window.presets.show_run)
    training.folding_changed.connect(window.keep_folding)
    training.learning_rate_changed.connect(w.run.set_learning_rate)
    training.learning_rate_changed.connect(window.presets.show_run)
    window.presets.chosen.connect(training.form.revert)
    training.epochs_changed.connect(w.run.set_epochs)
    training.seed_changed.connect(w.reseed)
    training.pace_changed.connect(w.run.set_pace)
    training.loop.device.chosen.connect(w.run.set_device)
    window.browsing.data_chosen.connect(w.open_data)
