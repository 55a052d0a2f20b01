"""Keeps the mark of a running window in the user's state folder, and takes it away at a good end."""

import faulthandler
import os
import secrets
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from latentlab.atomic import write_whole
from latentlab.errors import LatentLabError, SurroundingsError
from latentlab.last_run.marker import Marker, own_marker

MARKER, CRASH, FRESH = ".run", ".crash", ".new"
_LONGEST_ERROR = 20_000  # letters of a traceback; its end says the most


class Mark:
    """A marker and a crash file of this run; without a folder to write to, nothing, and no complaint."""

    def __init__(self, folder: Path | None = None) -> None:
        self._marker: Marker | None = None
        self._path: Path | None = None
        self._crash: BinaryIO | None = None
        with suppress(OSError):
            self._begin(folder or runs_folder())

    def touch(self) -> None:
        """Note that the run still lives: the time of the marker is the last at which it was seen."""
        if self._path is not None:
            with suppress(OSError):
                os.utime(self._path)

    def fail(self, error: BaseException) -> None:
        """Note the error that ends the run."""
        if self._path is not None and self._marker is not None:
            text = "".join(traceback.format_exception(error)).encode("utf-8", "replace").decode()
            with suppress(SurroundingsError):
                write_whole(self._path, replace(self._marker, error=text[-_LONGEST_ERROR:]).to_bytes())

    def end(self) -> None:
        """A good end: nothing is left to tell of; may be said more than once."""
        path, self._path = self._path, None
        if self._crash is not None:
            faulthandler.disable()
            self._crash.close()
        if path is not None:
            for file in (path.with_suffix(CRASH), path):
                with suppress(OSError):
                    file.unlink()

    def _begin(self, folder: Path) -> None:
        if not folder.is_absolute():
            return  # a user without a home: nothing belongs into the working folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._marker = own_marker()
        path = folder / f"{self._marker.pid}-{secrets.token_hex(4)}{MARKER}"
        fresh = path.with_suffix(FRESH)  # another window must never see half a marker
        with open(_create(fresh), "wb") as file:
            file.write(self._marker.to_bytes())
        self._path = fresh.rename(path)
        self._crash = open(_create(path.with_suffix(CRASH)), "wb", buffering=0)  # noqa: SIM115
        faulthandler.enable(self._crash)


def _create(path: Path) -> int:
    """A new file for this user alone."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


@contextmanager
def marked_run(folder: Path | None = None) -> Iterator[Mark]:
    """Mark a run of the window: where an error that is a bug ends it, the next start can tell of it."""
    mark = Mark(folder)
    try:
        yield mark
    except LatentLabError:  # told by whoever started the program
        mark.end()
        raise
    except Exception as error:
        mark.fail(error)
        raise
    except BaseException:  # the user's own wish
        mark.end()
        raise
    mark.end()


def runs_folder() -> Path:
    """Where the marks of this user's windows are kept."""
    import platformdirs

    return platformdirs.user_state_path("latentlab", appauthor=False) / "runs"
