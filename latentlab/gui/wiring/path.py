"""Connects the page of paths with the path, the map and the selection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlab.gui.displays.path_display import PathDisplay

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_path(window: MainWindow) -> None:
    """After the map's own wiring: a click there first selects, and then is an end of the path."""
    w, page, path = window.workspace, window.decoder.path, window.workspace.decoding.path
    display = PathDisplay(window)
    page.watched.connect(path.watch)
    page.pick_toggled.connect(lambda slot, on: path.pick(slot if on else -1))
    page.selection_asked.connect(path.put_selection)
    page.group_asked.connect(lambda slot: path.put_rows(slot, w.group.rows))
    page.sample_asked.connect(path.put_sample)
    page.removed.connect(lambda slot: path.put(slot, None))
    page.end_clicked.connect(path.go_to_end)
    page.any_asked.connect(path.put_any)
    page.turned_round.connect(path.turn_round)
    page.way_chosen.connect(path.choose_way)
    page.scrubbed.connect(path.scrub)
    page.play_toggled.connect(path.player.toggle)
    page.speed_chosen.connect(path.player.set_speed)
    page.rounds_chosen.connect(path.player.set_rounds)
    page.export_asked.connect(window.path_exporting.open)
    window.path_exporting.exported.connect(window.show_exported)
    window.map.point_clicked.connect(lambda _: path.take_click())
    window.map.ground_clicked.connect(lambda _: path.take_click())
    w.subject_changed.connect(display.show_subject)
    w.config_changed.connect(path.film.follow_config)
    w.group.changed.connect(display.show_group)
    path.picking_changed.connect(display.show_picking)
    path.ends_changed.connect(display.show_ends)
    path.way_changed.connect(display.show_way)
    path.film.changed.connect(display.show_film)
    path.places.changed.connect(display.show_places)
    path.moved.connect(page.show_position)
    path.player.playing_changed.connect(page.show_playing)
