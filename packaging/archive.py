"""Packs the bundle into one file that can be handed on, with its checksum beside it."""

from __future__ import annotations

import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

FORMATS = ("gz", "xz", "zip")
_SYSTEMS = {"linux": "linux", "win32": "windows", "darwin": "macos"}


def default_format() -> str:
    """Linux unpacks .tar.gz quickest; Windows and macOS open .zip with a double-click."""
    return "gz" if sys.platform == "linux" else "zip"


def pack(bundle: Path, folder: Path, version: str, form: str) -> Path:
    """Pack the bundle into `folder`, with a .sha256 file for `sha256sum --check`; returns the archive."""
    stem = f"latentlab-{version}-{_SYSTEMS.get(sys.platform, sys.platform)}-{platform.machine().lower()}"
    source = bundle.parent / "LatentLab.app" if sys.platform == "darwin" else bundle
    archive = folder / f"{stem}.{'zip' if form == 'zip' else f'tar.{form}'}"
    archive.unlink(missing_ok=True)
    if form == "zip":
        _zip(source, archive)
    else:
        _tar(source, archive, form)
    digest = _sha256(archive)
    archive.with_name(f"{archive.name}.sha256").write_text(f"{digest}  {archive.name}\n", encoding="ascii")
    print(f"{archive.name}: {archive.stat().st_size / 1e6:,.0f} MB, SHA-256 {digest}")
    return archive


def _tar(source: Path, archive: Path, form: str) -> None:
    """By the system's own tools where they are there: they use every core."""
    packers = {"gz": ["pigz", "-6"], "xz": ["xz", "-T0", "-3"]}
    packer = packers[form]
    if shutil.which("tar") and shutil.which(packer[0]):
        owner = ["--owner=0", "--group=0", "--numeric-owner", "--sort=name"]
        command = ["tar", "--create", *owner, f"--use-compress-program={' '.join(packer)}"]
        subprocess.run(
            [*command, f"--file={archive}", f"--directory={source.parent}", source.name], check=True
        )
        return
    preset = {"preset": 3} if form == "xz" else {"compresslevel": 6}
    with tarfile.open(archive, f"w:{form}", **preset) as packed:  # type: ignore[call-overload]
        packed.add(source, source.name, filter=_owned_by_nobody)


def _owned_by_nobody(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    return member


def _zip(source: Path, archive: Path) -> None:
    """By the system's own tool on macOS, which alone keeps the links inside a program."""
    if sys.platform == "darwin":
        subprocess.run(["ditto", "-c", "-k", "--keepParent", str(source), str(archive)], check=True)
        return
    shutil.make_archive(str(archive.with_suffix("")), "zip", source.parent, source.name)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
