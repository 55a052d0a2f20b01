"""Connects the wide pictures of decoded and rebuilt images with what makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_sheet(window: MainWindow) -> None:
    """Let the traversal sheet follow weights and z, and z follow it."""
    w, panel, display, sheet = (
        window.workspace,
        window.sheet,
        window.sheet_display,
        window.workspace.decoding.sheet,
    )
    panel.watched.connect(sheet.watch)
    panel.wish_changed.connect(sheet.show)
    panel.view.hovered.connect(display.show_cell)
    panel.view.chosen.connect(display.choose)
    panel.view.rows_shown.connect(display.show_rows)
    panel.backdrop_asked.connect(lambda wanted: window.backdrop_display.show_manifold(wanted))
    for told in (panel.watched, window.map.drawing.drawing_changed):
        told.connect(lambda *_: panel.show_on_map(window.map.drawing.choices.background == "digits"))
    panel.export_asked.connect(window.sheet_exporting.open)
    window.sheet_exporting.exported.connect(window.show_exported)
    sheet.changed.connect(display.show_traversal)
    w.selector.changed.connect(display.show_selection)
    w.config_changed.connect(lambda config: panel.show_dimensions(config.model.latent))


def connect_reconstructions(window: MainWindow) -> None:
    """Let the wall follow weights, selected points and the loaded image, and a click on it load one."""
    w, panel, display = window.workspace, window.reconstructions, window.reconstructions_display
    owner = w.decoding.reconstructions
    panel.watched.connect(owner.watch)
    panel.wish_changed.connect(owner.show)
    panel.sort_asked.connect(owner.sort)
    panel.look_changed.connect(display.show_look)
    panel.wall.cells_wanted.connect(display.show_cells)
    panel.wall.seen.connect(display.show_seen)
    panel.wall.touched.connect(owner.touch)
    panel.wall.clicked.connect(display.choose)
    panel.wall.hovered.connect(lambda place: window.map.show_highlight(display.point_at(place)))
    owner.listing_changed.connect(display.show_listing)
    owner.rebuilt_changed.connect(display.show_rebuilt)
    w.subject_changed.connect(display.show_subject)
    w.selector.changed.connect(display.show_selection)
    w.group.changed.connect(owner.show_group)
    w.config_changed.connect(owner.follow_config)
