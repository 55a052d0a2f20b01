"""`latentlab.ini` on the command line: defaults, refusals, and one line of warning that hinders nothing."""

import argparse
import json
from pathlib import Path

import pytest

from latentlab.cli import lab as lab_of_commands
from latentlab.cli import proofs
from latentlab.cli.lab import follow_lab_settings
from latentlab.cli.main import main
from latentlab.session import save_session
from tests.data.idx_files import write_data_set
from tests.session_samples import small_session


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Writes the file that the environment names."""

    def written(text: str) -> Path:
        path = tmp_path / "latentlab.ini"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setenv("LATENTLAB_INI", str(path))
        return path

    return written


def followed(**given: object) -> argparse.Namespace:
    options = argparse.Namespace(**({"data_root": None, "threads": None} | given))
    follow_lab_settings(options)
    return options


def test_defaults_hold_where_the_options_say_nothing(write, tmp_path: Path) -> None:
    write("[defaults]\ndata_root = sets\nthreads = 3")
    assert vars(followed()) == {"data_root": tmp_path / "sets", "threads": 3}
    assert vars(followed(data_root=Path("mine"), threads=1)) == {"data_root": Path("mine"), "threads": 1}


def test_without_a_file_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LATENTLAB_INI", raising=False)
    assert vars(followed()) == {"data_root": None, "threads": None}


def test_what_is_locked_may_be_asked_for_and_nothing_else(write, tmp_path: Path) -> None:
    write("[locked]\ndata_root = sets\nthreads = 2\n[defaults]\nthreads = 9")
    assert vars(followed()) == {"data_root": tmp_path / "sets", "threads": 2}
    assert followed(data_root=tmp_path / "x" / ".." / "sets", threads=2).threads == 2


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("train --data-root other", "--data-root {why}: expected {root} or no such option, got other."),
        ("train --threads 8", "--threads {why}: expected 2 or no such option, got 8."),
        (
            "map RUN --method pca --data-root other",
            "--data-root {why}: expected {root} or no such option, got",
        ),
    ],
)
def test_other_than_what_is_locked_is_refused_in_a_line(
    write, capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str, told: str
) -> None:
    ini = write("[locked]\ndata_root = sets\nthreads = 2")
    save_session(small_session(), tmp_path / "run.latentlab")
    assert main(command.replace("RUN", str(tmp_path / "run.latentlab")).split()) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.count("\n") == 1
    assert told.format(why=f"is set for this lab in {ini}", root=tmp_path / "sets") in streams.err


def test_a_map_does_not_look_for_data_because_the_lab_has_some(write, tmp_path: Path) -> None:
    """Its option asks for a check; the session itself holds all that the map needs."""
    write("[locked]\ndata_root = nowhere")
    run = tmp_path / "run.latentlab"
    save_session(small_session(), run)
    assert main(["map", str(run), "--method", "pca"]) == 0


def test_a_network_learns_from_the_labs_data_with_the_labs_threads(write, tmp_path: Path) -> None:
    write_data_set(tmp_path / "sets" / "MNIST" / "raw", train=200, test=40)
    write("[defaults]\ndata_root = sets\nthreads = 1\nfolder = 1\nspeed = 7")
    told = tmp_path / "told.json"
    assert main(["train", "--data", "mnist", "--epochs", "1", "--hidden", "8", "--json", str(told)]) == 0
    document = json.loads(told.read_text())
    assert document["data"]["test"] == 40
    assert document["threads"] == 1


def test_what_is_wrong_in_the_file_is_one_line_of_warning(write, capsys: pytest.CaptureFixture[str]) -> None:
    ini = write("[defaults]\ntheme = pink\nspeed = 3\nthreads = 2")
    assert lab_of_commands.told_lab_settings().defaults.threads == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith(f"latentlab: warning: {ini}: [defaults] theme: expected one of light, dark")
    assert "speed is not known" in streams.err
    assert streams.err.count("\n") == 1


def test_the_self_test_lists_what_is_set_and_fails_where_anything_is_wrong(write, tmp_path: Path) -> None:
    ini = write("[locked]\nthreads = 2\ndata_root = sets")
    assert proofs.prove_lab_settings() == {
        "file": str(ini),
        "defaults": {},
        "locked": {"data_root": str(tmp_path / "sets"), "threads": "2"},
    }
    write("[locked]\nthreads = two")
    with pytest.raises(proofs.ProofError, match="threads: expected a whole number from 1 to 256, got two"):
        proofs.prove_lab_settings()
