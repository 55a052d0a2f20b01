"""What the tests of the window share: a window that asks and keeps nothing, and no job left running."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from latentlab.gui import app as application
from latentlab.gui.job import Job
from latentlab.gui.main_window import MainWindow
from latentlab.gui.panels.training.panel import TrainingPanel
from latentlab.gui.questions import Closing, Questions
from latentlab.gui.settings import Settings
from latentlab.gui.theme import apply_theme
from latentlab.gui.workspace.opening import Opened, open_session
from latentlab.gui.workspace.workspace import Workspace
from latentlab.resources import resource

SETS = [("mnist-5k", "5,000 MNIST digits", True, ""), ("mnist", "MNIST", False, "MNIST is not there.")]
FIRST_SESSION = ("sessions", "first.latentlab")
PATIENCE_MS = 60_000


@pytest.fixture(autouse=True)
def no_job_is_left_running(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Fails any test after which a job's thread still lives."""
    started: list[Job] = []
    start = Job.start

    def start_noted(job: Job) -> None:
        started.append(job)
        start(job)

    monkeypatch.setattr(Job, "start", start_noted)
    yield
    left = [job for job in started if job.is_running]
    for job in left:
        job.stop()
        job.wait(5_000)
    assert not left, f"{len(left)} jobs were left running"


@pytest.fixture
def workspace(qtbot, tmp_path) -> Iterator[Workspace]:
    """A workspace with the session that comes along and torch loaded."""
    made = Workspace(tmp_path / "datasets")
    subject = next(open_session(resource(*FIRST_SESSION), tmp_path)).subject
    made.show_opened(Opened(subject))
    with qtbot.waitSignal(made.ready_changed, timeout=PATIENCE_MS):
        made.start_warm_up()
    qtbot.waitUntil(lambda: made.map.layout is not None, timeout=PATIENCE_MS)
    yield made
    assert made.stop_everything(10_000)


@pytest.fixture
def make_window(qtbot, qapp, tmp_path, monkeypatch) -> Iterator[Callable[[], MainWindow]]:
    """Makes windows whose settings go with the test and that throw unsaved runs away unasked."""
    monkeypatch.setattr(Questions, "on_closing", lambda *_: Closing.DISCARD)
    windows: list[MainWindow] = []

    def make(session: Path | None = None) -> MainWindow:
        window = application.make_window(qapp, Settings(tmp_path / "settings.ini"), "light")
        windows.append(window)
        application.open_or_raise(window, session)
        with qtbot.waitSignal(window.workspace.ready_changed, timeout=PATIENCE_MS):
            application.start(window)
        return window

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def window(make_window) -> MainWindow:
    """A window with the session that comes along and torch loaded."""
    made: MainWindow = make_window()
    return made


@pytest.fixture
def panel(qapp, qtbot) -> TrainingPanel:
    """A training panel with the bundled digits, as wide as a narrow dock."""
    apply_theme(qapp, "light")
    widget = TrainingPanel()
    qtbot.addWidget(widget)
    widget.show_sets(SETS)
    widget.show_data("mnist-5k", "5,000 MNIST digits", 5000, (4000, 500, 500), (28, 28), 10)
    widget.resize(300, 640)
    widget.show()
    qtbot.waitExposed(widget)
    return widget
