"""Connects the page of latent arithmetic with sums, directions and the selected points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from latentlab.gui.displays.mix_display import MixDisplay

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


def connect_mix(window: MainWindow) -> None:
    """What the student adds up, and where it leads."""
    w, page = window.workspace, window.decoder.mix
    mix, direction, display = w.decoding.mix, w.decoding.direction, MixDisplay(window)
    for part in (mix, direction):
        page.watched.connect(part.watch)
    page.sum.typed.connect(mix.type)
    page.sum.added.connect(mix.add)
    page.sum.weighed.connect(mix.weigh)
    page.sum.removed.connect(mix.remove)
    page.sum.cleared.connect(mix.clear)
    page.sum.use_asked.connect(mix.use)
    page.sum.other_opened.connect(display.show_kept)
    page.direction.remembered.connect(lambda number: direction.remember(number, w.group.rows))
    page.direction.swapped.connect(direction.swap)
    page.direction.scrubbed.connect(display.go_to)
    page.direction.reset.connect(lambda: direction.go_to(0.0))
    w.subject_changed.connect(display.show_subject)
    w.group.changed.connect(display.show_selected)
    w.selector.changed.connect(display.show_selection)
    mix.changed.connect(display.show_sum)
    mix.pictures_changed.connect(display.show_pictures)
    mix.held_changed.connect(page.sum.show_held)
    mix.refused.connect(display.show_refusal)
    direction.groups_changed.connect(display.show_groups)
    direction.means_changed.connect(display.show_means)
    direction.film_changed.connect(display.show_film)
    direction.moved.connect(display.show_amount)
