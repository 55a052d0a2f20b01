"""The clean environment that the bundle is built in; needs only Python's standard library."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from bundle_contents import UNUSED_FILES, remove_unused
from environment import CPU_INDEX, make_venv, pip, python_in
from system_libraries import ensure_libraries, last_line


@dataclass(frozen=True)
class BuildOrder:
    """Which torch the bundle is to carry; neither is PyTorch's own build without CUDA."""

    torch: str | None = None
    cuda: bool = False


def build_environment(folder: Path, root: Path, order: BuildOrder) -> Path:
    """An environment with the project, PyInstaller and the ordered torch; returns its Python.

    What was made for the same order and the same project file is taken again.
    """
    stamp = folder / "latentlab-build.json"
    project = hashlib.sha256((root / "pyproject.toml").read_bytes() + os.fsencode(root)).hexdigest()
    made_from = {"project": project, "python": sys.version, "without": list(UNUSED_FILES), **asdict(order)}
    python = python_in(folder)
    if _read(stamp) == made_from:
        return python
    make_venv(folder, clear=folder.exists())
    for arguments in pip_steps(order, root):
        pip(python, arguments)
    if sys.platform == "linux":
        ensure_libraries(python)
    _drop_broken_torchvision(python)
    remove_unused(_site_packages(python))
    stamp.write_text(json.dumps(made_from), encoding="utf-8")
    return python


def pip_steps(order: BuildOrder, root: Path) -> list[list[str]]:
    """The arguments of each call of pip."""
    torch = [order.torch] if order.torch else []
    # Only Linux and Windows know builds with CUDA; elsewhere pip's own is without.
    takes_index = not order.torch and not order.cuda and sys.platform in ("linux", "win32")
    first = [["--index-url", CPU_INDEX, "torch", "torchvision"]] if takes_index else []
    return [*first, ["--editable", f"{root}[bundle]", *torch]]


def torchvision_problem(python: Path) -> str | None:
    """Why torchvision cannot be part of the bundle; None where it can."""
    done = subprocess.run([str(python), "-c", "import torchvision"], capture_output=True, text=True)
    return None if done.returncode == 0 else last_line(done.stderr)


def without_torchvision(python: Path) -> str | None:
    """Why the bundle goes without torchvision; None where it has it."""
    note = _site_packages(python) / "latentlab-without-torchvision.txt"
    return note.read_text(encoding="utf-8") if note.exists() else None


def _drop_broken_torchvision(python: Path) -> None:
    """Beside some builds of torch, torchvision fails to import: half of it must not travel along."""
    problem = torchvision_problem(python)
    if problem is None:
        return
    note = _site_packages(python) / "latentlab-without-torchvision.txt"
    note.write_text(f"it does not work beside this torch ({problem})", encoding="utf-8")
    command = [str(python), "-m", "pip", "uninstall", "--yes", "--quiet", "torchvision"]
    subprocess.run(command, check=True)


def _site_packages(python: Path) -> Path:
    code = "import sysconfig; print(sysconfig.get_path('platlib'))"
    told = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True)
    return Path(told.stdout.strip())


def _read(stamp: Path) -> object:
    try:
        return json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
