"""Connects the page of sliders with what it shows and asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_sliders(window: MainWindow) -> None:
    """What the sliders move along, films below them, draws, and the way back."""
    d, page, tools = window.workspace.decoding, window.decoder.code, window.decoder.code.tools
    display = window.sliders_display
    page.moved.connect(d.selector.select)
    page.pasted.connect(d.jumps.take)
    page.watched.connect(d.axes.watch)
    page.watched.connect(d.filmstrips.watch)
    page.view_changed.connect(d.filmstrips.show)
    page.own_span_chosen.connect(d.axes.choose_own_span)
    page.choice.kind_chosen.connect(d.axes.choose_kind)
    page.sliders.gripped.connect(d.visits.grip)
    page.sliders.lock_clicked.connect(d.axes.toggle_lock)
    tools.random_requested.connect(d.jumps.draw)
    tools.draws.kind_chosen.connect(d.jumps.choose)
    tools.reset_requested.connect(d.jumps.reset)
    tools.back_requested.connect(d.visits.back)
    tools.forward_requested.connect(d.visits.forward)
    tools.menu.order_chosen.connect(d.axes.choose_order)
    tools.menu.span_chosen.connect(d.axes.choose_span)
    tools.menu.films_chosen.connect(page.show_filming)
    tools.menu.unlock_asked.connect(d.axes.unlock)
    for chosen in (
        page.choice.kind_chosen, tools.menu.order_chosen, tools.menu.span_chosen, tools.menu.films_chosen,
        tools.draws.kind_chosen,
    ):  # fmt: skip
        chosen.connect(display.keep)  # after it was taken
    d.axes.changed.connect(display.show_axes)
    d.axes.locks_changed.connect(page.show_locked)
    d.filmstrips.changed.connect(display.show_films)
    d.jumps.changed.connect(display.show_draws)
    d.visits.changed.connect(tools.show_history)
