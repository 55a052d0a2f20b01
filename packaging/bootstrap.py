"""Set LatentLab up in .venv, then open it or run all its checks; needs only Python's standard library.

    python3 packaging/bootstrap.py run  [--cpu] [--torch SPEC] [arguments of latentlab ...]
    python3 packaging/bootstrap.py test [--cpu] [--torch SPEC] [--long] [arguments of pytest ...]

--cpu         on Linux, take torch and torchvision from PyTorch's index of builds without CUDA: 5 GB less
--torch SPEC  install this build of torch, for example torch==2.13.0
--long        run the tests marked long as well, as CI does
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from environment import CPU_INDEX, make_venv, pip, python_complaint, python_in
from system_libraries import ensure_libraries, ensure_xvfb

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "latentlab-setup.json"


@dataclass(frozen=True)
class Order:
    """What the command line asks for."""

    command: str
    cpu: bool = False
    torch: str | None = None
    rest: tuple[str, ...] = ()
    long: bool = False


@dataclass(frozen=True)
class Setup:
    """What .venv was made from; the same again means that nothing is to be done."""

    project: str = ""  # hash of the project file and of where it lies
    python: str = ""
    dev: bool = False
    cpu: bool = False
    torch: str | None = None


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status."""
    complaint = python_complaint(sys.version_info[:2])
    if complaint:
        print(complaint, file=sys.stderr)
        return 1
    if arguments[:1] in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    order = parse(arguments)
    if order is None:
        print(__doc__, file=sys.stderr)
        return 2
    set_up(order)
    return test(order.rest, order.long) if order.command == "test" else run(order.rest)


def parse(arguments: list[str]) -> Order | None:
    """The order, or None where there is none; our own options stand before the arguments passed on."""
    if not arguments or arguments[0] not in ("run", "test"):
        return None
    order, rest = Order(arguments[0]), list(arguments[1:])
    ours = ("--cpu", "--torch", "--long") if order.command == "test" else ("--cpu", "--torch")
    while rest and rest[0].split("=")[0] in ours:
        option, _, value = rest.pop(0).partition("=")
        if option == "--cpu":
            order = replace(order, cpu=True)
        elif option == "--long":
            order = replace(order, long=True)
        elif value or rest:
            order = replace(order, torch=value or rest.pop(0))
        else:
            return None
    return replace(order, rest=tuple(rest))


def set_up(order: Order) -> None:
    """Make .venv what the order needs, or find that it is."""
    done = read_stamp()
    wanted = wanted_setup(done, order)
    if done != wanted or not venv_python().exists():
        make_venv(VENV, clear=must_start_anew(done, wanted))
        write_stamp(replace(wanted, project=""))  # begun: a later start goes on with the same choices
        for arguments in pip_steps(wanted):
            pip(venv_python(), arguments)
        if sys.platform == "linux":
            ensure_libraries(venv_python())
        write_stamp(wanted)
    if order.command == "test" and sys.platform == "linux":
        ensure_xvfb()


def wanted_setup(done: Setup, order: Order) -> Setup:
    """What the order needs, keeping what was chosen in an earlier one."""
    project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes() + os.fsencode(ROOT))
    return Setup(
        project=project.hexdigest(),
        python=sys.version,
        dev=done.dev or order.command == "test",
        cpu=done.cpu or order.cpu,
        torch=order.torch or done.torch,
    )


def must_start_anew(done: Setup, wanted: Setup) -> bool:
    """Whether what is in .venv would stand in the way: another Python, another build of torch."""
    known = done != Setup()
    return known and (done.python, done.cpu, done.torch) != (wanted.python, wanted.cpu, wanted.torch)


def read_stamp() -> Setup:
    """What .venv was made from; the empty set-up where that is not known."""
    try:
        return Setup(**json.loads(STAMP.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return Setup()


def write_stamp(setup: Setup) -> None:
    """Record what .venv was made from."""
    STAMP.write_text(json.dumps(asdict(setup)), encoding="utf-8")


def pip_steps(setup: Setup) -> list[list[str]]:
    """The arguments of each call of pip."""
    project = f"{ROOT}[dev]" if setup.dev else str(ROOT)
    torch = [setup.torch] if setup.torch else []
    from_cpu_index = ["--index-url", CPU_INDEX, *(torch or ["torch"]), "torchvision"]
    first = [from_cpu_index] if setup.cpu and sys.platform == "linux" else []
    # The build asked for is named again: otherwise pip may exchange it to suit another package.
    return [*first, ["--editable", project, *torch]]


def run(arguments: tuple[str, ...]) -> int:
    """Open the window, or do the subcommand."""
    if opens_window(arguments) and not has_display(os.environ):
        program = VENV / "bin" / "latentlab"
        print(
            f"There is no display to open the window on: `{program} screenshot --out window.png` draws it "
            f"into a file, `{program} self-test` checks this installation.",
            file=sys.stderr,
        )
        return 1
    # -P: a file beside the user must not be taken for one of our modules.
    command = [str(venv_python()), "-P", "-m", "latentlab", *arguments]
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(command[0], command)
    return subprocess.call(command)


def opens_window(arguments: tuple[str, ...]) -> bool:
    """Whether these arguments name no subcommand."""
    first = arguments[0] if arguments else ""
    if first.startswith("-"):
        return first not in ("-h", "--help", "--version")
    return not first.replace("-", "").isalpha()


def has_display(environment: Mapping[str, str]) -> bool:
    """Whether Qt has somewhere to open a window."""
    if sys.platform != "linux":
        return True
    return any(environment.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def test(arguments: tuple[str, ...], long: bool) -> int:
    """Run every check, pytest last; returns 0 only if all passed."""
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    failed: list[str] = []
    for name, command in checks(arguments, long):
        if name == "pytest" and failed:
            print(f"Failed before pytest: {', '.join(failed)}", flush=True)
        print(f"── {name} ──", flush=True)
        if subprocess.run(command, cwd=ROOT, env=environment).returncode != 0:
            failed.append(name)
    return 1 if failed else 0


def checks(arguments: tuple[str, ...], long: bool = False) -> list[tuple[str, list[str]]]:
    """Each check's name and command, in order; without the long tests, pytest runs files in two processes."""
    python = str(venv_python())
    # An -m or -n among the arguments comes later, and counts.
    which = [] if long else ["-m", "not long", "-n", "2", "--dist", "loadfile"]
    return [
        ("ruff check", [python, "-m", "ruff", "check", "."]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", "."]),
        ("mypy", [python, "-m", "mypy"]),
        ("import-linter", [str(venv_python().with_name("lint-imports"))]),
        ("pytest", [python, "-m", "pytest", *which, *arguments]),
    ]


def venv_python() -> Path:
    """The Python in .venv."""
    return python_in(VENV)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
