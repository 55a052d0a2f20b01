"""Starts the program as a double-click does, in a process of its own, and tells what its window says.

`python -m tests.gui.real_start [close]` prints one line of JSON once the window has had time to say it; with
`close` the window is closed then, as a person would.
"""

import json
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from latentlab.cli.main import main as latentlab
from latentlab.gui import app as application
from latentlab.gui.main_window import MainWindow
from latentlab.gui.widgets.notice import Notice

_SETTLED_MS = 300


def tell_and_go_on(window: MainWindow) -> None:
    """Say what there is to see, and close the window where that is wanted."""
    focus = QApplication.focusWidget()
    seen = {
        "notices": [[notice.title.text(), notice.text.text()] for notice in window.findChildren(Notice)],
        "has_room": all(
            notice.isVisible() and notice.height() > 40 for notice in window.findChildren(Notice)
        ),
        "modal": QApplication.activeModalWidget() is not None,
        "focus_is_in_a_notice": isinstance(focus, QAbstractButton) and isinstance(focus.parent(), Notice),
        "data": window.workspace.subject.name if window.workspace.subject else None,
        "path": str(window.workspace.path),
        "theme": window._theme.choice,
    }
    print(json.dumps(seen), flush=True)
    if "close" in sys.argv:
        window.close()


def main() -> int:
    """The real start, with an observer behind its first paint."""
    start = application.start

    def start_observed(window: MainWindow) -> None:
        start(window)  # before the observer: what the window does after its paint comes first
        window.painted.connect(lambda: QTimer.singleShot(_SETTLED_MS, lambda: tell_and_go_on(window)))

    application.start = start_observed
    return latentlab([])


if __name__ == "__main__":
    sys.exit(main())
