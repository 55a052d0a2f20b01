"""Connects sliders, digit and cursor with the shared selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlab.gui.wiring.sliders import connect_sliders

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_decoder(window: MainWindow) -> None:
    """Let sliders, map and digit show one and the same z."""
    w, display, decoder, shown_map = window.workspace, window.display, window.decoder, window.map
    connect_sliders(window)
    w.selector.decoded.connect(decoder.show_digit)
    w.selector.changed.connect(display.show_selection)
    w.selector.place_changed.connect(shown_map.show_cursor)
    w.selector.place_refined.connect(shown_map.refine_cursor)
