"""Connects the timeline with the kept epochs of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_time(window: MainWindow) -> None:
    """Kept epochs can be looked back on, played back, and gone on from."""
    w, timeline, display = window.workspace, window.timeline, window.timeline_display
    w.travel.moments_changed.connect(display.show_moments)
    w.frame_changed.connect(display.show_weights)
    w.travel.weights_changed.connect(lambda _, frame: display.show_weights(frame))
    w.run.running_changed.connect(display.show_again)
    w.ready_changed.connect(display.show_again)
    timeline.travelled.connect(display.travel_to)
    timeline.now_requested.connect(w.travel.return_to_now)
    timeline.travelled.connect(w.playback.stop)
    timeline.now_requested.connect(w.playback.stop)
    timeline.film_toggled.connect(w.playback.toggle)
    timeline.speed_chosen.connect(w.playback.set_speed)
    timeline.loop_toggled.connect(w.playback.set_loop)
    w.playback.playing_changed.connect(timeline.show_film)
    timeline.continue_requested.connect(w.travel.branch)
