"""Has Inno Setup make the installer for Windows of the bundle.

py packaging\\windows\\make_installer.py [--bundle dist\\latentlab] [--out dist]
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "packaging")]

from windows.version_info import version_numbers  # noqa: E402

SCRIPT = ROOT / "packaging" / "windows" / "latentlab.iss"


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--bundle", type=Path, default=ROOT / "dist" / "latentlab", metavar="DIR")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    options = parser.parse_args(arguments)
    if not (options.bundle / "latentlab.exe").is_file():
        print(f"There is no bundle in {options.bundle}: build it with packaging/build.py.", file=sys.stderr)
        return 1
    compiler = find_compiler()
    if compiler is None:
        print("Inno Setup (iscc.exe, 6.3 or newer) is neither on PATH nor in Program Files.", file=sys.stderr)
        return 1
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return subprocess.run(command(compiler, options.bundle, options.out, version)).returncode


def find_compiler() -> str | None:
    """Inno Setup's compiler, on PATH or where its own installer puts it."""
    folders = [os.environ.get(name, "") for name in ("ProgramFiles(x86)", "ProgramFiles", "LOCALAPPDATA")]
    places = [Path(folder) / inner for folder in folders if folder for inner in ("", "Programs")]
    usual = [place / f"Inno Setup {number}" / "ISCC.exe" for place in places for number in (7, 6)]
    return shutil.which("iscc") or next((str(path) for path in usual if path.is_file()), None)


def command(compiler: str, bundle: Path, out: Path, version: str) -> list[str]:
    """The compiler's command line."""
    numbers = ".".join(map(str, version_numbers(version)))
    defines = {"AppVersion": version, "VersionNumbers": numbers, "Bundle": str(bundle.resolve())}
    return [
        compiler,
        "/Qp",
        *(f"/D{name}={value}" for name, value in defines.items()),
        f"/O{out.resolve()}",
        str(SCRIPT),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
