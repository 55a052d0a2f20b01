"""What the tests of the window share: a window that asks and keeps nothing, and no job left running."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from latentlab.gui import app as application
from latentlab.gui.job import Job
from latentlab.gui.main_window import MainWindow
from latentlab.gui.panels.training.panel import TrainingPanel
from latentlab.gui.questions import Closing, Questions
from latentlab.gui.settings import Settings
from latentlab.gui.theme import apply_theme
from latentlab.gui.workspace.live_map import LiveMap
from latentlab.gui.workspace.opening import Opened, open_session
from latentlab.gui.workspace.workspace import Workspace
from latentlab.resources import resource

SETS = [("mnist-5k", "5,000 MNIST digits", True, ""), ("mnist", "MNIST", False, "MNIST is not there.")]
FIRST_SESSION = ("sessions", "first.latentlab")
PATIENCE_MS = 60_000


class PatientBot(QtBot):
    """Waits as long as a loaded machine may need; where nothing is amiss that is no longer than before."""

    def waitUntil(self, callback: Callable[[], Any], *, timeout: int = PATIENCE_MS) -> None:
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        return super().waitSignals(signals, timeout=timeout, **how)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp, request) -> QtBot:
    """Pytest-qt's own, with more patience."""
    return PatientBot(request)


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
        job.wait(PATIENCE_MS)
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
    assert made.stop_everything(PATIENCE_MS)


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
        assert window.workspace.stop_everything(
            PATIENCE_MS
        )  # what was loading may outlast the window's patience
        window.deleteLater()


@pytest.fixture
def window(make_window) -> MainWindow:
    """A window with the session that comes along and torch loaded."""
    made: MainWindow = make_window()
    return made


@pytest.fixture
def told(window) -> list[str]:
    """What the window says at its foot, also where the mouse, as it rests on a button, says more after it."""
    texts: list[str] = []
    window.statusBar().messageChanged.connect(texts.append)
    return texts


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


@pytest.fixture
def codes() -> np.ndarray:
    """Three clouds of 4-d codes: (600, 4)."""
    rng = np.random.default_rng(0)
    centres = rng.normal(size=(3, 4)) * 6
    return (centres[rng.integers(0, 3, 600)] + rng.normal(size=(600, 4))).astype(np.float32)


@pytest.fixture
def live_map(qapp) -> Iterator[LiveMap]:
    """A live map without a window; it must come to rest by itself."""
    made = LiveMap()
    yield made
    assert made.wait(PATIENCE_MS)
