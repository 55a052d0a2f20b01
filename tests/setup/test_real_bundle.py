"""The bundle itself, where packaging/build.py has left one: installed, double-clicked, crashed, removed."""

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.setup.desktop_entry import command_of, read_entry
from tests.setup.standin import ROOT, tree
from tests.xserver import x_server

BUNDLE = ROOT / "dist" / "latentlab"
SESSION = ROOT / "resources" / "sessions" / "first.latentlab"

PATIENCE_MS = 60_000

pytestmark = [
    pytest.mark.long,
    pytest.mark.xwindow,
    pytest.mark.skipif(sys.platform != "linux", reason="the bundle is tried on Linux"),
    pytest.mark.skipif(not (BUNDLE / "latentlab").exists(), reason="packaging/build.py has made no bundle"),
]


@pytest.fixture
def user(tmp_path: Path) -> Iterator[dict[str, str]]:
    """The surroundings of a user with an empty home, a display and no Python."""
    home = tmp_path / "김 학생의 방"
    for folder in (".config", ".local/state"):  # every home has these
        (home / folder).mkdir(parents=True)
    with x_server() as environment:
        display = {name: environment[name] for name in ("DISPLAY", "QT_FATAL_WARNINGS")}
        yield {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **display}


@contextmanager
def running(command: list[str], user: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(command, env=user, cwd="/", stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def open_windows(user: dict[str, str]) -> list[Path]:
    """The marks that windows leave as long as they are open."""
    return list(Path(user["HOME"], ".local", "state", "latentlab", "runs").glob("*.run"))


def titles(user: dict[str, str]) -> str:
    """The titles of all windows on the display."""
    if shutil.which("xdotool") is None:
        pytest.skip("xdotool is not installed")
    found = ["xdotool", "search", "--onlyvisible", "--name", "LatentLab", "getwindowname", "%@"]
    return subprocess.run(found, env=user, capture_output=True, text=True, check=False).stdout


def test_installed_for_one_user_a_double_click_opens_the_session_and_removal_leaves_nothing(user, qtbot):
    home = Path(user["HOME"])
    session = home / "내 세션 1.latentlab"
    shutil.copy(SESSION, session)
    before = tree(home)
    subprocess.run(["sh", str(BUNDLE / "install.sh")], env=user, check=True, capture_output=True)
    (entry,) = (home / ".local" / "share" / "applications").glob("*.desktop")
    command = command_of(read_entry(entry)["Exec"], str(session))
    assert command[0].startswith(str(home)), "the copy runs, not the original"
    with running(command, user) as process:
        qtbot.waitUntil(lambda: "내 세션 1" in titles(user), timeout=PATIENCE_MS)
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (128 + signal.SIGTERM, "")
    installed = home / ".local" / "bin" / "latentlab"
    told = subprocess.run([str(installed), "--version"], env=user, capture_output=True, text=True, check=True)
    assert told.stdout.startswith("latentlab ")
    subprocess.run(
        ["sh", str(BUNDLE / "install.sh"), "--remove", "--purge"], env=user, check=True, capture_output=True
    )
    assert tree(home) == before


def the_next_start_tells(user: dict[str, str], qtbot) -> bool:
    """Whether a start takes up the one mark that was left behind, and leaves none itself."""
    (left,) = open_windows(user)
    with running([str(BUNDLE / "latentlab")], user) as process:
        qtbot.waitUntil(lambda: not left.exists(), timeout=PATIENCE_MS)
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    return open_windows(user) == []


@pytest.mark.parametrize(("kind", "status"), [("python", 1), ("native", -signal.SIGSEGV)])
def test_the_start_after_a_crash_tells_of_it_and_forgets_it(user, qtbot, kind, status):
    command = [str(BUNDLE / "latentlab"), "self-test", "--crash", kind]
    assert subprocess.run(command, env=user, cwd="/", capture_output=True).returncode == status
    assert the_next_start_tells(user, qtbot)


def test_a_killed_window_is_told_of_by_the_next_start(user, qtbot):
    with running([str(BUNDLE / "latentlab")], user) as process:
        qtbot.waitUntil(lambda: len(open_windows(user)) == 1, timeout=PATIENCE_MS)
        process.kill()
        process.wait(60)
    assert the_next_start_tells(user, qtbot)
