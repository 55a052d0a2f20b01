"""Opens what is dropped on the window: images of one's own, or a session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent

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


def dropped_path(data: QMimeData) -> Path | None:
    """The one file or folder that is dragged, where it is one to open; of IDX files their folder."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    if path.name.endswith("-ubyte"):
        return path.parent
    return path if path.is_dir() or path.suffix.lower() in (SUFFIX, ".npz") else None
