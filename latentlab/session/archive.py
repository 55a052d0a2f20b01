"""A zip of named parts, written the same way every time and read without trusting it."""

import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from latentlab.errors import SessionError

_MOST_PARTS = 64
# Larger parts are stored as they are: a part that unfolds to more than this is a bomb, not a session.
_MOST_UNFOLDED_BYTES = 64 * 2**20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,  # compressed or encrypted in a way that we never write
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)


def pack(parts: Mapping[str, bytes]) -> memoryview:
    """One zip of `parts`, in their order; the same parts give the same bytes."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            small = len(content) <= _MOST_UNFOLDED_BYTES
            entry.compress_type = zipfile.ZIP_DEFLATED if small else zipfile.ZIP_STORED
            archive.writestr(entry, content)
    return buffer.getbuffer()


class Archive:
    """The parts of a zip that somebody may have made to hurt us."""

    def __init__(self, file: str, archive: zipfile.ZipFile) -> None:
        self.file = file
        self._archive = archive
        entries = archive.infolist()
        self._entries = {entry.filename: entry for entry in entries}
        if len(entries) > _MOST_PARTS or len(self._entries) < len(entries):
            raise SessionError(
                "{file} must hold at most {most} parts of different names, got {got}.",
                file=file,
                most=_MOST_PARTS,
                got=len(entries),
            )

    def read(self, name: str, most_bytes: int) -> bytes:
        """The part called `name`. Raises SessionError where it is missing, broken, or says it is larger."""
        entry = self._entries.get(name)
        if entry is None:
            raise SessionError("{file} must hold {part}, but it is missing.", file=self.file, part=name)
        if entry.compress_type == zipfile.ZIP_DEFLATED:
            most_bytes = min(most_bytes, _MOST_UNFOLDED_BYTES)
        elif entry.compress_type != zipfile.ZIP_STORED or entry.compress_size != entry.file_size:
            raise SessionError(
                "{part} in {file} must be deflated or stored, but is packed otherwise.",
                file=self.file,
                part=name,
            )
        if entry.file_size > most_bytes:
            raise SessionError(
                "{part} in {file} must be at most {most} bytes, got {got}.",
                file=self.file,
                part=name,
                most=most_bytes,
                got=entry.file_size,
            )
        return self._read(entry)

    def _read(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            with self._archive.open(entry) as part:
                content = part.read(entry.file_size + 1)  # without a number it unfolds up to 2 GB at once
        except _BROKEN as error:
            raise SessionError(
                "{part} in {file} is damaged ({reason}).", file=self.file, part=entry.filename, reason=error
            ) from error
        if len(content) != entry.file_size:
            raise SessionError(
                "{part} in {file} must be {expected} bytes, got {got}.",
                file=self.file,
                part=entry.filename,
                expected=entry.file_size,
                got=len(content),
            )
        return content


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Open a zip for reading. Raises SessionError where it is none."""
    if not path.exists():
        raise SessionError("There is no file {file}.", file=str(path))
    if not path.is_file():
        raise SessionError("{file} must be a .latentlab file, but is not a file.", file=str(path))
    try:
        archive = zipfile.ZipFile(path)
    except PermissionError as error:
        raise SessionError(
            "{file} may not be read: {reason}.", file=str(path), reason=error.strerror
        ) from error
    except _BROKEN as error:
        raise SessionError(
            "{file} must be a .latentlab file, which is a zip, but is not one or is cut short ({reason}).",
            file=str(path),
            reason=error,
        ) from error
    with archive:
        yield Archive(str(path), archive)
