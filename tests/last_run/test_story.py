"""Runs that end badly are told once, with the right cause; all others are not told at all."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from latentlab.bug_log import log_path
from latentlab.errors import SurroundingsError
from latentlab.last_run import mark as marks
from latentlab.last_run import process
from latentlab.last_run.mark import Mark, marked_run
from latentlab.last_run.marker import own_marker
from latentlab.last_run.story import Cause, take_stories

POSIX = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
SCRIPT = """
import faulthandler, sys
from pathlib import Path
from latentlab.last_run.mark import marked_run
with marked_run(Path(sys.argv[1])) as mark:
    print("open", flush=True)
    exec(sys.stdin.readline())
"""


@pytest.fixture(autouse=True)
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "log" / "latentlab.log"
    monkeypatch.setattr("latentlab.bug_log.log_path", lambda: path)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "runs"


@pytest.fixture
def no_faulthandler(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one of the tests stays in charge."""
    monkeypatch.setattr(marks.faulthandler, "enable", lambda file: None)
    monkeypatch.setattr(marks.faulthandler, "disable", lambda: None)


@contextmanager
def a_run(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A marked run in a process of its own, which waits for a line of Python to do."""
    child = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout.readline() == "open\n"
        yield child
    finally:
        child.kill()
        child.communicate()


def ended_by(folder: Path, line: str) -> int:
    """The status of a run that did `line`."""
    with a_run(folder) as child:
        child.communicate(line + "\n", timeout=60)
        return child.returncode


def write_marker(folder: Path, name: str = "77-0.run", **changes: object) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(replace(own_marker(), **changes).to_bytes())
    return path


@POSIX
def test_a_killed_run_is_told_once_as_ended_from_outside(folder: Path, log: Path) -> None:
    with a_run(folder) as child:
        child.send_signal(signal.SIGKILL)
        child.wait(60)
        (story,) = take_stories(folder)
    assert (story.cause, story.details) == (Cause.OUTSIDE, "")
    assert abs(story.last_seen - time.time()) < 60
    assert "was ended from outside" in log.read_text()
    assert take_stories(folder) == ()
    assert list(folder.iterdir()) == []


@POSIX
def test_a_crash_in_native_code_is_told_with_the_stack_of_every_thread(folder: Path, log: Path) -> None:
    line = (
        "import threading; threading.Thread(target=threading.Event().wait, daemon=True).start(); "
        "faulthandler._sigsegv()"
    )
    assert ended_by(folder, line) == -signal.SIGSEGV
    (story,) = take_stories(folder)
    assert story.cause is Cause.NATIVE
    assert story.summary == "Fatal Python error: Segmentation fault"
    assert story.details.count("most recent call first") == 2
    assert 'File "<string>"' in story.details
    assert story.details in log.read_text() + "\n"
    assert take_stories(folder) == ()


@POSIX
@pytest.mark.parametrize("name", ["SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL"])
def test_every_signal_of_a_crash_counts_as_one(folder: Path, name: str) -> None:
    """Qt ends the process by SIGABRT where it knows no further."""
    number = getattr(signal, name)
    assert ended_by(folder, f"import os; os.kill(os.getpid(), {int(number)})") == -number
    assert [story.cause for story in take_stories(folder)] == [Cause.NATIVE]


def test_an_error_that_nothing_caught_is_told_with_its_traceback(folder: Path) -> None:
    assert ended_by(folder, "raise ValueError('twelve 한글 legs')") == 1
    (story,) = take_stories(folder)
    assert story.cause is Cause.ERROR
    assert story.summary == "ValueError: twelve 한글 legs"
    assert story.details.startswith("Traceback")
    assert take_stories(folder) == ()


@pytest.mark.parametrize(
    "line",
    ["pass", "raise KeyboardInterrupt", "sys.exit(3)", "mark.end(); mark.end(); import os; os._exit(5)"],
)
def test_a_good_end_leaves_nothing(folder: Path, line: str) -> None:
    ended_by(folder, line)
    assert list(folder.iterdir()) == []
    assert take_stories(folder) == ()


@pytest.mark.usefixtures("no_faulthandler")
def test_an_error_meant_for_the_user_is_a_good_end(folder: Path) -> None:
    """It was told where it happened: there was no display, for example."""
    with pytest.raises(SurroundingsError), marked_run(folder):
        raise SurroundingsError("A window needs a display.")
    assert list(folder.iterdir()) == []


def test_a_living_window_is_not_reported_while_another_ended_badly(folder: Path) -> None:
    with a_run(folder) as living, a_run(folder) as dying:
        dying.kill()
        dying.wait(60)
        assert len(take_stories(folder)) == 1
        assert sorted(path.suffix for path in folder.iterdir()) == [".crash", ".run"]
        assert all(path.name.startswith(f"{living.pid}-") for path in folder.iterdir())
        living.communicate("pass\n", timeout=60)
        assert take_stories(folder) == ()


def test_of_two_windows_that_start_at_once_one_tells(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other finds the marker gone between reading and claiming it."""
    path = write_marker(folder, birth="earlier")
    rename = Path.rename

    def late(self: Path, target: Path) -> Path:
        rename(self, target)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", late)
    assert take_stories(folder) == ()
    monkeypatch.undo()
    assert not path.exists()
    assert take_stories(folder) == ()


def test_a_recycled_number_is_told(folder: Path) -> None:
    write_marker(folder, birth="earlier")
    assert [story.cause for story in take_stories(folder)] == [Cause.OUTSIDE]


def test_after_a_power_cut_the_machine_is_named_and_not_a_person(folder: Path) -> None:
    write_marker(folder, boot="an earlier one")
    assert [story.cause for story in take_stories(folder)] == [Cause.POWER]


def test_where_the_system_names_no_boot_both_are_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "boot", lambda: "")
    write_marker(folder, birth="earlier", boot="")
    assert [story.cause for story in take_stories(folder)] == [Cause.UNKNOWN]


