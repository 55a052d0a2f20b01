"""Connects sliders, digit and cursor with the shared selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_decoder(window: MainWindow) -> None:
    """Let sliders, map and digit show one and the same z."""
    w, display, decoder, shown_map = window.workspace, window.display, window.decoder, window.map
    decoder.code.moved.connect(w.selector.select)
    decoder.code.reset_requested.connect(w.selector.reset)
    decoder.code.random_requested.connect(w.selector.draw)
    w.selector.decoded.connect(decoder.show_digit)
    w.range_changed.connect(display.show_range)
    w.selector.changed.connect(display.show_selection)
    w.selector.place_changed.connect(shown_map.show_cursor)
    w.selector.place_refined.connect(shown_map.refine_cursor)
