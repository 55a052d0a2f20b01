"""Opens what is dropped on the window: images of one's own, or a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from latentlab.gui.dropped_path import dropped_path
from latentlab.gui.questions import SUFFIX

if TYPE_CHECKING:
    from latentlab.gui.main_window import MainWindow

_TAKEN = (QEvent.Type.DragEnter, QEvent.Type.DragMove)


class Dropping(QObject):
    """Takes a folder, a file .npz or a session file; nothing else that is dragged here may fall."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TAKEN and isinstance(event, QDropEvent):
            event.setAccepted(dropped_path(event.mimeData()) is not None)
            return True
        if event.type() == QEvent.Type.Drop and isinstance(event, QDropEvent):
            self._take(event)
            return True
        return False

    def _take(self, event: QDropEvent) -> None:
        path = dropped_path(event.mimeData())
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.lower() == SUFFIX:
            self._window.intents.open_session(path)
        else:
            self._window.workspace.open_data(str(path))
