"""A folder opens in the system's file manager, or is named where there is none."""

from pathlib import Path

from PySide6.QtGui import QDesktopServices

from latentlab.gui.folders import open_folder


def test_the_file_manager_gets_the_folder(monkeypatch, tmp_path: Path):
    seen = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: seen.append(url.toLocalFile()) or True)
    assert open_folder(tmp_path / "한 글") is None
    assert seen == [str(tmp_path / "한 글")]


def test_without_a_file_manager_the_folder_is_named(monkeypatch, tmp_path: Path):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    assert open_folder(tmp_path) == f"No file manager could be started. The folder is {tmp_path}."
