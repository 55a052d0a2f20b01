"""`latentlab self-test --crash` ends as a bug would, and leaves what the next start of the window tells."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from latentlab.cli.main import main
from latentlab.last_run.story import Cause, take_stories


def crash(home: Path, kind: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "latentlab", "self-test", "--crash", kind],
        env=os.environ | {"XDG_STATE_HOME": str(home), "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("latentlab.bug_log.log_path", lambda: tmp_path / "read-by-the-test.log")
    return tmp_path


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders are set as on Linux")
def test_an_error_ends_in_one_line_a_status_and_the_log(home: Path) -> None:
    done = crash(home, "python")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    log = home / "latentlab" / "log" / "latentlab.log"
    assert str(log) in done.stderr
    assert "PurposefulError: This error was asked for" in log.read_text()
    (story,) = take_stories(home / "latentlab" / "runs")
    assert story.cause is Cause.ERROR
    assert "PurposefulError: This error was asked for" in story.summary
    assert take_stories(home / "latentlab" / "runs") == ()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the folders are set as on Linux")
def test_native_code_ends_by_its_signal_with_the_stack_in_the_crash_file(home: Path) -> None:
    done = crash(home, "native")
    assert done.returncode == -signal.SIGSEGV
    assert (done.stdout, done.stderr) == ("", "")
    (story,) = take_stories(home / "latentlab" / "runs")
    assert story.cause is Cause.NATIVE
    assert "crash.py" in story.details


def test_a_crash_happens_also_where_nothing_can_be_written(home: Path) -> None:
    (home / "latentlab").write_text("in the way")
    assert crash(home, "native").returncode != 0
    assert crash(home, "python").returncode == 1


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ("--crash both", "crash must be one of python, native, got both."),
        ("--crash python --json told.json", "--crash leaves nothing to write to --json: expected one of"),
    ],
)
def test_other_crashes_are_refused(capsys: pytest.CaptureFixture[str], options: str, told: str) -> None:
    assert main(["self-test", *options.split()]) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert told in streams.err
    assert streams.err.count("\n") == 1
