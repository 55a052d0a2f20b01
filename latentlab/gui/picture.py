"""`latentlab screenshot`: the real window, painted into a file."""

from pathlib import Path

from PySide6.QtGui import QImage

from latentlab.errors import SurroundingsError
from latentlab.gui.app import make_application, make_window, open_or_raise, passing_settings, start
from latentlab.gui.main_window import MainWindow
from latentlab.gui.theme import ThemeChoice
from latentlab.gui.waiting import let_live, wait_until
from latentlab.lab.settings import NOTHING_SET, LabSettings

_PATIENCE_S = 300.0
_GLIDE_S = 1.0  # a change of method is over by then
_END_MS = 10_000


def take_screenshot(
    path: Path,
    session: Path | None,
    size: tuple[int, int],
    method: str | None,
    theme: ThemeChoice | None,
    seconds: float,
    lab: LabSettings = NOTHING_SET,
) -> None:
    """Open the window on a session, show the map of `method`, train for so many seconds, save what it shows.

    Raises SessionError for a session that cannot be read, SurroundingsError where the disk refuses.
    """
    app = make_application(needs_display=False)
    window = make_window(app, passing_settings(lab), theme)
    try:
        open_or_raise(window, session)
        window.resize(*size)
        start(window)
        _prepare(window, method, seconds)
        _save(window.grab().toImage(), path)
    finally:
        window.workspace.stop_everything(_END_MS)


def _prepare(window: MainWindow, method: str | None, seconds: float) -> None:
    workspace = window.workspace
    failures: list[Exception] = []
    workspace.failed.connect(failures.append)

    def wait_for(is_so: object) -> None:
        wait_until(lambda: bool(failures) or is_so(), _PATIENCE_S)  # type: ignore[operator]
        if failures:
            raise failures[0]

    wait_for(lambda: workspace.ready.maps if method in ("tsne", "umap") else workspace.ready.torch)
    if method is not None:
        workspace.map.choose(method)
    if seconds > 0:
        workspace.play_or_pause()
        let_live(seconds)
    else:
        wait_for(lambda: workspace.map.layout is not None and not workspace.map.is_running)
    let_live(_GLIDE_S)


def _save(picture: QImage, path: Path) -> None:
    if not picture.save(str(path)):
        raise SurroundingsError(
            "The picture could not be written to {path}: the folder must exist and have room.", path=path
        )
