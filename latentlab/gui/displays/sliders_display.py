"""Shows in the page of sliders what is known of the axes of the code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from latentlab.gui.widgets.slider_look import SliderLook
from latentlab.gui.workspace.decoding.filmstrips import Films
from latentlab.gui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


class SlidersDisplay(QObject):
    """One slot for each thing that is told of the sliders."""

    def __init__(self, workspace: Workspace, window: MainWindow) -> None:
        super().__init__(window)
        self._decoding = workspace.decoding
        self._page = window.decoder.code
        self.show_axes()
        self.show_draws()

    def show_axes(self) -> None:
        """Show how the axes lie among the codes, and in which order they stand."""
        owner = self._decoding.axes
        self._page.tools.menu.show_choices(owner.order, owner.span)
        self._page.show_own_spans(owner.own_spans)
        measured = owner.measured
        if measured is not None:
            axes, spans = measured.axes, measured.spans
            look = SliderLook(axes.kind, spans.low, spans.high, spans.bars, axes.share, owner.effects)
            self._page.show_axes(axes, look, owner.ranks, owner.order)

    def show_films(self, films: Films | None) -> None:
        """Show what the axes in view do."""
        self._page.sliders.show_films(films.by_axis() if films is not None else {})

    def show_draws(self) -> None:
        """Say what a random code is drawn from."""
        menu, jumps = self._page.tools.draws, self._decoding.jumps
        menu.show_kind(jumps.kind)
        menu.show_prior(jumps.has_prior)
