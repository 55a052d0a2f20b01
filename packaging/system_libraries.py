"""The system libraries that Qt needs on Linux: which are missing, and getting them with apt."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# Loads what a window loads, part by part, and prints "file<TAB>reason" for each part that does not load.
PROBE = """
import ctypes, importlib.util, pathlib
qt = pathlib.Path(importlib.util.find_spec("PySide6").origin).parent / "Qt"
names = "Core DBus Gui Widgets OpenGL OpenGLWidgets Svg Network Test XcbQpa".split()
parts = [qt / "lib" / f"libQt6{name}.so.6" for name in names]
parts += [qt / "plugins/platforms" / f"lib{name}.so" for name in ("qxcb", "qoffscreen")]
parts += sorted((qt / "plugins/xcbglintegrations").glob("*.so"))
for part in parts:
    if part.exists():
        try:
            ctypes.CDLL(str(part))
        except OSError as error:
            print(part, error, sep="\\t")
"""

# Debian names the package after the library (see `package_of`), but for these.
ODD_PACKAGES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libbrotlidec.so.1": "libbrotli1",
    "libGLdispatch.so.0": "libglvnd0",
    "libz.so.1": "zlib1g",
}


def missing_libraries(python: Path) -> list[str]:
    """The libraries that `python`'s Qt looks for in vain, by the name that it looks for; sorted."""
    probe = subprocess.run([str(python), "-c", PROBE], capture_output=True, text=True)
    if probe.returncode != 0:
        raise SystemExit(f"Qt (PySide6) could not be examined: {last_line(probe.stderr)}")
    missing: set[str] = set()
    for line in probe.stdout.splitlines():
        part, _, reason = line.partition("\t")
        # The loader names one library at a time; ldd, where it is there, names all.
        missing |= named_in_error(reason) | named_by_ldd(_ldd(part))
    return sorted(missing)


def named_in_error(reason: str) -> set[str]:
    """The library that the loader's message complains of."""
    return set(re.findall(r"^(\S+\.so[.\d]*): cannot open shared object file", reason))


def named_by_ldd(output: str) -> set[str]:
    """The libraries that ldd did not find."""
    return set(re.findall(r"^\s*(\S+) => not found", output, flags=re.MULTILINE))


def _ldd(part: str) -> str:
    if not shutil.which("ldd"):
        return ""
    return subprocess.run(["ldd", part], capture_output=True, text=True).stdout


def package_of(library: str) -> str:
    """Debian's package for a library: libX11.so.6 is in libx11-6, libEGL.so.1 in libegl1."""
    if library in ODD_PACKAGES:
        return ODD_PACKAGES[library]
    name, _, version = library.partition(".so.")
    name = name.lower().replace("_", "-")
    dash = "-" if name[-1].isdigit() and version else ""
    return f"{name}{dash}{version}"


def ensure_libraries(python: Path) -> None:
    """Install what Qt misses, or end with the one line that the user can run."""
    missing = missing_libraries(python)
    if not missing:
        return
    install([package_of(library) for library in missing], f"Qt needs {', '.join(missing)}")
    still = missing_libraries(python)
    if still:
        raise SystemExit(f"Qt still does not find {', '.join(still)}: please install what holds them.")


def ensure_xvfb() -> None:
    """The tests open a real X window on a display of their own."""
    if not shutil.which("Xvfb"):
        install(["xvfb"], "The tests need Xvfb")


def install(packages: list[str], reason: str) -> None:
    """Install Debian packages, or end with one line that says how."""
    line = "apt-get install -y --no-install-recommends " + " ".join(sorted(set(packages)))
    if not shutil.which("apt-get"):
        raise SystemExit(f"{reason}. Please install it (on Debian and Ubuntu: {line}), then run this again.")
    rights = rights_prefix()
    if rights is None:
        raise SystemExit(f"{reason}. Please run this, then try again: sudo {line}")
    print(f"{reason}: {' '.join([*rights, line])}", flush=True)
    _apt([*rights, "apt-get", "-q", "update"])  # where it fails, the lists at hand may do
    done = _apt([*rights, *line.split()])
    if done.returncode != 0:
        raise SystemExit(f"apt-get failed: {last_line(done.stdout)}\nPlease run this by hand: sudo {line}")


def rights_prefix() -> list[str] | None:
    """What to put before apt-get: nothing for root, sudo where it asks no password, None where neither is."""
    if sys.platform != "linux":
        return None
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    if shutil.which("sudo") and subprocess.run([*sudo, "true"], capture_output=True).returncode == 0:
        return sudo
    return None


def _apt(command: list[str]) -> subprocess.CompletedProcess[str]:
    wait = ["-o", "DPkg::Lock::Timeout=60"]  # another apt may be at work on a machine that has just started
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(
        command + wait, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def last_line(text: str) -> str:
    """The last line that says something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
