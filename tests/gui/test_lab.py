"""`latentlab.ini` in the window: locked choices are grey and say why, defaults hold, complaints wait."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip

from latentlab.errors import ConfigError
from latentlab.gui import app as application
from latentlab.gui.dialogs.report import ReportDialog
from latentlab.gui.lab import tell_complaints
from latentlab.gui.questions import Closing, Questions
from latentlab.gui.settings import Settings
from latentlab.gui.theme import Theme
from latentlab.gui.widgets.notice import Notice
from latentlab.lab.settings import NOTHING_SET, Choices, LabSettings
from latentlab.resources import resource
from latentlab.training.config import TrainingConfig
from tests.gui.conftest import FIRST_SESSION, PATIENCE_MS

FILE = Path(os.path.abspath("/share/latentlab.ini"))
WHY = f"This is set for this lab in {FILE}."


@pytest.fixture
def begin(qtbot, qapp, tmp_path: Path, monkeypatch):
    """Begins a window in a lab, as the program does; the user's own settings lie in `tmp_path`."""
    monkeypatch.setattr(Questions, "on_closing", lambda *_: Closing.DISCARD)
    windows = []

    def begun(lab: LabSettings = NOTHING_SET, session: Path | None = None):
        window = application.make_window(qapp, Settings(tmp_path / "user.ini", lab))
        windows.append(window)
        application.show_beginning(window, session, lab)
        with qtbot.waitSignal(window.workspace.ready_changed, timeout=PATIENCE_MS):
            application.start(window)
        return window

    yield begun
    for window in windows:
        window.close()
        window.deleteLater()
    qapp.findChild(Theme).choose("light")


def notices(window) -> list[str]:
    return [notice.text.text() for notice in window.findChildren(Notice)]


def test_a_user_who_chose_nothing_gets_the_defaults_and_keeps_what_was_chosen(tmp_path: Path):
    lab = LabSettings(FILE, Choices(theme="dark", data_root=Path("/sets"), folder=Path("/kept")))
    settings = Settings(tmp_path / "user.ini", lab)
    assert (settings.theme, settings.data_root, settings.folder) == ("dark", Path("/sets"), Path("/kept"))
    settings.theme, settings.data_root, settings.folder = "light", Path("/mine"), Path("/own")
    again = Settings(tmp_path / "user.ini", lab)
    assert (again.theme, again.data_root, again.folder) == ("light", Path("/mine"), Path("/own"))


def test_what_is_locked_holds_over_the_users_choice_and_leaves_it_alone(tmp_path: Path):
    """Once the lab unlocks it, the user's choice is there again."""
    settings = Settings(tmp_path / "user.ini")
    settings.theme, settings.data_root, settings.folder = "light", Path("/mine"), Path("/own")
    lab = LabSettings(FILE, locked=Choices(theme="dark", data_root=Path("/sets"), folder=Path("/kept")))
    settings = Settings(tmp_path / "user.ini", lab)
    settings.theme, settings.data_root, settings.folder = "system", Path("/no"), Path("/no")
    assert (settings.theme, settings.data_root, settings.folder) == ("dark", Path("/sets"), Path("/kept"))
    after = Settings(tmp_path / "user.ini")
    assert (after.theme, after.data_root, after.folder) == ("light", Path("/mine"), Path("/own"))


def test_without_a_lab_all_is_as_it_was(tmp_path: Path):
    settings = Settings(tmp_path / "user.ini")
    assert (settings.theme, settings.data_root, settings.folder) == ("system", None, Path.home())
    (tmp_path / "odd.ini").write_text("[General]\ntheme=pink\n")
    odd = Settings(tmp_path / "odd.ini", LabSettings(FILE, Choices(theme="dark")))
    assert odd.theme == "dark"


def test_locked_choices_are_grey_in_the_window_and_say_why(begin, qtbot, tmp_path: Path):
    lab = LabSettings(FILE, locked=Choices(theme="dark", data_root=tmp_path / "sets", downloads="forbidden"))
    window = begin(lab)
    assert window._theme.choice == "dark"
    for action in window.actions_.themes.actions():
        assert not action.isEnabled()
        assert action.toolTip() == WHY
    assert window.workspace.library.data_root == tmp_path / "sets"
    window.browsing.open()
    dialog = window.browsing.dialog
    assert not dialog.choose.isEnabled()
    assert dialog.choose.toolTip() == WHY
    dialog.sets.setCurrentRow(1)
    assert not dialog.details.download.isEnabled()
    assert dialog.details.progress.text() == f"Nothing may be downloaded here. {WHY}"
    assert dialog.details.progress.isVisible()
    assert dialog.details.download.toolTip() == dialog.details.progress.text()
    assert window.workspace.library._hindrances.job is None  # torchvision is not even asked
    assert notices(window) == []


