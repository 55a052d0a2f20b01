"""Images of one's own in the window: by the data browser, or dropped on it."""

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from latentlab.gui.workspace.workspace import Workspace
from tests.data.own_images import digits, write_classes
from tests.gui.conftest import PATIENCE_MS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_classes(tmp_path / "my digits", each=20)
    return tmp_path / "my digits"


@pytest.fixture
def arrays(tmp_path: Path) -> Path:
    images, labels = digits(20)
    np.savez(tmp_path / "mine.npz", images=images, labels=labels)
    return tmp_path / "mine.npz"


def drag(window, paths: list[Path]) -> bool:
    """Drag files into the window; whether they may fall."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(window.rect().center(), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(window, entered)
    if not entered.isAccepted():
        return False
    point = QPointF(window.rect().center())
    dropped = QDropEvent(point, Qt.DropAction.CopyAction, data, buttons, keys, QEvent.Type.Drop)
    QApplication.sendEvent(window, dropped)
    return dropped.isAccepted()


def test_a_folder_dropped_on_the_window_is_learnt(window, folder, qtbot):
    workspace = window.workspace
    with qtbot.waitSignal(workspace.subject_changed, timeout=PATIENCE_MS):
        assert drag(window, [folder])
    assert workspace.subject.classes == ("0", "1", "2")
    assert window.data_label.text() == "my digits"
    qtbot.waitUntil(lambda: workspace.run.frame is not None and workspace.run.frame.step == 0)
    workspace.run.set_epochs(2)
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS):
        workspace.play_or_pause()
    assert len(workspace.run.frame.latents) == 60


def test_a_session_of_ones_own_images_finds_them_again(window, folder, qtbot, tmp_path):
    workspace: Workspace = window.workspace
    with qtbot.waitSignal(workspace.subject_changed, timeout=PATIENCE_MS):
        assert drag(window, [folder])
    qtbot.waitUntil(lambda: workspace.run.frame is not None and workspace.run.frame.step == 0)
    kept = tmp_path / "kept.latentlab"
    with qtbot.waitSignal(workspace.saved, timeout=PATIENCE_MS):
        workspace.save(kept)
    with qtbot.waitSignal(workspace.subject_changed, timeout=PATIENCE_MS):
        workspace.open_data("mnist-5k")
    with qtbot.waitSignal(workspace.subject_changed, timeout=PATIENCE_MS):
        assert drag(window, [kept])
    assert workspace.subject.problem is None
    assert len(workspace.subject.images) == 60


def test_what_cannot_be_opened_may_not_fall(window, folder, tmp_path):
    (tmp_path / "notes.txt").write_text("x")
    assert not drag(window, [tmp_path / "notes.txt"])
    assert not drag(window, [folder, folder])


def test_a_folder_without_images_is_refused_with_a_sentence(window, qtbot, tmp_path):
    (tmp_path / "empty").mkdir()
    before = window.workspace.subject
    with qtbot.waitSignal(window.workspace.failed, timeout=PATIENCE_MS):
        assert drag(window, [tmp_path / "empty"])
    (box,) = window.findChildren(QMessageBox)
    assert "a folder of images for each class" in box.text()
    box.close()
    assert window.workspace.subject is before


def test_the_data_browser_opens_folders_and_files(window, folder, arrays, qtbot, monkeypatch):
    window.browsing.open()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    with qtbot.waitSignal(window.workspace.subject_changed, timeout=PATIENCE_MS):
        window.browsing.dialog.own_folder.click()
    assert window.data_label.text() == "my digits"
    assert not window.browsing.dialog.isVisible()
    window.browsing.open()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(arrays), ""))
    with qtbot.waitSignal(window.workspace.subject_changed, timeout=PATIENCE_MS):
        window.browsing.dialog.own_file.click()
    assert window.data_label.text() == "mine.npz"
    assert window.training.data.sets.currentText() == "mine.npz"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    window.browsing.dialog.own_file.click()
    assert window.data_label.text() == "mine.npz"
