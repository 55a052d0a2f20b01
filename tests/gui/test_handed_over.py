"""A session file that the system hands over while the window is open is opened: macOS's double-click."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QMessageBox

from latentlab.gui import app as program
from latentlab.gui.application import Application
from latentlab.gui.main_window import MainWindow
from latentlab.gui.settings import Settings
from latentlab.resources import resource
from tests.gui.conftest import FIRST_SESSION, PATIENCE_MS


@pytest.fixture
def window(qapp, tmp_path: Path) -> Iterator[MainWindow]:
    """A window as it is before torch is loaded: a file may come as early as that."""
    made = program.make_window(qapp, Settings(tmp_path / "settings.ini"), "light")
    program.open_or_raise(made, None)
    made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def session(tmp_path: Path) -> Path:
    path = tmp_path / "내 세션 1.latentlab"
    shutil.copy(resource(*FIRST_SESSION), path)
    return path


def hand_over(path: Path) -> None:
    application = QCoreApplication.instance()
    QCoreApplication.postEvent(application, QFileOpenEvent(QUrl.fromLocalFile(str(path))))


def test_the_file_is_opened_and_named_in_the_title(window: MainWindow, session: Path, qtbot):
    with qtbot.waitSignal(window.workspace.subject_changed, timeout=PATIENCE_MS):
        hand_over(session)
    assert window.workspace.path == session
    assert session.name in window.windowTitle()


def test_a_file_that_is_gone_is_told_of(window: MainWindow, tmp_path: Path, qtbot):
    hand_over(tmp_path / "gone.latentlab")
    qtbot.waitUntil(lambda: bool(window.findChildren(QMessageBox)), timeout=PATIENCE_MS)
    box = window.findChildren(QMessageBox)[0]
    assert box.text() == f"There is no file {tmp_path / 'gone.latentlab'}."
    assert window.workspace.path is None
    box.close()


def test_what_is_no_file_is_let_be(window: MainWindow, qtbot):
    heard = []
    application = QCoreApplication.instance()
    application.file_opened.connect(heard.append)
    QCoreApplication.postEvent(application, QFileOpenEvent(QUrl("https://example.org/a.latentlab")))
    QCoreApplication.sendPostedEvents()
    application.file_opened.disconnect(heard.append)
    assert heard == []


def test_it_is_the_programs_own_application_that_hears(qapp):
    assert program.make_application() is qapp
    assert isinstance(qapp, Application)
