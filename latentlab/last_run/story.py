"""Finds the runs that ended badly, puts them into the log, and tells each of them once."""

import time
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from latentlab.bug_log import log_text
from latentlab.last_run import process
from latentlab.last_run.mark import CRASH, FRESH, MARKER, runs_folder
from latentlab.last_run.marker import Marker, marker_from

_CLAIMED = ".told"
_OURS = (MARKER, CRASH, FRESH, _CLAIMED, ".part")
_MOST = 200_000  # bytes read of a file; a stack of every thread is shorter
_STALE_S = 30 * 86_400.0  # what no start of the window can judge is forgotten after a month


class Cause(Enum):
    """How a run ended that did not end as it should."""

    NATIVE = auto()  # a crash in native code
    ERROR = auto()  # a Python error that nothing caught
    OUTSIDE = auto()  # something ended the process, while the machine went on
    POWER = auto()  # the machine has been switched off or restarted since
    UNKNOWN = auto()  # one of the last two


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of one run that ended badly."""

    cause: Cause
    version: str  # of LatentLab; empty where nothing is left of the marker, and so are the times then
    opened: float | None  # seconds since 1970
    last_seen: float  # likewise: the moment of the crash or the error, else at most a minute before the end
    details: str = ""  # the stack of the crash, or the traceback

    @property
    def summary(self) -> str:
        """The line of the details that says what went wrong."""
        lines = self.details.strip().splitlines() or [""]
        return lines[0] if self.cause is Cause.NATIVE else lines[-1]


def take_stories(folder: Path | None = None) -> tuple[Story, ...]:
    """The runs that ended badly since this was last asked, in their order; from now on they are in the log.

    Never raises: a folder that cannot be read tells nothing.
    """
    stories: list[Story] = []
    with suppress(OSError):
        place = folder or runs_folder()
        found = sorted(place.iterdir()) if place.is_absolute() else []
        for path in found:
            story = _take(path) if path.suffix == MARKER else None
            if story is not None:
                _log(story)
                stories.append(story)
        _forget_stale(found)
    return tuple(sorted(stories, key=lambda story: story.last_seen))


def _take(path: Path) -> Story | None:
    """The story of a run that has ended; None where it lives, or another window was quicker to tell."""
    try:
        marker = marker_from(_read(path))
        if not (_number_is_free(path) if marker is None else marker.has_ended):
            return None
        claimed = path.rename(path.with_suffix(_CLAIMED))  # only one of several windows can do that
    except OSError:
        return None
    story = _story(marker, claimed)
    for file in (path.with_suffix(CRASH), claimed):
        with suppress(OSError):
            file.unlink()
    return story


def _story(marker: Marker | None, claimed: Path) -> Story:
    crash = claimed.with_suffix(CRASH)
    version, opened = (marker.version, marker.opened) if marker else ("", None)
    stack = ""
    with suppress(OSError):
        stack = _read(crash).decode("utf-8", "replace")
    if marker is not None and marker.error:
        return Story(Cause.ERROR, version, opened, _modified(claimed), f"{stack}\n{marker.error}".strip())
    if stack:
        return Story(Cause.NATIVE, version, opened, _modified(crash), stack)
    return Story(_cause_unseen(marker), version, opened, _modified(claimed))


def _cause_unseen(marker: Marker | None) -> Cause:
    """Nothing was written down at the end: the machine's boot tells what that may mean."""
    if marker is None or not (marker.boot and process.boot()):
        return Cause.UNKNOWN
    return Cause.OUTSIDE if marker.is_of_this_boot else Cause.POWER


def _number_is_free(path: Path) -> bool:
    """Whether no process at all has the number in the name of an unreadable marker."""
    number = path.name.partition("-")[0]
    return not (number.isascii() and number.isdigit() and process.lives(int(number[:12]), ""))


def _forget_stale(found: list[Path]) -> None:
    """Remove what is left of runs on machines that never came back, and of windows that died in telling."""
    before = time.time() - _STALE_S
    for path in found:
        if path.suffix in _OURS and _newest(path) < before:
            with suppress(OSError):
                path.unlink()


def _newest(path: Path) -> float:
    """When the run of a file was last seen: the crash file of one that lives on stays as old as its start."""
    marker = path.with_suffix(MARKER)
    return max(_modified(path), _modified(marker))


def _modified(path: Path) -> float:
    with suppress(OSError):
        return path.stat().st_mtime
    return 0.0


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST)


def _log(story: Story) -> None:
    what = {
        Cause.NATIVE: "crashed in native code",
        Cause.ERROR: "was stopped by an error",
        Cause.OUTSIDE: "was ended from outside",
        Cause.POWER: "was open when the computer went down, or was ended from outside before",
        Cause.UNKNOWN: "was ended from outside, or the computer went down",
    }[story.cause]
    when = time.strftime("%Y-%m-%d %H:%M:%S %z", time.localtime(story.last_seen))
    log_text(
        f"An earlier window (latentlab {story.version or 'unknown'}) {what}; last seen {when}.", story.details
    )