@pytest.mark.parametrize("content", [b"", b"\0" * 400, b'{"pid": 12', b"[]"])
def test_a_marker_that_a_power_cut_spoilt_is_told_without_what_is_lost(folder: Path, content: bytes) -> None:
    folder.mkdir(parents=True)
    (folder / "4194999-ab.run").write_bytes(content)
    (story,) = take_stories(folder)
    assert (story.cause, story.version, story.opened) == (Cause.UNKNOWN, "", None)
    assert take_stories(folder) == ()


def test_an_unreadable_marker_of_a_living_process_is_left_alone(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / f"{os.getpid()}-ab.run").write_bytes(b"")
    assert take_stories(folder) == ()
    assert len(list(folder.iterdir())) == 1


def test_stories_come_in_their_order(folder: Path) -> None:
    for name, age in (("1-a.run", 10), ("2-b.run", 30), ("3-c.run", 20)):
        path = write_marker(folder, name, birth="earlier", version=name)
        os.utime(path, (0, time.time() - age))
    assert [story.version for story in take_stories(folder)] == ["2-b.run", "3-c.run", "1-a.run"]


def test_what_nobody_can_judge_is_forgotten_after_a_month(folder: Path) -> None:
    """A machine that never came back, and a window that died in telling; what is younger stays."""
    for name, days in (
        ("1-a.run", 31),
        ("2-b.run", 29),
        ("3-c.told", 31),
        ("4-d.crash", 31),
        ("5-e.txt", 31),
    ):
        path = write_marker(folder, name, boot="its own", host="another")
        os.utime(path, (0, time.time() - days * 86_400))
    assert take_stories(folder) == ()
    assert sorted(path.name for path in folder.iterdir()) == ["2-b.run", "5-e.txt"]


@pytest.mark.usefixtures("no_faulthandler")
def test_the_crash_file_of_a_window_that_is_open_for_long_stays(folder: Path) -> None:
    mark = Mark(folder)
    (crash,) = folder.glob("*.crash")
    os.utime(crash, (0, 0))
    assert take_stories(folder) == ()
    assert crash.exists()
    mark.end()


@pytest.mark.usefixtures("no_faulthandler")
def test_a_touch_says_when_the_run_was_last_seen(folder: Path) -> None:
    mark = Mark(folder)
    (path,) = folder.glob("*.run")
    os.utime(path, (0, 0))
    mark.touch()
    assert path.stat().st_mtime > 0
    mark.end()
    mark.touch()
    mark.fail(ValueError())
    assert list(folder.iterdir()) == []


@POSIX
@pytest.mark.usefixtures("no_faulthandler")
def test_only_the_user_can_read_what_is_kept(folder: Path) -> None:
    mark = Mark(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    mark.end()


@pytest.mark.usefixtures("no_faulthandler")
def test_a_folder_that_cannot_be_written_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    for place in (tmp_path / "file" / "runs", tmp_path / "file", Path("not/absolute")):
        with marked_run(place) as mark:
            mark.touch()
        with pytest.raises(ZeroDivisionError), marked_run(place):
            raise ZeroDivisionError
        assert take_stories(place) == ()
    assert not Path("not").exists()


def test_a_log_that_cannot_be_written_takes_no_story_away(folder: Path, log: Path) -> None:
    log.parent.write_text("in the way")
    write_marker(folder, birth="earlier")
    assert len(take_stories(folder)) == 1


def test_marks_and_log_have_their_places_without_being_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert marks.runs_folder().name == "runs"
    assert log_path().name == "latentlab.log"
