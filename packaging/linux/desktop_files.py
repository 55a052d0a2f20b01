"""What a Linux desktop knows LatentLab by: menu entry, file type, icons, below a prefix such as usr/."""

from __future__ import annotations

import os
import re
import shutil
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent


def desktop_files(bundle: Path, command: str) -> dict[str, bytes]:
    """Where below the prefix, and what it holds: menu entry, file type, icons.

    bundle: whose icons are taken; command: how the menu entry starts the program, a path without blanks.
    """
    entry = (HERE / "share" / "latentlab.desktop").read_text(encoding="utf-8")
    entry = re.sub(r"^(Exec|TryExec)=latentlab", rf"\1={command}", entry, flags=re.MULTILINE)
    files = {
        "share/applications/latentlab.desktop": entry.encode(),
        "share/mime/packages/latentlab.xml": (HERE / "share" / "latentlab.xml").read_bytes(),
    }
    pictures = bundle / "_internal" / "resources" / "icons"
    for name, target in (
        ("latentlab", "apps/latentlab"),
        ("latentlab-session", "mimetypes/application-x-latentlab-session"),
    ):
        for picture in sorted(pictures.glob(f"{name}-[0-9]*.png")):
            size = picture.stem.rpartition("-")[2]
            files[f"share/icons/hicolor/{size}x{size}/{target}.png"] = picture.read_bytes()
        files[f"share/icons/hicolor/scalable/{target}.svg"] = (pictures / f"{name}.svg").read_bytes()
    return files


def copy_program(bundle: Path, target: Path) -> None:
    """Copy a bundle without its installer, which has nothing to do where a package installs it."""

    def ignored(folder: str, names: list[str]) -> set[str]:
        return {"install.sh", "share"} & set(names) if Path(folder) == bundle else set()

    shutil.copytree(bundle, target, symlinks=True, ignore=ignored, copy_function=_link_or_copy)


def _link_or_copy(source: str, target: str) -> None:
    try:
        os.link(source, target)  # a second name takes no room
    except OSError:
        shutil.copy2(source, target)


def project_version() -> str:
    """The version of the program, as pyproject.toml has it."""
    text = (HERE.parents[1] / "pyproject.toml").read_text(encoding="utf-8")
    return str(tomllib.loads(text)["project"]["version"])
