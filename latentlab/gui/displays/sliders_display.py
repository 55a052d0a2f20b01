"""Shows in the page of sliders what is known of the axes of the code."""

from __future__ import annotations

from PySide6.QtCore import QObject

from latentlab.gui.panels.decoder.code_page import CodePage
from latentlab.gui.settings import Settings
from latentlab.gui.slider_settings import SliderChoices
from latentlab.gui.widgets.slider_look import SliderLook
from latentlab.gui.workspace.decoding.filmstrips import Films
from latentlab.gui.workspace.workspace import Workspace


class SlidersDisplay(QObject):
    """One slot for each thing that is told of the sliders; begins as they were left the last time."""

    def __init__(self, workspace: Workspace, page: CodePage, settings: Settings, parent: QObject) -> None:
        super().__init__(parent)
        self._decoding = workspace.decoding
        self._page, self._settings = page, settings
        self._take(settings.sliders)
        self.show_axes()
        self.show_draws()

    def keep(self) -> None:
        """Remember what is chosen."""
        axes, jumps = self._decoding.axes, self._decoding.jumps
        draws = jumps.kind if jumps.kind != "prior" else self._settings.sliders.draws
        films = self._page.tools.menu.films.isChecked()
        self._settings.sliders = SliderChoices(axes.kind, axes.order, axes.span, films, draws)

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

    def _take(self, choices: SliderChoices) -> None:
        axes = self._decoding.axes
        axes.choose_kind(choices.kind)
        axes.choose_order(choices.order)
        axes.choose_span(choices.span)
        self._decoding.jumps.kind = choices.draws
        self._page.show_filming(choices.films)

    def show_films(self, films: Films | None) -> None:
        """Show what the axes in view do."""
        self._page.sliders.show_films(films.by_axis() if films is not None else {})

    def show_draws(self) -> None:
        """Say what a random code is drawn from."""
        menu, jumps = self._page.tools.draws, self._decoding.jumps
        menu.show_kind(jumps.kind)
        menu.show_prior(jumps.has_prior)
