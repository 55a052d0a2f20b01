"""Connects the selected points with the panel that tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


_TOLD_MS = 4_000


def connect_group(window: MainWindow) -> None:
    """What is selected, and what is said of it."""
    w, panel, choosing, display, selecting = (
        window.workspace, window.group, window.group.choosing, window.group_display, window.selecting
    )  # fmt: skip
    w.subject_changed.connect(display.show_subject)
    w.group.changed.connect(display.show_group)
    w.filter.changed.connect(display.show_filter)
    w.facts.images_changed.connect(display.show_images)
    w.facts.vicinity_changed.connect(display.show_vicinity)
    panel.row_hovered.connect(window.map.show_highlight)
    panel.row_clicked.connect(w.selector.select_row)
    panel.neighbours.count_chosen.connect(w.facts.set_count)
    choosing.searched.connect(selecting.search)
    choosing.search_left.connect(selecting.leave_search)
    choosing.how_chosen.connect(window.map.field.set_how)
    choosing.class_asked.connect(selecting.choose_class)
    choosing.invert_asked.connect(w.group.invert)
    choosing.clear_asked.connect(w.group.clear)
    choosing.only_toggled.connect(selecting.toggle_only)
    choosing.copy_asked.connect(selecting.copy_numbers)
    window.map.points_chosen.connect(selecting.show_drawn)
    selecting.told.connect(lambda text: window.statusBar().showMessage(text, _TOLD_MS))
