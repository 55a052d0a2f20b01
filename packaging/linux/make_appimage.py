"""Lays out an AppImage of the bundle in build/LatentLab.AppDir, and has appimagetool pack it.

python3 packaging/linux/make_appimage.py [--bundle dist/latentlab] [--out dist]
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "packaging")]

from linux.desktop_files import copy_program, desktop_files, project_version  # noqa: E402

BUILD = ROOT / "build" / "LatentLab.AppDir"
APP_RUN = """\
#!/bin/sh
# APPDIR is where the image is mounted; without it this is a folder that was unpacked.
exec "${APPDIR:-$(dirname -- "$(readlink -f -- "$0")")}/usr/lib/latentlab/latentlab" "$@"
"""


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--bundle", type=Path, default=ROOT / "dist" / "latentlab", metavar="DIR")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    options = parser.parse_args(arguments)
    if not (options.bundle / "latentlab").is_file():
        print(f"There is no bundle in {options.bundle}: build it with packaging/build.py.", file=sys.stderr)
        return 1
    lay_out(options.bundle, BUILD)
    if not shutil.which("appimagetool"):
        print(
            f"appimagetool is not on PATH: the image is laid out in {BUILD}, but not packed.", file=sys.stderr
        )
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"LatentLab-{project_version()}-{platform.machine()}.AppImage"
    environment = {**os.environ, "ARCH": platform.machine(), "VERSION": project_version()}
    subprocess.run(["appimagetool", "--no-appstream", str(BUILD), str(path)], env=environment, check=True)
    return 0


def lay_out(bundle: Path, folder: Path) -> None:
    """Make `folder` an AppDir: AppRun, entry and icon at its top, the program and the rest below usr/."""
    shutil.rmtree(folder, ignore_errors=True)
    copy_program(bundle, folder / "usr" / "lib" / "latentlab")
    for place, content in desktop_files(bundle, "latentlab").items():
        path = folder / "usr" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    (folder / "usr" / "bin").mkdir()
    (folder / "usr" / "bin" / "latentlab").symlink_to("../lib/latentlab/latentlab")
    (folder / "AppRun").write_text(APP_RUN, encoding="utf-8")
    (folder / "AppRun").chmod(0o755)
    (folder / "latentlab.desktop").symlink_to("usr/share/applications/latentlab.desktop")
    (folder / "latentlab.png").symlink_to("usr/share/icons/hicolor/256x256/apps/latentlab.png")
    (folder / ".DirIcon").symlink_to("latentlab.png")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
