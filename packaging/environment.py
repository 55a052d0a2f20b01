"""A virtual environment, and pip in it with words that help; needs only Python's standard library."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

from system_libraries import install, last_line

LEAST_PYTHON = (3, 11)
CPU_INDEX = "https://download.pytorch.org/whl/cpu"

# What pip says when it fails, and what helps.
HINTS = {
    "No space left": "The disk is full. With CUDA, torch needs 6 GB; with --cpu (Linux) 2 GB are enough.",
    "Temporary failure in name resolution": "Please check the network and run this again.",
    "NewConnectionError": "Please check the network and run this again.",
    "ReadTimeoutError": "The network is slow or broken: please run this again, it goes on where it stopped.",
    "No matching distribution": "There may be no build for this Python or this system: try another Python.",
    "MemoryError": "There is too little memory: please close other programs and run this again.",
}


def python_complaint(version: tuple[int, ...]) -> str | None:
    """One line where this Python is too old, naming a newer one if there is any."""
    if version >= LEAST_PYTHON:
        return None
    newer = [f"python3.{minor}" for minor in range(14, 10, -1) if shutil.which(f"python3.{minor}")]
    advice = f"please use {newer[0]} instead." if newer else "please install a newer one."
    return f"LatentLab needs Python 3.11 or newer, this is {version[0]}.{version[1]}: {advice}"


def make_venv(folder: Path, clear: bool) -> None:
    """Make a virtual environment with pip in it."""
    if importlib.util.find_spec("ensurepip") is None:  # Debian packs it apart
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
        install([name], f"Python needs {name} to make {folder.name}")
    print(f"Setting LatentLab up in {folder} (some minutes the first time)", flush=True)
    command = [sys.executable, "-m", "venv", *(["--clear"] if clear else []), str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{folder} could not be made: {last_line(done.stdout)}")


def pip(python: Path, arguments: list[str]) -> None:
    """Install, showing how it goes; where it fails, end with the lines that matter and what helps."""
    common = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off"]
    command = [str(python), "-m", "pip", "install", *common, *arguments]
    said: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            said.append(line.rstrip())
            show_progress(said[-1])
    if sys.stdout.isatty():
        print()
    if process.returncode != 0:
        raise SystemExit(pip_failure(said))


def show_progress(line: str) -> None:
    """One line on a terminal, written over; in a pipe the lines that tell of progress."""
    words = line.strip().split(" ")
    if words[0] not in ("Collecting", "Downloading", "Building", "Installing", "Preparing"):
        return
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns - 1
        print(f"\r{line.strip()[:width]:<{width}}", end="", flush=True)
    elif words[0] == "Downloading" or words[:2] == ["Installing", "collected"]:
        print(f"  {line.strip()[:100]}", flush=True)


def pip_failure(said: list[str]) -> str:
    """What matters of pip's words, and what to do."""
    errors = [line for line in said if line.lstrip().lower().startswith("error")]
    whole = "\n".join(said)
    hints = [hint for sign, hint in HINTS.items() if sign in whole]
    return "\n".join(["pip could not install LatentLab:", *(errors[-5:] or said[-8:]), *hints[:1]])


def python_in(folder: Path) -> Path:
    """The Python of a virtual environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
