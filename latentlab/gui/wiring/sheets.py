"""Connects the wide pictures of decoded images with what decodes them."""

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
    sheet.changed.connect(display.show_traversal)
    w.selector.changed.connect(display.show_selection)
    w.config_changed.connect(lambda config: panel.show_dimensions(config.model.latent))
