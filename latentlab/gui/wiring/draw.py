"""Connects the page to draw on with what is drawn and disturbed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlab.gui.displays.draw_display import DrawDisplay

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_draw(window: MainWindow) -> None:
    """Let each change of the sheet be selected, and what is selected be disturbed."""
    w, display, page = window.workspace, DrawDisplay(window.workspace, window), window.decoder.draw
    drawing, disturbing = w.decoding.drawing, w.decoding.disturbing
    page.watched.connect(disturbing.watch)
    page.drawn.connect(drawing.draw)
    page.boxed_chosen.connect(drawing.choose_boxed)
    page.seen_clicked.connect(drawing.select)
    page.brought.connect(display.bring)
    page.selected_wanted.connect(display.draw_on_selected)
    page.disturb.chosen.connect(disturbing.disturb)
    drawing.ground_changed.connect(page.show_ground)
    drawing.seen_changed.connect(page.show_seen)
    drawing.picture_read.connect(display.show_picture)
    drawing.refused.connect(display.refuse)
    disturbing.moved_changed.connect(display.show_moved)
    disturbing.scale_changed.connect(display.show_scale)
    disturbing.base_changed.connect(page.disturb.show_base)
    disturbing.disturbance_dropped.connect(page.disturb.show_undisturbed)
