"""The few facts that a run of the window writes down about itself when it begins."""

import json
import os
import time
from dataclasses import asdict, dataclass, fields
from typing import Any

from latentlab import __version__
from latentlab.last_run import process

_LATEST = 1e11  # the year 5138: what is later was never written by a clock


@dataclass(frozen=True, slots=True)
class Marker:
    """One run of the window: which process on which machine, since when, and the error that ended it."""

    pid: int
    birth: str  # of the process, as the system tells it
    boot: str  # of the machine, likewise
    host: str
    version: str  # of LatentLab
    opened: float  # seconds since 1970
    error: str = ""  # the traceback, once one has ended it

    @property
    def is_of_this_machine(self) -> bool:
        """Whether the process, if it lives, must be found here."""
        return self.is_of_this_boot or self.host == process.host()

    @property
    def is_of_this_boot(self) -> bool:
        """Whether the machine has certainly not been switched off since."""
        return bool(self.boot) and self.boot == process.boot()

    @property
    def has_ended(self) -> bool:
        """Whether the run is certainly over; of a run on another machine nothing is known."""
        if not self.is_of_this_machine:
            return False
        is_of_earlier_boot = bool(self.boot and process.boot()) and not self.is_of_this_boot
        return is_of_earlier_boot or not process.lives(self.pid, self.birth)

    def to_bytes(self) -> bytes:
        """The marker as it is kept in a file."""
        return json.dumps(asdict(self), indent=1).encode()


def own_marker() -> Marker:
    """The marker of this very process."""
    pid = os.getpid()
    return Marker(
        pid, process.birth_of(pid) or "", process.boot(), process.host(), __version__, round(time.time(), 3)
    )


def marker_from(content: bytes) -> Marker | None:
    """The marker in a file's content; None where it is none, as after a power cut."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or set(found) != {field.name for field in fields(Marker)}:
        return None
    return Marker(**found) if _is_sound(found) else None


def _is_sound(found: dict[str, Any]) -> bool:
    return (
        type(found["pid"]) is int
        and type(found["opened"]) in (int, float)
        and 0 <= found["opened"] <= _LATEST
        and all(_is_text(found[name]) for name in ("birth", "boot", "host", "version", "error"))
    )


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not any("\ud800" <= letter <= "\udfff" for letter in value)
