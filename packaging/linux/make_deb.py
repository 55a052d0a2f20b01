"""Lays out a Debian package of the bundle in build/deb, and has dpkg-deb pack it.

    python3 packaging/linux/make_deb.py [--bundle dist/latentlab] [--out dist] [--maintainer "NAME <ADDRESS>"]

The program goes into /opt/latentlab. To install: apt install ./latentlab_VERSION_ARCHITECTURE.deb
"""

from __future__ import annotations

import argparse
import gzip
import os
import shutil
import subprocess
import sys
from email.utils import formatdate
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "packaging")]

from linux.debian_control import PLACE, architecture, control_file, copyright_file, debian_version, md5sums  # noqa: E402
from linux.desktop_files import copy_program, desktop_files, project_version  # noqa: E402

BUILD = ROOT / "build" / "deb"


def main(arguments: list[str]) -> int:
    """Do what the command line says; returns the exit status."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--bundle", type=Path, default=ROOT / "dist" / "latentlab", metavar="DIR")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR")
    parser.add_argument("--maintainer", default=_this_user())
    options = parser.parse_args(arguments)
    if not (options.bundle / "latentlab").is_file():
        print(f"There is no bundle in {options.bundle}: build it with packaging/build.py.", file=sys.stderr)
        return 1
    version = project_version()
    lay_out(options.bundle, BUILD, version, options.maintainer)
    if not shutil.which("dpkg-deb"):
        print(
            f"dpkg-deb is not on PATH: the package is laid out in {BUILD}, but not packed.", file=sys.stderr
        )
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    path = options.out / f"latentlab_{debian_version(version)}_{architecture(options.bundle)}.deb"
    # -z2: the libraries inside are packed nearly as small as by the default, in a fifth of the time.
    subprocess.run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z2", "--build", BUILD, path], check=True)
    return 0


def lay_out(bundle: Path, tree: Path, version: str, maintainer: str) -> None:
    """Make `tree` what dpkg-deb packs: the files as they will lie on the disk, and what Debian must know."""
    shutil.rmtree(tree, ignore_errors=True)
    copy_program(bundle, tree / PLACE)
    files = {
        f"usr/{place}": content for place, content in desktop_files(bundle, f"/{PLACE}/latentlab").items()
    }
    files["usr/share/doc/latentlab/copyright"] = copyright_file(
        (ROOT / "LICENSE").read_text(encoding="utf-8")
    )
    files["usr/share/doc/latentlab/changelog.gz"] = _changelog(version, maintainer)
    for place, content in files.items():
        (tree / place).parent.mkdir(parents=True, exist_ok=True)
        (tree / place).write_bytes(content)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / "latentlab").symlink_to(f"/{PLACE}/latentlab")
    _let_everybody_read(tree)
    _write_control(tree, control_file(bundle, tree, version, maintainer))


def _write_control(tree: Path, control: bytes) -> None:
    sums = md5sums(tree)
    folder = tree / "DEBIAN"
    folder.mkdir(mode=0o755)
    (folder / "control").write_bytes(control)
    (folder / "md5sums").write_bytes(sums)
    if (tree / PLACE / "latentlab.ini").is_file():  # the lab's own settings: changed ones outlive an update
        (folder / "conffiles").write_text(f"/{PLACE}/latentlab.ini\n", encoding="utf-8")


def _changelog(version: str, maintainer: str) -> bytes:
    text = (
        f"latentlab ({debian_version(version)}) stable; urgency=medium\n\n  * LatentLab {version}.\n\n"
        f" -- {maintainer}  {formatdate()}\n"
    )
    return gzip.compress(text.encode(), 9, mtime=0)


def _let_everybody_read(tree: Path) -> None:
    """Whatever mask the bundle was built with."""
    for path in [tree, *tree.rglob("*")]:
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)


def _this_user() -> str:
    """Who packs it, as Debian's own tools find out."""
    name = os.environ.get("DEBFULLNAME", "The LatentLab authors")
    return f"{name} <{os.environ.get('DEBEMAIL', 'latentlab@localhost.localdomain')}>"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
