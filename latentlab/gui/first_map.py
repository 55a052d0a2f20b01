"""Times the first map of a process, from the click to the screen."""

from pathlib import Path
from time import perf_counter

from latentlab.errors import SurroundingsError
from latentlab.gui.app import make_application, make_window, passing_settings, show_session, start
from latentlab.gui.main_window import MainWindow
from latentlab.gui.waiting import wait_until
from latentlab.lab.settings import LabSettings
from latentlab.latent.maps.layout import Layout

_FIRST_ITERATIONS = 10  # what counts as a map of a method that takes many
_PATIENCE_S = 120.0
_END_MS = 60_000  # an import that has begun cannot be interrupted


def show_first_map(session: Path | None, lab: LabSettings, method: str) -> float:
    """Open the window, start a map anew as soon as it is painted; returns the seconds until it is there too.

    A finished map of the method that came with the session does not count. Raises SurroundingsError where
    none comes.
    """
    app = make_application()
    window = make_window(app, passing_settings(lab))
    clicked: list[float] = []
    brought: list[Layout | None] = []

    def click() -> None:
        clicked.append(perf_counter())
        next(action for action in window.actions_.maps.actions() if action.data() == method).trigger()
        brought.append(window.workspace.map.layout)
        window.workspace.map.restart()

    window.painted.connect(click)
    show_session(window, session or lab.defaults.session)
    start(window)
    came = wait_until(lambda: bool(brought) and _has_come(window, brought[0]), _PATIENCE_S)
    window.map.repaint()
    seconds = perf_counter() - clicked[0]
    window.workspace.stop_everything(_END_MS)
    if not came:
        raise SurroundingsError("The map did not come within {seconds:.0f} s.", seconds=_PATIENCE_S)
    return seconds


def _has_come(window: MainWindow, brought: Layout | None) -> bool:
    layout = window.workspace.map.layout
    if layout is None or layout is brought:
        return False
    return layout.iteration >= _FIRST_ITERATIONS or layout.done
