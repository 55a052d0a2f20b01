"""A folder opens in the system's file manager, which must not load the libraries of a bundle."""

import os
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices

from latentlab.gui.folders import open_folder


@pytest.fixture
def seen(monkeypatch) -> list:
    """What the file manager would get: the address and its search path for libraries."""
    found: list = []

    def open_url(url) -> bool:
        found.append((url.toLocalFile(), os.environ.get("LD_LIBRARY_PATH")))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return found


def test_outside_a_bundle_nothing_changes(seen, monkeypatch, tmp_path: Path):
    monkeypatch.setenv("LD_LIBRARY_PATH", "/mine")
    assert open_folder(tmp_path)
    assert seen == [(str(tmp_path), "/mine")]


@pytest.mark.parametrize("before", [None, "/usr/local/lib"])
def test_in_a_bundle_the_path_is_as_it_was_before_its_start(seen, monkeypatch, tmp_path: Path, before):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setenv("LD_LIBRARY_PATH", "/bundle")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    assert open_folder(tmp_path / "한 글")
    assert seen == [(str(tmp_path / "한 글"), before)]
    assert os.environ["LD_LIBRARY_PATH"] == "/bundle"
