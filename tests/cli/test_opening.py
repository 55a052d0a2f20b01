"""`latentlab FILE`: a path from anywhere, a launcher's address, and files that are not there."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from latentlab.cli.main import main
from latentlab.cli.values import session_file
from latentlab.errors import ConfigError
from latentlab.resources import resource


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("run.latentlab", "run.latentlab"),
        ("../a b/run.latentlab", "../a b/run.latentlab"),
        ("file%20.latentlab", "file%20.latentlab"),  # a path is never taken for an address
    ],
)
def test_a_path_stays_as_it_is(text: str, path: str) -> None:
    assert session_file(text) == Path(path)


@pytest.mark.parametrize("host", ["", "localhost"])
def test_an_address_names_a_file_of_this_computer(tmp_path: Path, host: str) -> None:
    path = tmp_path / "내 세션 50% #1.latentlab"
    address = path.as_uri().replace("file://", f"file://{host}")
    assert session_file(address) == path


def test_an_address_of_another_computer_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConfigError):
        session_file("file://elsewhere/run.latentlab")
    assert main(["file://elsewhere/run.latentlab"]) == 2
    assert capsys.readouterr().err == (
        "latentlab: Expected a file on this computer, got file://elsewhere/run.latentlab.\n"
    )


@pytest.fixture
def session(tmp_path: Path) -> Path:
    path = tmp_path / "내 세션 1.latentlab"
    shutil.copy(resource("sessions", "first.latentlab"), path)
    return path


# The window as the program opens it; then its title, what it said in a dialog, and the end.
OPENING = """
import json, sys
from pathlib import Path
from latentlab.cli import window as command
from latentlab.gui import app
from PySide6.QtWidgets import QMessageBox

def look(path, *what_the_lab_has_set):
    application = app.make_application()
    window = app.make_window(application, app.passing_settings())
    app.show_session(window, path)
    window.show()
    application.processEvents()
    told = [box.text() for box in window.findChildren(QMessageBox)]
    print(json.dumps({"title": window.windowTitle(), "told": told}))
    assert window.workspace.stop_everything(60_000)
    return 0

app.open_window = look
sys.exit(command.run(sys.argv[1:]))
"""


def open_from(folder: Path, argument: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", OPENING, argument],
        cwd=folder,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_a_relative_path_and_an_address_open_the_session(session: Path) -> None:
    for argument in (session.name, session.as_uri()):
        seen = open_from(session.parent, argument)
        assert seen["told"] == []
        assert session.name in str(seen["title"])


def test_of_a_file_that_is_gone_the_window_tells_and_shows_another(tmp_path: Path) -> None:
    seen = open_from(tmp_path, "gone.latentlab")
    assert seen["told"] == ["There is no file gone.latentlab."]
    assert "gone" not in str(seen["title"])


def test_a_word_that_is_neither_file_nor_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trian"]) == 2
    assert "Expected a .latentlab file or one of the commands" in capsys.readouterr().err
