"""A bundle, a home and a desktop that stand in for real ones."""

import os
import shutil
import stat
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"

# Answers --version; otherwise writes down how it was called.
PROGRAM = """#!/bin/sh
case ${1-} in --version) echo "latentlab 9.8.7"; exit ;; esac
printf '%s\\n' "$0" "$@" > "$RECORD"
"""


def make_bundle(folder: Path) -> Path:
    """What `packaging/build.py` leaves in `dist/latentlab`, with a small shell script for the program."""
    pictures = folder / "_internal" / "resources" / "icons"
    pictures.mkdir(parents=True)
    for picture in (ROOT / "resources" / "icons").glob("latentlab*"):
        shutil.copy(picture, pictures)
    shutil.copy(LINUX / "install.sh", folder)
    shutil.copytree(LINUX / "share", folder / "share")
    put_program(folder, PROGRAM)
    return folder


def tool(name: str) -> str:
    """The path of a program of the machine; skips the test where there is none."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


def put_program(bundle: Path, text: str) -> None:
    program = bundle / "latentlab"
    program.write_text(text, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH)


def tree(folder: Path) -> dict[str, bytes | str | None]:
    """Everything below a folder: what files hold, where links lead, None for a folder."""
    found: dict[str, bytes | str | None] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = os.readlink(path)
        else:
            found[name] = path.read_bytes() if path.is_file() else None
    return found


@dataclass
class Desk:
    """One user with a home folder, before a bundle."""

    home: Path
    bundle: Path
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.home / ".local" / "share"

    @property
    def app(self) -> Path:
        return self.data / "latentlab-app"

    @property
    def entry(self) -> Path:
        return self.data / "applications" / "latentlab.desktop"

    @property
    def defaults(self) -> Path:
        return self.home / ".config" / "mimeapps.list"

    @property
    def surroundings(self) -> dict[str, str]:
        """What programs find around them: nothing of the machine that the tests run on but its tools."""
        plain = {"HOME": str(self.home), "PATH": os.environ["PATH"], "LANG": "C"}
        return plain | {"RECORD": str(self.home.parent / "record")} | self.environment

    def sh(self, script: Path, *arguments: str, shell: str = "sh") -> subprocess.CompletedProcess[str]:
        """Run a script of the bundle, or of an installation."""
        return subprocess.run(
            [*shell.split(), str(script), *arguments],
            env=self.surroundings,
            cwd=self.home.parent,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=60,
            check=False,
        )

    def install(self, *arguments: str, shell: str = "sh") -> str:
        """Install, and fail the test if that fails; returns what was said."""
        done = self.sh(self.bundle / "install.sh", *arguments, shell=shell)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout

    def remove(self, *arguments: str, shell: str = "sh") -> str:
        """Remove with the script that the installation left."""
        done = self.sh(self.app / "install.sh", "--remove", *arguments, shell=shell)
        assert (done.returncode, done.stderr) == (0, ""), done.stderr
        return done.stdout

    def refusal(self, *arguments: str) -> tuple[int, str]:
        """The status and the one line of an install.sh that refuses."""
        done = self.sh(self.bundle / "install.sh", *arguments)
        assert done.returncode != 0
        assert done.stderr.count("\n") == 1, done.stderr
        return done.returncode, done.stderr.removeprefix("install.sh: ").strip()

    def called_with(self) -> list[str]:
        """How the program was called: its own name, its arguments."""
        return Path(self.surroundings["RECORD"]).read_text(encoding="utf-8").splitlines()