def test_the_menu_shows_why_its_themes_are_grey(begin, qtbot):
    """A menu shows no tooltips unless it is told to."""
    window = begin(LabSettings(FILE, locked=Choices(theme="light")))
    menu = window.theme_menu
    menu.popup(window.mapToGlobal(QPoint(50, 50)))
    place = menu.actionGeometry(window.actions_.dark).center()
    QApplication.sendEvent(menu, QHelpEvent(QEvent.Type.ToolTip, place, menu.mapToGlobal(place)))
    qtbot.waitUntil(lambda: QToolTip.text() == WHY)
    menu.hide()
    QToolTip.hideText()


def test_what_is_not_locked_stays_free(begin):
    window = begin(LabSettings(FILE, Choices(theme="dark", data_root=Path("/sets"))))
    assert window._theme.choice == "dark"
    window.actions_.light.trigger()
    assert window._theme.choice == "light"
    assert all(action.isEnabled() for action in window.actions_.themes.actions())
    assert not window.theme_menu.toolTipsVisible()
    window.browsing.open()
    assert window.browsing.dialog.choose.isEnabled()
    assert "lab" not in window.browsing.dialog.choose.toolTip().replace("LatentLab", "")


@pytest.mark.parametrize("section", ["defaults", "locked"])
def test_every_training_uses_the_labs_threads_and_records_them(begin, qtbot, section: str):
    """The session that comes along was trained with one."""
    window = begin(replace(LabSettings(FILE), **{section: Choices(threads=2)}))
    run = window.workspace.run
    assert run.config.threads == 1
    window.workspace.build(TrainingConfig(epochs=1, threads=7))
    qtbot.waitUntil(lambda: run.frame is not None and run.frame.model is not None, timeout=PATIENCE_MS)
    assert run.config.threads == 2


def test_the_window_begins_with_the_labs_session_and_nobody_saves_over_it(begin, tmp_path: Path):
    path = tmp_path / "lesson.latentlab"
    shutil.copy(resource(*FIRST_SESSION), path)
    window = begin(LabSettings(FILE, Choices(session=path)))
    assert window.workspace.subject.session is not None
    assert window.workspace.path is None
    assert notices(window) == []


def test_a_session_that_the_user_names_comes_before_the_labs(begin, tmp_path: Path):
    path = tmp_path / "own.latentlab"
    shutil.copy(resource(*FIRST_SESSION), path)
    window = begin(LabSettings(FILE, Choices(session=tmp_path / "missing.latentlab")), path)
    assert window.workspace.path == path
    assert notices(window) == []


def test_a_session_of_the_lab_that_is_missing_is_told_and_ours_is_shown(begin, tmp_path: Path):
    window = begin(LabSettings(FILE, Choices(session=tmp_path / "missing.latentlab")))
    (text,) = notices(window)
    assert f"[defaults] session: There is no file {tmp_path / 'missing.latentlab'}." in text
    assert str(FILE) in text
    assert QApplication.activeModalWidget() is None
    assert window.workspace.subject.session is not None


def test_the_window_begins_with_a_new_network_on_the_labs_data(begin, qtbot):
    window = begin(LabSettings(FILE, Choices(data="mnist-5k")))
    workspace = window.workspace
    qtbot.waitUntil(
        lambda: workspace.subject.session is None and workspace.run.frame is not None, timeout=PATIENCE_MS
    )
    assert workspace.subject.name == "mnist-5k"
    assert workspace.run.frame.step == 0
    assert not workspace.is_unsaved


def test_data_of_the_lab_that_is_missing_is_told_and_our_session_stays(begin, tmp_path: Path):
    window = begin(LabSettings(FILE, Choices(data="kmnist", data_root=tmp_path)))
    (text,) = notices(window)
    assert text.startswith("[defaults] data: Kuzushiji-MNIST is not there: expected")
    assert window.workspace.subject.session is not None


def test_complaints_are_shown_in_part_and_whole_in_the_details(begin, qtbot):
    complaints = tuple(ConfigError("[defaults] {key}: wrong.", key=f"key{number}") for number in range(5))
    window = begin(LabSettings(FILE, complaints=complaints))
    (text,) = notices(window)
    assert "key2" in text
    assert "key3" not in text
    assert "2 more are in the details." in text
    assert QApplication.activeModalWidget() is None
    (notice,) = window.findChildren(Notice)
    next(one for one in notice.findChildren(QPushButton) if one.text() == "Show details").click()
    (dialog,) = window.findChildren(ReportDialog)
    assert "key4" in dialog.text.toPlainText()
    assert str(FILE) in dialog.text.toPlainText()
    dialog.close()


def test_without_complaints_there_is_no_notice(begin):
    window = begin()
    tell_complaints(window, NOTHING_SET, [])
    assert notices(window) == []
