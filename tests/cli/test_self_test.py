"""The self-test passes where all works, and says what does not."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from latentlab.cli import proofs, self_test
from latentlab.cli.main import main
from latentlab.cli.network_guard import NetworkGuard


@pytest.mark.long
def test_the_self_test_passes_here_and_tells_what_it_saw(tmp_path: Path) -> None:
    """The whole of it, in a process of its own, from another folder and without a display."""
    told = tmp_path / "told.json"
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")
    }
    done = subprocess.run(
        [sys.executable, "-m", "latentlab", "self-test", "--json", str(told)],
        cwd=tmp_path,
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        timeout=250,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    document = json.loads(told.read_text())
    assert document["passed"]
    assert {part["name"] for part in document["parts"]} == {*self_test.PARTS, "no network"}
    assert document["versions"]["torch"]
    assert document["seconds"] > 0


def test_every_failing_part_is_named_and_the_others_still_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    ran = []

    def bad() -> dict[str, object]:
        proofs.demand(False, "expected 4 legs, got 3", legs=3)
        return {}

    def broken() -> dict[str, object]:
        raise ZeroDivisionError("by zero")

    def good() -> dict[str, object]:
        ran.append("good")
        return {"size": np.float32(2), "odd": float("nan")}

    def curious() -> dict[str, object]:
        socket.create_connection(("localhost", 9), timeout=1)
        return {}

    parts = {"bad": bad, "broken": broken, "good": good, "curious": curious}
    monkeypatch.setattr(self_test, "PARTS", parts)
    told = tmp_path / "told.json"
    assert main(["self-test", "--json", str(told)]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    for text in (
        "bad (expected 4 legs, got 3)",
        "broken (ZeroDivisionError: by zero)",
        "curious",
        "no network",
    ):
        assert text in error
    assert "good" not in error
    assert ran == ["good"]
    rows = {part["name"]: part for part in json.loads(told.read_text())["parts"]}
    assert [row["passed"] for row in rows.values()] == [False, False, True, False, False]
    assert rows["bad"]["facts"] == {"legs": 3}
    assert rows["good"]["facts"] == {"size": 2.0, "odd": None}


def test_the_guard_refuses_the_network_and_lets_local_sockets_through(tmp_path: Path) -> None:
    """Names are not looked up, addresses not connected to; a display's socket works; afterwards all does."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        guard = NetworkGuard()
        try:
            with socket.socket() as caller, pytest.raises(OSError, match="refuses"):
                caller.connect(listener.getsockname())
            with pytest.raises(OSError, match="refuses"):
                socket.getaddrinfo("example.org", 80)
            with socket.socket(socket.AF_UNIX) as display:
                display.bind(str(tmp_path / "display"))
        finally:
            guard.rest()
        with socket.create_connection(listener.getsockname(), timeout=5):
            pass
    assert len(guard.attempts) == 2


def test_a_map_that_scatters_neighbours_fails_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random places keep a fiftieth of the neighbours, which is not enough."""
    scattered = lambda codes, method, seed: np.random.default_rng(seed).normal(size=(len(codes), 2))  # noqa: E731
    monkeypatch.setattr("latentlab.cli.map_codes.draw_map", scattered)
    with pytest.raises(proofs.ProofError, match="expected pca to keep 30% of the neighbours, got 2%"):
        proofs.prove_maps()


def test_a_window_that_fails_one_look_fails_the_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("latentlab.gui.proof.prove_window", lambda: {"painted": True, "slider moves": False})
    with pytest.raises(proofs.ProofError, match="the window failed at: slider moves"):
        proofs.prove_window()
