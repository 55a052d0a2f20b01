"""Keeps the traceback of a bug where a person can find it."""

import traceback
from datetime import UTC, datetime
from pathlib import Path

from latentlab import __version__


def log_bug(error: BaseException) -> str:
    """Append the traceback to the log; returns a sentence that says where it is."""
    try:
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"--- {datetime.now(UTC).isoformat()} latentlab {__version__}\n")
            file.write("".join(traceback.format_exception(error)))
    except OSError as problem:
        return f"{error}; the log could not be written ({problem.strerror})."
    return f"What happened is in {path}."


def log_path() -> Path:
    """The log of this user."""
    import platformdirs

    return platformdirs.user_log_path("latentlab", appauthor=False) / "latentlab.log"
