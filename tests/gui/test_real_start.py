"""The whole program starts in a real X window and tells of windows that ended badly, and only of those."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.xserver import x_server

CHECKOUT = Path(__file__).resolve().parents[2]
pytestmark = [
    pytest.mark.xwindow,
    pytest.mark.long,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders are set as on Linux"),
]


@pytest.fixture(scope="module")
def display() -> Iterator[dict[str, str]]:
    with x_server() as environment:
        yield environment


@pytest.fixture
def home(display: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """The environment of a user with an empty home."""
    folders = {name: str(tmp_path) for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    return {name: value for name, value in display.items() if name != "LATENTLAB_INI"} | folders


@pytest.fixture
def runs(tmp_path: Path) -> Path:
    return tmp_path / "latentlab" / "runs"


def hear_every_signal() -> None:
    """Below nohup, or behind a shell's &, tests are born deaf to some, and so would their children be."""
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)


@contextmanager
def started(home: dict[str, str], *options: str) -> Iterator[tuple[subprocess.Popen[str], dict]]:
    """A start of the program, and what its window said."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.gui.real_start", *options],
        cwd=CHECKOUT,
        env=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=hear_every_signal,
    )
    try:
        line = process.stdout.readline()
        assert line, process.communicate()[1]
        yield process, json.loads(line)
    finally:
        process.kill()
        process.communicate()


def seen_and_closed(home: dict[str, str]) -> dict:
    """What the window of a start said that ended as it should."""
    with started(home, "close") as (process, seen):
        _, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, "")
        return seen


def latentlab(home: dict[str, str], *options: str) -> int:
    command = [sys.executable, "-m", "latentlab", *options]
    return subprocess.run(
        command, cwd=CHECKOUT, env=home, capture_output=True, timeout=120, check=False
    ).returncode


def test_crashes_on_purpose_are_told_by_the_next_start_and_by_no_other(home, runs):
    assert latentlab(home, "self-test", "--crash", "python") == 1
    assert latentlab(home, "self-test", "--crash", "native") == -signal.SIGSEGV
    assert latentlab(home, "--exit-after-first-paint") == 0
    assert latentlab(home, "screenshot", "--out", f"{home['HOME']}/window.png") == 0
    assert len(list(runs.glob("*.run"))) == 2
    seen = seen_and_closed(home)
    (notice,) = seen["notices"]
    assert notice[0] == "LatentLab ended unexpectedly last time."
    assert "It crashed in native code" in notice[1]
    assert "2 windows ended so" in notice[1]
    assert seen["has_room"]
    assert not seen["modal"]
    assert not seen["focus_is_in_a_notice"]
    assert list(runs.iterdir()) == []
    assert seen_and_closed(home)["notices"] == []
    log = (runs.parent / "log" / "latentlab.log").read_text()
    assert log.count("Fatal Python error: Segmentation fault") == 1


def test_a_window_is_told_of_once_it_was_killed_and_not_while_it_lives(home):
    with started(home) as (window, seen):
        assert seen["notices"] == []
        assert seen_and_closed(home)["notices"] == []
        window.send_signal(signal.SIGKILL)
        window.wait(60)
    (notice,) = seen_and_closed(home)["notices"]
    assert "It was ended from outside" in notice[1]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_the_systems_wish_to_end_is_a_good_end(home, runs, name):
    """At once, though no mouse stirs and no question can be answered."""
    with started(home) as (window, _):
        window.send_signal(getattr(signal, name))
        _, errors = window.communicate(timeout=60)
        assert (window.returncode, errors) == (128 + getattr(signal, name), "")
    assert list(runs.iterdir()) == []


def test_control_c_in_the_terminal_closes_the_window(home, runs):
    with started(home) as (window, _):
        window.send_signal(signal.SIGINT)
        window.communicate(timeout=60)
        assert window.returncode == 0
    assert list(runs.iterdir()) == []


def test_a_lab_file_sets_what_it_can_and_tells_the_rest_once_on_each_side(home, tmp_path):
    ini = tmp_path / "latentlab.ini"
    ini.write_text(
        "\ufeff[defaults]\r\ndata = mnist-5k\r\nspeed = 3\r\n[locked]\r\ntheme = dark\r\n", "utf-8"
    )
    with started(home | {"LATENTLAB_INI": str(ini)}, "close") as (process, seen):
        _, errors = process.communicate(timeout=120)
    assert process.returncode == 0
    assert errors.startswith(f"latentlab: warning: {ini}: [defaults] speed is not known: expected one of")
    assert errors.count("\n") == 1
    (notice,) = seen["notices"]
    assert notice[0] == "Some of this lab's settings could not be used."
    assert "[defaults] speed is not known" in notice[1]
    assert seen["theme"] == "dark"
    assert not seen["modal"]


def test_a_home_that_cannot_be_written_hinders_nothing(home, runs, tmp_path):
    (tmp_path / "latentlab").write_text("in the way")
    assert seen_and_closed(home)["notices"] == []
