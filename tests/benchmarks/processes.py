"""Runs each benchmark, and whatever is timed as a whole process, in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import perf_counter

from tests.benchmarks.options import CHECKOUT, Options
from tests.benchmarks.row import Row, row_from, unmeasured

PATIENCE_S = 1_800.0


def run_apart(name: str, options: Options) -> tuple[list[Row], bool]:
    """The rows of a benchmark and whether it came to its end."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "rows.jsonl"
        command = [sys.executable, "-m", "tests.benchmarks.one", name, str(file)]
        command += ["--data-root", str(options.data_root)] + ["--quick"] * options.quick
        reason = _run(command)
        lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
        rows = [row_from(json.loads(line)) for line in lines]
    if reason:
        rows.append(unmeasured(name, "", reason))
    return rows, not reason


def process_seconds(command: Sequence[str], surroundings: Mapping[str, str] | None = None) -> float:
    """From the start of a Python process to its end; `command` comes after the interpreter.

    Raises CalledProcessError where it fails.
    """
    ours = {name: value for name, value in os.environ.items() if name != "OPENBLAS_NUM_THREADS"}
    began = perf_counter()
    subprocess.run(
        [sys.executable, *command],
        cwd=CHECKOUT,
        env={**ours, **(surroundings or {})},  # how many threads it takes is its own affair
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=PATIENCE_S,
    )
    return perf_counter() - began


def _run(command: Sequence[str]) -> str:
    """Run a benchmark's process; returns why it failed, or nothing."""
    try:
        ended = subprocess.run(
            command, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True, errors="replace", timeout=PATIENCE_S
        )
    except subprocess.TimeoutExpired:
        return f"it was still running after {PATIENCE_S:.0f} s"
    if ended.returncode == 0:
        return ""
    sys.stderr.write(ended.stderr)
    last = (ended.stderr.strip().splitlines() or ["no message"])[-1]
    return f"it ended with status {ended.returncode}: {last}"
