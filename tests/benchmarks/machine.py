"""What the figures depend on beside the program: the machine, and what else it was doing."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

_STAT = Path("/proc/stat")
_IDLE = (3, 4)  # columns of "cpu": idle, waiting for a disk


def machine() -> str:
    """Cores, Python and the load, in words."""
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}{load}"


@dataclass(frozen=True, slots=True)
class Busyness:
    """A moment, to be compared with a later one."""

    at_s: float
    all_s: float  # of processor time, all programs
    children_s: float  # that ended processes of this one took

    @classmethod
    def now(cls) -> "Busyness | None":
        """This moment; None where the system does not tell."""
        if not _STAT.exists():
            return None
        ticks = [int(text) for text in _STAT.read_text().split("\n", 1)[0].split()[1:9]]
        busy = sum(ticks) - sum(ticks[column] for column in _IDLE)
        times = os.times()
        return cls(
            perf_counter(),
            busy / os.sysconf("SC_CLK_TCK"),
            times.children_user + times.children_system,
        )


def others_share(before: Busyness | None, after: Busyness | None) -> float | None:
    """Share of the machine that other programs took, an X server among them; None where it is not known."""
    if before is None or after is None:
        return None
    others = (after.all_s - before.all_s) - (after.children_s - before.children_s)
    return max(0.0, others / ((after.at_s - before.at_s) * (os.cpu_count() or 1)))
