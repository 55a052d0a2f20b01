"""Shows on which device the run is, and tells where one has failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from latentlab.gui.panels.training.device import device_title
from latentlab.gui.widgets.notice import Notice
from latentlab.gui.workspace.warm_up import Ready
from latentlab.training.events import DeviceLost

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow


class DeviceDisplay(QObject):
    """What is there is known once torch is."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show_ready(self, ready: Ready) -> None:
        """Offer the devices of this computer."""
        if ready.torch:
            from latentlab.training.device import device_names

            self._window.training.loop.device.show_devices(device_names())
            self.show_device()

    def show_device(self) -> None:
        """Show the device of the present run."""
        self._window.training.loop.device.show_device(self._window.workspace.run.config.device)

    def show_lost(self, lost: DeviceLost) -> None:
        """Say that the run goes on in main memory, and what it kept."""
        self.show_device()
        title = self.tr("{device} could not go on: the run is on the CPU now")
        kept = self.tr("The same weights go on, at the same place. The device said: {reason}.")
        if not lost.is_whole:
            kept = self.tr(
                "Nothing could be read from it any more: weights from some batches before go on. The device "
                "said: {reason}."
            )
        name = device_title(lost.device)
        self._window.notices.add(Notice(title.format(device=name), kept.format(reason=lost.reason)))
