"""Connects the preview of corruption with images, weights and the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_noise(window: MainWindow) -> None:
    """What noise does to images, as the slider moves and the network learns."""
    w, form, display = window.workspace, window.training.corruption, window.noise_display
    w.subject_changed.connect(display.show_subject)
    w.frame_changed.connect(display.follow_frame)
    w.ready_changed.connect(display.show_ready)
    form.noise_shown.connect(display.follow_noise)
    form.others_requested.connect(display.show_others)
