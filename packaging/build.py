"""Build the bundle that people double-click, check it, and pack it: everything into dist/.

    python3 packaging/build.py [--torch SPEC | --cuda] [--with-data DIR] [--format FORMAT] [--no-archive]

Without --torch or --cuda, torch comes from PyTorch's index of builds without CUDA. Needs only Python's
standard library; the environment that it builds in is made in build/.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive import FORMATS, default_format, pack
from build_environment import BuildOrder, build_environment, without_torchvision
from bundle_checks import check_bundle, check_packed
from dataset_folder import collect_datasets
from environment import python_complaint

ROOT = Path(__file__).resolve().parent.parent
BUILD, DIST = ROOT / "build", ROOT / "dist"
BUNDLE = DIST / "latentlab"


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status."""
    complaint = python_complaint(sys.version_info[:2])
    if complaint:
        print(complaint, file=sys.stderr)
        return 1
    options = parse(arguments)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    order = BuildOrder(options.torch, options.cuda)
    with step("Environment"):
        python = build_environment(BUILD / "venv", ROOT, order)
        reason = without_torchvision(python)
        if reason:
            print(f"torchvision is left out of the bundle: {reason}. Downloads will be greyed there.")
    data = None
    if options.with_data:
        with step("Data sets"):
            data = collect_datasets(options.with_data, BUILD / "data")
    with step("Kernels"):
        kernels = make_kernels(python)
    with step("Bundle"):
        freeze(python, version, kernels, data, with_torchvision=not reason)
        add_companions(BUNDLE)
    with step("Components"):
        list_components(python, version)
    with step("Checks"):
        check_bundle(BUNDLE, cuda=options.cuda, with_data=data is not None)
    if options.archive:
        with step("Archive"):
            packed = pack(BUNDLE, DIST, version, options.format)
            check_packed(packed, cuda=options.cuda, with_data=data is not None)
    return 0


def parse(arguments: list[str]) -> argparse.Namespace:
    """The options; wrong ones end the program with status 2."""
    parser = argparse.ArgumentParser("build.py", description=(__doc__ or "").partition("\n")[0])
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--torch", metavar="SPEC", help="what pip is to install, for example torch==2.13.0")
    source.add_argument("--cuda", action="store_true", help="pip's own torch, with CUDA: a bundle of 5 GB")
    parser.add_argument("--with-data", type=Path, metavar="DIR", help="put the data sets in DIR inside")
    parser.add_argument("--format", choices=FORMATS, default=default_format())
    parser.add_argument("--no-archive", dest="archive", action="store_false", help="leave only the folder")
    return parser.parse_args(arguments)


def make_kernels(python: Path) -> Path:
    """Compile the kernels that travel along; returns their folder."""
    folder = BUILD / "kernels"
    shutil.rmtree(folder, ignore_errors=True)
    run([str(python), str(ROOT / "packaging" / "make_kernels.py"), str(folder)])
    return folder


def freeze(python: Path, version: str, kernels: Path, data: Path | None, with_torchvision: bool) -> None:
    """Run PyInstaller; what it says is kept in build/pyinstaller.log."""
    shutil.rmtree(BUNDLE, ignore_errors=True)
    command = [str(python), "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"]
    command += ["--distpath", str(DIST), "--workpath", str(BUILD / "work")]
    command += [
        str(ROOT / "packaging" / "latentlab.spec"),
        "--",
        "--version",
        version,
        "--kernels",
        str(kernels),
    ]
    command += ["--data", str(data)] if data else []
    command += ["--torchvision"] if with_torchvision else []
    log = BUILD / "pyinstaller.log"
    with log.open("w", encoding="utf-8") as output:
        done = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        raise SystemExit("\n".join([*lines, f"PyInstaller failed; its whole output is in {log}."]))


def add_companions(bundle: Path) -> None:
    """Put beside the program what belongs at the top of its folder."""
    shutil.copy(ROOT / "LICENSE", bundle / "LICENSE.txt")
    shutil.copy(ROOT / "packaging" / "latentlab.example.ini", bundle)
    if sys.platform == "linux":
        shutil.copy(ROOT / "packaging" / "linux" / "install.sh", bundle)
        shutil.copytree(ROOT / "packaging" / "linux" / "share", bundle / "share", dirs_exist_ok=True)


def list_components(python: Path, version: str) -> None:
    """Write which components are in the bundle, with their licences, into it and beside it."""
    found = BUILD / "work" / "latentlab" / "components.json"
    run([str(python), str(ROOT / "packaging" / "sbom.py"), str(found), str(BUNDLE), version])
    shutil.copy(BUNDLE / "sbom.cdx.json", DIST / f"latentlab-{version}.cdx.json")


def run(command: list[str]) -> None:
    """Run a part of the build; where it fails, the build ends with its status."""
    done = subprocess.run(command, cwd=ROOT)
    if done.returncode != 0:
        raise SystemExit(f"The build stopped: {Path(command[1]).name} ended with status {done.returncode}.")


@contextmanager
def step(name: str) -> Iterator[None]:
    """Tell what is being done, and how long it took."""
    print(f"── {name} ──", flush=True)
    began = time.monotonic()
    yield
    print(f"   {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
