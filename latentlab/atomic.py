"""Writes a file whole or not at all."""

import os
import secrets
import shutil
from pathlib import Path

from latentlab.errors import SurroundingsError


def write_whole(path: Path, content: bytes | memoryview) -> None:
    """Write `content` to `path`; until all of it is on the disk, what was there before stays.

    A device or a pipe is written to directly. Raises SurroundingsError, naming the file and the reason.
    """
    target = Path(os.path.realpath(path))  # a link stays a link
    try:
        if target.exists() and not target.is_file():
            _write(os.open(target, os.O_WRONLY), content)
        else:
            _replace(target, content)
    except OSError as error:
        raise SurroundingsError(
            "{file} could not be written: {reason}. Nothing that was there before is lost; "
            "choose another place or make room.",
            file=str(path),
            reason=error.strerror or str(error),
        ) from error


def _replace(target: Path, content: bytes | memoryview) -> None:
    beside = target.with_name(f".latentlab-{secrets.token_hex(6)}.part")
    try:
        _write(
            os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666), content
        )
        if target.exists():
            shutil.copymode(target, beside)
        os.replace(beside, target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    _sync_folder(target.parent)


def _write(descriptor: int, content: bytes | memoryview) -> None:
    with open(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        try:
            os.fsync(file.fileno())
        except OSError as error:
            if file.seekable():  # a pipe cannot be synced, a disk must be
                raise error


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError:
        pass  # some network file systems refuse; the file itself is safe
    finally:
        os.close(descriptor)
