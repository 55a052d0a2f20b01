"""Connects the digit of the decoder, and what is told of it, with what computes that."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_digit(window: MainWindow) -> None:
    """What stands beside the digit, computed only while it is seen."""
    w, display, part, around = (
        window.workspace, window.digit_display, window.decoder.digit_part, window.decoder.around
    )  # fmt: skip
    surroundings, slope = w.decoding.surroundings, w.decoding.slope
    part.watched.connect(surroundings.watch)
    part.watched.connect(display.watch_slope)
    part.view_chosen.connect(display.watch_slope)
    part.smooth_chosen.connect(display.keep_smooth)
    w.ready_changed.connect(lambda ready: surroundings.allow(ready.maps or ready.has_failed))
    w.run.running_changed.connect(surroundings.spare)
    surroundings.changed.connect(display.show_finding)
    slope.changed.connect(display.show_spread)
    around.row_hovered.connect(window.map.show_highlight)
    around.row_clicked.connect(w.selector.select_row)
