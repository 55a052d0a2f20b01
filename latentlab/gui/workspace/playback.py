"""Plays the kept epochs back as a film, from where the student is to the newest."""

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from latentlab.gui.workspace.travel import Travel
from latentlab.gui.workspace.travel_maps import TravelMaps

_PICTURE_MS = 120  # for each kept epoch, at the usual speed
_PATIENCE_MS = 3_000  # with a map that takes its time


class Playback(QObject):
    """Goes on to the next epoch when its time is over and its map has followed."""

    playing_changed = Signal(bool)

    def __init__(self, travel: Travel, maps: TravelMaps, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._travel, self._maps = travel, maps
        self._loops = False
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._go_on)
        self._since = QElapsedTimer()  # the present picture came
        self.set_speed(1.0)
        travel.history_changed.connect(lambda _: self.stop())

    @property
    def is_playing(self) -> bool:
        """Whether the film runs."""
        return self._clock.isActive()

    def toggle(self, plays: bool) -> None:
        """Play from the handle, from the first epoch where that stands at now; or hold the film."""
        if not plays:
            self.stop()
            return
        steps = self._travel.moments.steps
        if len(steps) < 2:
            return
        at = self._travel.at
        if at is None or at.step >= steps[-1]:
            self._show(steps[0])
        self._clock.start()
        self.playing_changed.emit(True)

    def set_speed(self, speed: float) -> None:
        """So many times the usual speed."""
        self._clock.setInterval(round(_PICTURE_MS / speed))

    def set_loop(self, loops: bool) -> None:
        """Begin again when the film is over."""
        self._loops = loops

    def stop(self) -> None:
        """Hold the film where it is."""
        if self.is_playing:
            self._clock.stop()
            self.playing_changed.emit(False)

    def _go_on(self) -> None:
        at = self._travel.at
        if at is None:  # the student went back to now
            self.stop()
            return
        if not self._has_followed() and not self._since.hasExpired(_PATIENCE_MS):
            return
        steps = self._travel.moments.steps
        following = next((step for step in steps if step > at.step), None)
        if following is not None:
            self._show(following)
        elif self._loops:
            self._show(steps[0])
        else:
            self.stop()
            self._travel.return_to_now()

    def _has_followed(self) -> bool:
        """Whether the map on the screen is that of the present picture."""
        at, shown = self._travel.at, self._travel.shown
        if at is None or shown is None or shown.step != at.step:
            return False  # its codes are being encoded
        return self._maps.has_followed(shown)

    def _show(self, step: int) -> None:
        self._since.start()
        self._travel.go(step, glide_ms=round(0.9 * self._clock.interval()))
