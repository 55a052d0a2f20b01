"""Shows on timeline, loss plot and toolbar which epoch is looked at, in the words that the panels take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from latentlab.gui.calm import Calm
from latentlab.gui.panels.timeline import Continuing
from latentlab.gui.progress import epoch_text
from latentlab.gui.theme import set_property
from latentlab.gui.widgets.time_track import Marks
from latentlab.gui.workspace.travel import Moments
from latentlab.gui.workspace.workspace import Workspace
from latentlab.training.events import Frame

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow

_CALM_MS = 500  # between two drawings while a network trains and nobody travels


class TimelineDisplay(QObject):
    """Passes on what the workspace tells of the epochs that are kept."""

    def __init__(self, workspace: Workspace, window: MainWindow) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._window = window
        self._was_away = False
        self.calm = Calm(self._show, _CALM_MS, self)

    def travel_to(self, tick: int) -> None:
        """Look back on the epoch of a tick."""
        steps = self._workspace.travel.moments.steps
        if 0 <= tick < len(steps):
            self._workspace.travel.go(steps[tick])

    def show_weights(self, frame: Frame) -> None:
        """Say which weights decode."""
        text, short = self.tr("Weights of epoch {epoch:.1f}"), self.tr("Epoch {epoch:.1f}")
        if self._workspace.travel.at is not None:
            text = self.tr("Weights of epoch {epoch:.1f}, looking back")
            short = self.tr("Epoch {epoch:.1f}, looking back")
        self._window.decoder.show_epoch(text.format(epoch=frame.epoch), short.format(epoch=frame.epoch))

    def show_again(self) -> None:
        """Show what is so now."""
        self.calm.ask(hurries=True)

    def show_bar(self) -> None:
        """The row is there while there is more than one moment to see, whatever an older window left."""
        self._window.timeline_bar.setVisible(len(self._workspace.travel.moments.steps) > 1)

    def show_moments(self, moments: Moments) -> None:
        """Show what there is to travel to, and where the student is; the run's own progress without haste."""
        self.calm.ask(hurries=moments.at is not None or not self._workspace.run.is_running)

    def _show(self) -> None:
        moments = self._workspace.travel.moments
        window, total = self._window, self._workspace.run.config.epochs
        text = self._text_of(moments, total)
        window.timeline.show_moments(_marks(moments, total), text, self._continuing(moments, total))
        window.training.show_cursor(moments.at)
        set_property(window.epoch_label, "role", "" if moments.at is None else "accent")
        if moments.at is not None:
            looking = self.tr("Looking back: epoch {epoch} of {epochs}")
            window.epoch_label.keep_room(looking.format(epoch=f"{total:.1f}", epochs=total))
            window.epoch_label.show_text(looking.format(epoch=epoch_text(moments.at), epochs=total))
        elif self._was_away:
            text = self.tr("Epoch {epoch} of {epochs}")
            window.epoch_label.show_text(text.format(epoch=epoch_text(moments.learnt), epochs=total))
        self._was_away = moments.at is not None
        self.show_bar()

    def _text_of(self, moments: Moments, total: int) -> str:
        epoch = epoch_text(moments.now if moments.at is None else moments.at)
        if moments.at is not None:
            return self.tr("Epoch {epoch} of {epochs}").format(epoch=epoch, epochs=total)
        if abs(moments.now - moments.learnt) * moments.batches >= 1:
            return self.tr("Epoch {epoch} of {epochs} · now, the best").format(epoch=epoch, epochs=total)
        return self.tr("Epoch {epoch} of {epochs} · now").format(epoch=epoch, epochs=total)

    def _continuing(self, moments: Moments, total: int) -> Continuing:
        """Whether a run can go on from the epoch that is looked at, and how."""
        if moments.at is None:
            return Continuing(False, self.tr("Look back on an epoch first: a new run can go on from there."))
        if not self._workspace.can_train:
            return Continuing(False, self.tr("Training needs the images and PyTorch."))
        if moments.step == 0:
            return Continuing(False, self.tr("Nothing is learnt here yet. Rewind begins from here."))
        if moments.at >= total:
            return Continuing(False, self.tr("All epochs are learnt here. Ask for more of them first."))
        if moments.remembers:
            return Continuing(
                True,
                self.tr(
                    "Train on from here in a new run, with all that the optimizer remembered: with the same "
                    "choices it gives the same weights again."
                ),
            )
        return Continuing(
            True,
            self.tr(
                "Train on from here in a new run. What the optimizer remembered is not kept of this epoch: "
                "it begins afresh, so the weights will differ a little from those that came."
            ),
        )


def _marks(moments: Moments, total: int) -> Marks:
    at = moments.at
    return Marks(
        moments.ticks,
        moments.learnt,
        max(total, 1),
        moments.best_epoch,
        tuple((result.epoch, result.validation) for result in moments.epochs),
        moments.now if at is None else at,
        at is None,
    )
