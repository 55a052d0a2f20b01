"""Prove that the bundle works where nothing else is: `clean_room.py [--bundle DIR] [--json FILE]`.

Each room is a process with an environment of its own: no Python on PATH, an empty HOME, no network where
this system can take it away. The bundle must pass its self-test in all of them, and leave no traces.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from system_libraries import ensure_xvfb
from x_server import x_server

ROOT = Path(__file__).resolve().parent.parent
ODD_NAME = "a folder with spaces 한글"
_PATIENCE_S = 600
_SYSTEM = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}  # Windows' own


@dataclass(frozen=True)
class Room:
    """Where and how the bundle is started."""

    name: str
    program: Path
    folder: Path  # the working folder
    environment: dict[str, str] = field(default_factory=dict)
    home: str = ""


def main(arguments: list[str]) -> int:
    """Try every room; 1 if the bundle fails in any."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--bundle", type=Path, default=ROOT / "dist" / "latentlab")
    parser.add_argument("--json", type=Path)
    options = parser.parse_args(arguments)
    bundle = options.bundle.resolve()
    if not program_in(bundle).exists():
        print(f"Expected a bundle in {bundle}; packaging/build.py makes one.", file=sys.stderr)
        return 2
    before = contents(bundle)
    with tempfile.TemporaryDirectory(prefix="latentlab-room-") as scratch, screen() as display:
        results = [try_room(room) for room in rooms(bundle, Path(scratch), display)]
    changed = sorted(contents(bundle) ^ before)
    for place, _ in changed:
        print(f"FAILED  {place} in the bundle was changed by running it.")
    if options.json:
        options.json.write_text(json.dumps(results, indent=1), encoding="utf-8")
    passed = sum(result["passed"] for result in results)
    print(f"{passed} of {len(results)} rooms passed.")
    return 0 if passed == len(results) and not changed else 1


def rooms(bundle: Path, scratch: Path, display: str) -> Iterator[Room]:
    """Each room, made when its turn comes."""
    odd = scratch / ODD_NAME
    odd.mkdir()
    home, other_home = scratch / "home", scratch / "other home"
    home.mkdir()
    other_home.mkdir()
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    program = program_in(bundle)
    yield Room("an empty home", program, Path("/"), offscreen, str(home))
    yield Room("the same home again, from another folder", program, odd, offscreen, str(home))
    moved = odd / "latentlab"
    shutil.copytree(bundle, moved, copy_function=_link, symlinks=True)
    nowhere = "/proc/nobody/can/write/here"
    settings = {**offscreen, "LANG": "C", "LC_ALL": "C"}
    yield Room("moved to an odd path, no home, LC_ALL=C", program_in(moved), odd, settings, nowhere)
    if display:
        window = {"DISPLAY": display, "QT_FATAL_WARNINGS": "1"}
        yield Room("a real X window, Qt's warnings fatal", program, Path("/"), window, str(other_home))


def program_in(bundle: Path) -> Path:
    """The program that answers on a console; on macOS the one in the bundle's folder, not in the .app."""
    return bundle / ("latentlab-console.exe" if sys.platform == "win32" else "latentlab")


def try_room(room: Room) -> dict[str, Any]:
    """Run the self-test in a room and tell how it went."""
    with tempfile.TemporaryDirectory(prefix="latentlab-told-") as folder:
        told = Path(folder) / "told.json"
        environment = {"PATH": folder, "HOME": room.home, **_SYSTEM, **room.environment}
        command = [*without_network(), str(room.program), "self-test", "--json", str(told)]
        done = subprocess.run(
            command, cwd=room.folder, env=environment, capture_output=True, text=True, timeout=_PATIENCE_S
        )
        document = json.loads(told.read_text(encoding="utf-8")) if told.exists() else None
    problems = problems_of(room, done, document)
    print(f"{'FAILED' if problems else 'passed'}  {room.name}", flush=True)
    for problem in problems:
        print(f"        {problem}", flush=True)
    return {"room": room.name, "passed": not problems, "problems": problems, "self_test": document}


def problems_of(room: Room, done: subprocess.CompletedProcess[str], document: Any) -> list[str]:
    """What was not as it must be."""
    problems = [done.stderr.strip()[-800:] or "it said nothing"] if done.returncode else []
    if document is None:
        return [*problems, f"it ended with status {done.returncode} and told nothing"]
    if not document["frozen"]:
        problems.append("it was not the bundle that ran")
    window = next(part["facts"] for part in document["parts"] if part["name"] == "window")
    wanted = "xcb" if "DISPLAY" in room.environment else "offscreen"
    if window.get("platform") != wanted:
        problems.append(f"expected a window on {wanted}, got {window.get('platform')}")
    home = Path(room.home)
    kernels = [str(path) for path in home.rglob("*.nb[ic]")] if home.exists() else []
    return problems + [f"a kernel was compiled into {path}" for path in kernels]


def contents(bundle: Path) -> set[tuple[str, int]]:
    """Every file of a bundle with its time of change."""
    files = (path for path in bundle.rglob("*") if not path.is_dir())
    return {(str(path.relative_to(bundle)), path.lstat().st_mtime_ns) for path in files}


def without_network() -> list[str]:
    """What to put before a command to take the network away from it; nothing where that is not possible."""
    command = ["unshare", "--net"]
    if not shutil.which(command[0]) or subprocess.run([*command, "true"], capture_output=True).returncode:
        return []
    return [str(shutil.which(command[0])), *command[1:]]


@contextmanager
def screen() -> Iterator[str]:
    """The display of an X server of our own, on Linux; empty on other systems."""
    if sys.platform != "linux":
        yield ""
        return
    ensure_xvfb()
    with x_server() as display:
        yield display


def _link(source: str, target: str) -> None:
    """A copy that costs nothing where both are on one disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
