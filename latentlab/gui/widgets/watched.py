"""A panel that tells whether it is seen, so that nothing is computed for one that is not."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QDockWidget, QWidget


class Watched(QWidget):
    """Behind another tab or page, folded away or closed, it is not seen."""

    watched = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_shown, self._dock_is_seen, self._was_seen = False, True, False
        self._dock: QDockWidget | None = None

    @property
    def is_seen(self) -> bool:
        """What it told last."""
        return self._was_seen

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._is_shown = True
        self._find_dock()
        self._tell()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._is_shown = False
        self._tell()

    def _find_dock(self) -> None:
        """A dock behind another's tab is not hidden for Qt: it tells of that by a signal of its own."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QDockWidget):
            around = around.parentWidget()
        if around is not None and around is not self._dock:
            self._dock = around
            around.visibilityChanged.connect(self._on_dock)

    def _on_dock(self, is_seen: bool) -> None:
        self._dock_is_seen = is_seen
        self._tell()

    def _tell(self) -> None:
        is_seen = self._is_shown and self._dock_is_seen
        if is_seen != self._was_seen:
            self._was_seen = is_seen
            self.watched.emit(is_seen)
