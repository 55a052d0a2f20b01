"""What Debian must know of the package, read off the bundle."""

from __future__ import annotations

import hashlib
import mmap
import re
from pathlib import Path

from system_libraries import package_of

PLACE = "opt/latentlab"
SYSTEM_LIBRARIES = Path(__file__).resolve().parent / "system-libraries.txt"

_MACHINES = {0x3E: "amd64", 0xB7: "arm64"}  # as the ELF header of the program names it
_OF_LIBC6 = {"libc.so.6", "libdl.so.2", "libm.so.6", "libpthread.so.0", "librt.so.1"}
_OPTIONAL = "libwayland-"  # without them the window opens through X
_OLDEST_GLIBC = (2, 28)  # what the wheels of PySide6 ask for at least
_DESCRIPTION = """\
train autoencoders and explore their latent space, live
 LatentLab trains an autoencoder on handwritten digits and shows its latent
 space while it forms: as PCA, t-SNE and UMAP, with a slider for each latent
 dimension. It brings its libraries along and needs no network."""


def control_file(bundle: Path, tree: Path, version: str, maintainer: str) -> bytes:
    """The package's own description; `tree` holds all that will be installed."""
    sizes = [path.stat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink()]
    fields = {
        "Package": "latentlab",
        "Version": debian_version(version),
        "Architecture": architecture(bundle),
        "Maintainer": maintainer,
        "Installed-Size": str(sum(sizes) // 1024 + 1),
        "Depends": ", ".join([f"libc6 (>= {least_glibc(bundle)})", *library_packages(optional=False)]),
        "Recommends": ", ".join(library_packages(optional=True)),
        "Section": "education",
        "Priority": "optional",
        "Description": _DESCRIPTION,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items()).encode()


def debian_version(version: str) -> str:
    """As Debian sorts versions: 0.2.0rc1 comes before 0.2.0 only if it is written 0.2.0~rc1."""
    return re.sub(r"\.?(a|b|rc|dev)(?=\d)", r"~\1", version)


def architecture(bundle: Path) -> str:
    """Debian's name of the machine that the program runs on; "all" where it is a script."""
    with (bundle / "latentlab").open("rb") as file:
        head = file.read(20)
    return _MACHINES[int.from_bytes(head[18:20], "little")] if head.startswith(b"\x7fELF") else "all"


def library_packages(optional: bool) -> list[str]:
    """Debian's packages for what a bundle takes from the system; optional: what it opens without as well."""
    lines = SYSTEM_LIBRARIES.read_text(encoding="utf-8").splitlines()
    libraries = {line.partition("#")[0].strip() for line in lines} - {"", *_OF_LIBC6}
    return sorted({package_of(name) for name in libraries if name.startswith(_OPTIONAL) == optional})


def least_glibc(bundle: Path) -> str:
    """The newest version of the C library that anything in the bundle asks for."""
    found = {_OLDEST_GLIBC}
    for path in bundle.rglob("*"):
        if path.is_file() and not path.is_symlink() and path.stat().st_size:
            found |= _glibc_versions(path)
    return "{}.{}".format(*max(found))


def _glibc_versions(path: Path) -> set[tuple[int, int]]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content[:4] != b"\x7fELF":
            return set()
        named = re.findall(rb"\0GLIBC_(\d+)\.(\d+)(?=[.\d]*\0)", content)
        return {(int(major), int(minor)) for major, minor in named}


def copyright_file(licence: str) -> bytes:
    """Debian's copyright file, from the text of the project's licence."""
    holder, _, terms = licence.partition("Copyright (c) ")[2].partition("\n\n")
    indented = "\n".join(f" {line}" if line else " ." for line in terms.strip().splitlines())
    return f"""\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: LatentLab
Comment: The libraries inside and their licences are listed in /{PLACE}/LICENCES.txt.

Files: *
Copyright: {holder}
License: Expat
{indented}

Files: {PLACE}/_internal/resources/digits/*
Copyright: Yann LeCun, Corinna Cortes, Christopher J. C. Burges
License: CC-BY-SA-3.0
 The whole text is in /{PLACE}/_internal/resources/digits/LICENCE.txt.
""".encode()


def md5sums(tree: Path) -> bytes:
    """The sums of all files, as `dpkg --verify` reads them."""
    lines = []
    for path in sorted(tree.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'md5').hexdigest()}  {path.relative_to(tree)}\n")
    return "".join(lines).encode()
