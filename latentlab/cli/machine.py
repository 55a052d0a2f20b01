"""What a run's numbers depend on, or say about the machine: versions, memory, time since the start."""

import platform
import sys
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from latentlab import __version__

_LIBRARIES = ("torch", "numpy", "scipy", "scikit-learn", "umap-learn", "openTSNE", "numba", "PySide6")


def versions() -> dict[str, str | None]:
    """Versions of Python, LatentLab and the libraries; None for one that is not installed."""
    return {
        "python": platform.python_version(),
        "latentlab": __version__,
        **{name: _version(name) for name in _LIBRARIES},
    }


def _version(name: str) -> str | None:
    for candidate in (name, f"{name}-Essentials"):
        try:
            return version(candidate)
        except PackageNotFoundError:
            continue
    return None


def peak_rss_mb() -> float | None:
    """The most memory this process has held, in millions of bytes; None where the system does not tell."""
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak * (1 if sys.platform == "darwin" else 1024) / 1e6, 1)


def seconds_since_start(fallback: float) -> float:
    """Seconds since this process began; where the system does not tell, since the moment `fallback`.

    fallback: a value of `time.perf_counter()`.
    """
    try:
        import os

        fields = Path("/proc/self/stat").read_text().rpartition(")")[2].split()
        began = int(fields[19]) / os.sysconf("SC_CLK_TCK")  # seconds after the boot
        return time.clock_gettime(time.CLOCK_BOOTTIME) - began
    except (OSError, ValueError, IndexError, AttributeError):
        return time.perf_counter() - fallback
