"""What must hold for a bundle before it may leave: its size, its libraries, nothing that does not belong."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from bundle_contents import cuda_files

MOST_UNPACKED_MB, MOST_PACKED_MB = 1_300, 480
KERNELS = Path("_internal", "resources", "kernels")
SYSTEM_LIBRARIES = Path(__file__).parent / "linux" / "system-libraries.txt"


def check_bundle(bundle: Path, cuda: bool, with_data: bool) -> None:
    """End the build with all that is wrong with the unpacked bundle."""
    problems = [*_misplaced_kernels(bundle)]
    if not cuda:
        places = [str(path.relative_to(bundle)) for path in bundle.rglob("*")]
        problems += [f"{place} belongs to CUDA" for place in cuda_files(places)]
    if not cuda and not with_data:
        problems += too_large("The bundle", size_mb(bundle), MOST_UNPACKED_MB)
    if sys.platform == "linux":
        problems += unexpected_libraries(bundle)
    _end_with(problems)
    print(f"{bundle.name}/ is sound: {size_mb(bundle):,.0f} MB.")


def check_packed(archive: Path, cuda: bool, with_data: bool) -> None:
    """End the build if the archive is too large."""
    if not cuda and not with_data:
        _end_with(too_large(archive.name, size_mb(archive), MOST_PACKED_MB))


def too_large(name: str, mb: float, most: float) -> list[str]:
    """The complaint about a size, if there is one."""
    return [f"{name} has {mb:,.0f} MB; at most {most:,.0f} MB are allowed"] if mb > most else []


def size_mb(path: Path) -> float:
    """Size of a file, or of all files in a folder, in millions of bytes; a link counts nothing."""
    files = [path] if path.is_file() else [file for file in path.rglob("*") if not file.is_symlink()]
    return sum(file.stat().st_size for file in files if file.is_file()) / 1e6


def unexpected_libraries(bundle: Path) -> list[str]:
    """The libraries that the bundle takes from the system, or misses, though nobody allowed it to."""
    if not shutil.which("ldd"):
        return ["ldd is needed to check the bundle's libraries"]
    allowed = allowed_libraries(SYSTEM_LIBRARIES.read_text(encoding="utf-8"))
    environment = {**os.environ, "LD_LIBRARY_PATH": str(bundle / "_internal")}
    problems: dict[str, str] = {}
    for file in _programs(bundle):
        told = subprocess.run(["ldd", str(file)], capture_output=True, text=True, env=environment).stdout
        for name, place in resolved(told):
            is_inside = place is not None and Path(place).resolve().is_relative_to(bundle.resolve())
            if not is_inside and name not in allowed:
                where = "is missing" if place is None else "comes from the system"
                problems.setdefault(name, f"{name} {where}, needed by {file.relative_to(bundle)}")
    return sorted(problems.values())


def allowed_libraries(text: str) -> set[str]:
    """The names in the list of what a system must have of its own; # begins a comment."""
    return {line.partition("#")[0].strip() for line in text.splitlines()} - {""}


def resolved(told_by_ldd: str) -> list[tuple[str, str | None]]:
    """Each library's name, and where it was found; None where it was not."""
    found = re.findall(r"^\s*(\S+) => (not found|\S+)", told_by_ldd, flags=re.MULTILINE)
    return [(name, None if place == "not found" else place) for name, place in found]


def _programs(bundle: Path) -> list[Path]:
    """Every ELF file: executables and libraries."""
    files = (path for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())
    return [path for path in files if _is_elf(path)]


def _is_elf(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _misplaced_kernels(bundle: Path) -> list[str]:
    """Kernels must be where the program looks for them, and nowhere else."""
    folders = {path.parent.relative_to(bundle) for path in bundle.rglob("*.nbi")}
    problems = [f"{folder} holds compiled kernels that nobody looks for" for folder in folders - {KERNELS}]
    return problems if KERNELS in folders else [*problems, f"{KERNELS} holds no compiled kernels"]


def _end_with(problems: list[str]) -> None:
    if problems:
        raise SystemExit("\n".join(["The bundle is not fit to leave:", *(f"  {line}." for line in problems)]))
