"""What is dragged here and can be opened: images of one's own, or a session."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from latentlab.gui.questions import SUFFIX


def dropped_path(data: QMimeData) -> Path | None:
    """The one file or folder that is dragged, where it is one to open; of IDX files their folder."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    if path.name.endswith("-ubyte"):
        return path.parent
    return path if path.is_dir() or path.suffix.lower() in (SUFFIX, ".npz") else None
