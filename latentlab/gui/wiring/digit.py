"""Connects the digit of the decoder, what is told of it and what is inside the network."""

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
    around.opened.connect(display.keep_open)
    w.ready_changed.connect(lambda ready: surroundings.allow(ready.maps or ready.has_failed))
    w.run.began.connect(surroundings.begin)
    surroundings.changed.connect(display.show_finding)
    slope.changed.connect(display.show_spread)
    around.row_hovered.connect(window.map.show_highlight)
    around.row_clicked.connect(w.selector.select_row)


def connect_inside(window: MainWindow) -> None:
    """Weights and activations, computed only while they are seen."""
    panel, display, inside = window.inside, window.inside_display, window.workspace.decoding.inside
    panel.seen_changed.connect(display.show_seen)
    panel.wish_changed.connect(display.show_layer)
    panel.tiles.chosen.connect(display.choose)
    inside.weights_changed.connect(display.show_weights)
    inside.outputs_changed.connect(display.show_outputs)
