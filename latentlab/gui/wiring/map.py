"""Connects the latent map with the projections, the film and the colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_map(window: MainWindow) -> None:
    """What the student does on the map, and what is drawn there."""
    _connect_intents(window)
    _connect_layouts(window)


def _connect_intents(window: MainWindow) -> None:
    w, shown_map, display, film = window.workspace, window.map, window.display, window.film_display
    shown_map.method_chosen.connect(w.map.choose)
    shown_map.axes_chosen.connect(w.map.choose_axes)
    shown_map.plane_chosen.connect(w.map.choose_plane)
    shown_map.controls.source_chosen.connect(w.map.choose_source)
    shown_map.controls.dimensions_chosen.connect(window.choosing.choose_dimensions)
    shown_map.controls.parameters.changed.connect(w.map.set_parameters)
    shown_map.drawing.drawing_changed.connect(window.keep_drawing)
    shown_map.drawing.drawing_changed.connect(film.show_drawing)
    shown_map.colours.choice_changed.connect(w.colouring.choose)
    shown_map.run_toggled.connect(w.twin.toggle)
    shown_map.restart_requested.connect(w.map.restart)
    shown_map.point_hovered.connect(display.show_hovered)
    shown_map.point_hovered.connect(film.show_hovered)
    shown_map.point_clicked.connect(w.selector.select_row)
    shown_map.points_chosen.connect(w.group.choose)
    shown_map.ground_clicked.connect(w.selector.select_place)
    window.decode_key.changed.connect(shown_map.mean_places)
    shown_map.place_held.connect(w.selector.hold_place)
    shown_map.scatter.pointer.place_shifted.connect(w.selector.shift_place)
    shown_map.classes_filtered.connect(w.filter.show_classes)


def _connect_layouts(window: MainWindow) -> None:
    w, shown_map, display, film = window.workspace, window.map, window.display, window.film_display
    w.group.changed.connect(display.show_group)
    w.filter.changed.connect(display.show_filter)
    w.layout_changed.connect(display.show_layout)
    w.layout_changed.connect(film.show_layout)
    w.colouring.changed.connect(display.show_colours)
    w.colouring.choice_changed.connect(shown_map.colours.show_choice)
    w.colouring.preparing_changed.connect(shown_map.colours.show_preparing)
    w.colouring.refused.connect(display.show_no_colours)
    w.map.preparing_changed.connect(shown_map.show_preparing)
    w.map.method_changed.connect(shown_map.show_method)
    w.map.settings_changed.connect(shown_map.show_settings)
    w.map.source_changed.connect(shown_map.show_source)
    w.group.changed.connect(shown_map.controls.plane.show_group)
    w.twin.running_changed.connect(shown_map.show_running)
    w.judging.changed.connect(shown_map.show_judgement)
    w.film.changed.connect(film.show_trails)
    w.group.changed.connect(film.show_trails)
    w.selector.changed.connect(film.show_trails)
