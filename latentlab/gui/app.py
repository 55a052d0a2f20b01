"""Makes the application: display, theme, error hook, and the order of what happens at the start."""

import atexit
import gc
import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from latentlab.errors import LatentLabError, SurroundingsError
from latentlab.gui.allocator import give_freed_back_each_minute, give_large_blocks_back
from latentlab.gui.application import Application
from latentlab.gui.character_set import use_utf8
from latentlab.gui.ended_badly import tell_of_ended_runs
from latentlab.gui.icons import application_icon
from latentlab.gui.key_precedence import KeyPrecedence
from latentlab.gui.lab import tell_complaints, unusable
from latentlab.gui.main_window import MainWindow
from latentlab.gui.messages import show_error
from latentlab.gui.settings import Settings
from latentlab.gui.signals import EndingSignals
from latentlab.gui.theme import ThemeChoice, choose_theme
from latentlab.gui.workspace.opening import Opened, open_session
from latentlab.gui.workspace.workspace import Workspace
from latentlab.lab.settings import NOTHING_SET, LabSettings
from latentlab.last_run.mark import Mark, marked_run
from latentlab.resources import resource

_MARK_MS = 60_000
_SIGNALLED = 128  # what shells add to the number of a signal that ended a program
_SWITCH_S = 0.0005  # a thread in training gives Python back ten times as soon as by default


def open_window(session: Path | None, lab: LabSettings = NOTHING_SET) -> int:
    """Open the window and return its exit status once the student closes it."""
    with marked_run() as mark:
        app = make_application()
        app.aboutToQuit.connect(mark.end)  # at a logout the system may end the process before exec returns
        window = make_window(app, Settings(lab=lab))
        window.restore_shape()
        sys.excepthook = _ErrorHook(window)
        _watch(app, window, mark)
        show_beginning(window, session, lab)
        start(window)
        status = app.exec()
    if not window.has_ended:
        os._exit(status)  # an import cannot be interrupted, and nobody waits for it to finish
    return status


def _watch(app: QApplication, window: MainWindow, mark: Mark) -> None:
    """Tell of windows that ended badly, keep the mark of this one fresh, and end it well where asked to."""
    window.painted.connect(partial(tell_of_ended_runs, window))
    clock = QTimer(window)
    clock.setInterval(_MARK_MS)
    clock.timeout.connect(mark.touch)
    clock.start()
    if os.name == "posix":
        signals = EndingSignals(partial(_end_unasked, window), window)
        app.aboutToQuit.connect(signals.stop)


def _end_unasked(window: MainWindow, signal: int) -> None:
    """The system wants the program to end now: there is nobody to ask."""
    window.end()
    QApplication.exit(_SIGNALLED + signal)


def show_first_paint(session: Path | None, lab: LabSettings = NOTHING_SET) -> None:
    """Open the window and return as soon as it is painted; nothing else has begun by then."""
    app = make_application()
    window = make_window(app, passing_settings(lab))
    window.painted.connect(app.quit)
    show_session(window, session or lab.defaults.session)
    window.show()
    app.exec()


def make_application(needs_display: bool = True) -> QApplication:
    """The one QApplication, with the program's name and icon.

    Raises SurroundingsError without a display, unless none is needed: then Qt paints into memory.
    """
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    if needs_display:
        require_display()
    elif not has_display():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    use_utf8()
    give_large_blocks_back()
    app = Application(sys.argv[:1])
    app.setApplicationName("LatentLab")
    app.setOrganizationName("LatentLab")
    app.setDesktopFileName("latentlab")
    app.setWindowIcon(application_icon())
    return app


def make_window(app: QApplication, settings: Settings, theme: ThemeChoice | None = None) -> MainWindow:
    """A window on an empty workspace."""
    workspace = Workspace(settings.data_root)
    workspace.run.threads = settings.lab.decided("threads", None)
    worn = choose_theme(app, theme or settings.theme)
    window = MainWindow(workspace, settings, worn)
    worn.dress()
    workspace.setParent(window)
    KeyPrecedence(app, window.actions_.all(), window)
    if isinstance(app, Application):  # queued: it may have to ask first, and the system does not wait
        app.file_opened.connect(window.intents.open_session, Qt.ConnectionType.QueuedConnection)
    return window


