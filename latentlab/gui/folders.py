"""Opens a folder in the system's file manager."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_SEARCHED = "LD_LIBRARY_PATH"


def open_folder(folder: Path) -> bool:
    """Show a folder; returns whether a file manager was started."""
    with _environment_of_the_system():
        return QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))


@contextmanager
def _environment_of_the_system() -> Iterator[None]:
    """A bundle looks for libraries in its own folder first; the system's programs must not do so."""
    own = os.environ.get(_SEARCHED)
    if not getattr(sys, "frozen", False) or own is None:
        yield
        return
    before = os.environ.get(f"{_SEARCHED}_ORIG")  # kept there by the bundle's start
    if before is None:
        del os.environ[_SEARCHED]
    else:
        os.environ[_SEARCHED] = before
    try:
        yield
    finally:
        os.environ[_SEARCHED] = own
