"""Tells that a run went astray, and offers the ways out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from latentlab.errors import DivergedError
from latentlab.gui.messages import text_of
from latentlab.gui.widgets.notice import Notice

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow

_LEAST_RATE = 1e-8
_SMALLER = 0.1  # times the rate that was too much


class Astray(QObject):
    """One notice above the map, there until the run goes on or another one is there."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._notice: Notice | None = None

    def show(self, error: DivergedError) -> None:
        """Say what happened; what was good is on the screen already."""
        self.dismiss()
        notice = Notice(self.tr("Training stopped: it went astray"), text_of(error))
        rate = max(_LEAST_RATE, _SMALLER * self._window.workspace.run.config.learning_rate)
        go_on = notice.add_button(self.tr("Go on at a rate of {rate:.2g}").format(rate=rate))
        go_on.clicked.connect(lambda: self._go_on(rate))
        rewind = notice.add_button(self.tr("Rewind"))
        rewind.clicked.connect(self._window.workspace.rewind)
        notice.dismissed.connect(self._forget)
        self._notice = notice
        self._window.notices.add(notice)

    def dismiss(self) -> None:
        """Take it away, as it is no longer so."""
        if self._notice is not None:
            self._notice.close_button.click()

    def _forget(self) -> None:
        self._notice = None

    def _go_on(self, rate: float) -> None:
        workspace = self._window.workspace
        workspace.run.set_learning_rate(rate)
        self._window.training.show_config(workspace.run.config)
        workspace.play_or_pause()
