"""Keeps the traceback of a bug where a person can find it."""

import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from latentlab import __version__


def log_bug(error: BaseException) -> str:
    """Append the traceback to the log; returns a sentence that says where it is."""
    try:
        path = _append("".join(traceback.format_exception(error)))
    except OSError as problem:
        return f"{error}; the log could not be written ({problem.strerror})."
    return f"What happened is in {path}."


def log_text(title: str, details: str = "") -> None:
    """Append something that is known without an error at hand; a log that cannot be written is no matter."""
    with suppress(OSError):
        _append(f"{title}\n{details}".rstrip() + "\n")


def log_path() -> Path:
    """The log of this user."""
    import platformdirs

    return platformdirs.user_log_path("latentlab", appauthor=False) / "latentlab.log"


def _append(text: str) -> Path:
    path = log_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"--- {datetime.now(UTC).isoformat()} latentlab {__version__}\n")
        file.write(text)
    return path