def start(window: MainWindow) -> None:
    """Show the window; whatever is slow begins after the first paint."""
    sys.setswitchinterval(_SWITCH_S)
    give_freed_back_each_minute(window)
    window.painted.connect(gc.enable)  # where the command line held it back
    window.painted.connect(window.workspace.start_warm_up)
    window.show()


def show_beginning(window: MainWindow, session: Path | None, lab: LabSettings) -> None:
    """Put into the window what it begins with: the named session, or what the lab has set, or our own."""
    complaints = list(lab.complaints)
    if session is None:
        complaints += _show_first(window, lab)
    else:
        show_session(window, session)
    window.painted.connect(partial(tell_complaints, window, lab, complaints))


def _show_first(window: MainWindow, lab: LabSettings) -> Iterator[LatentLabError]:
    """Show what the lab begins with, and yield why where that cannot be."""
    try:
        open_or_raise(window, None, lab.defaults.session)
    except LatentLabError as error:
        yield unusable("session", error)
        open_or_raise(window, None)
    name = lab.defaults.data
    problem = next((found.problem for found in window.workspace.library.sets if found.name == name), None)
    if problem is not None:
        yield unusable("data", problem)
    elif name is not None:  # behind the first paint: a large set takes a second
        window.painted.connect(partial(window.workspace.open_data, name))


def show_session(window: MainWindow, session: Path | None) -> None:
    """Put a session into the window; where it cannot be read, say so and show the one that comes along."""
    try:
        open_or_raise(window, session)
    except LatentLabError as error:
        QTimer.singleShot(0, partial(show_error, window, error))
        open_or_raise(window, None)


def open_or_raise(window: MainWindow, session: Path | None, first: Path | None = None) -> None:
    """Put a session into the window at once; where none is named, `first` or the one that comes along.

    Only a session that was named is saved to its file again.
    """
    path = session or first or resource("sessions", "first.latentlab")
    opened = next(open_session(path, window.workspace.library.data_root))
    window.workspace.show_opened(opened if session else Opened(opened.subject))


def require_display() -> None:
    """Raise SurroundingsError where Qt would abort the process for lack of a display."""
    if has_display():
        return
    display = os.environ.get("DISPLAY", "")
    raise SurroundingsError(
        "A window needs a display, but {found}. Without one, `latentlab screenshot` and "
        "`latentlab self-test` work.",
        found=f"the display {display} does not answer"
        if display
        else "DISPLAY and WAYLAND_DISPLAY are not set",
    )


def has_display() -> bool:
    """Whether Qt will find something to draw on."""
    if os.environ.get("QT_QPA_PLATFORM") or not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("WAYLAND_DISPLAY")) or _answers(os.environ.get("DISPLAY", ""))


def _answers(display: str) -> bool:
    """Whether a local X display takes connections; a remote one is believed."""
    host, _, number = display.rpartition(":")
    if not number:
        return False
    if host not in ("", "unix"):
        return True
    path = f"/tmp/.X11-unix/X{number.partition('.')[0]}"
    for address in (path, "\0" + path):
        with socket.socket(socket.AF_UNIX) as client:
            if client.connect_ex(address) == 0:
                return True
    return False


def passing_settings(lab: LabSettings = NOTHING_SET) -> Settings:
    """Settings that no user made and nobody keeps."""
    folder = Path(tempfile.mkdtemp(prefix="latentlab-"))
    settings = Settings(folder / "settings.ini", lab)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(settings.write)  # first: what is written later would bring the folder back
    return settings


class _ErrorHook:
    """Shows a bug that escaped, with the place of its log; a bug must never pass silently."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(
        self, kind: type[BaseException], error: BaseException, traceback: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        show_error(self._window, error)
