"""IDX files, the format of MNIST and its kin, read with every size checked."""

import struct
from dataclasses import dataclass
from math import prod
from pathlib import Path

import numpy as np

from latentlab.errors import DataError, SurroundingsError

UNSIGNED_BYTE = 0x08


@dataclass(frozen=True, slots=True)
class IdxHeader:
    """What the first bytes of an IDX file promise."""

    shape: tuple[int, ...]
    bytes_before: int  # where the values begin


def read_idx(path: Path, dimensions: int) -> np.ndarray:
    """The values of an IDX file of unsigned bytes: `dimensions` axes, uint8.

    Raises DataError, naming the file, where its header or size is not what it should be.
    """
    header = read_header(path, dimensions)
    try:
        values = np.fromfile(path, dtype=np.uint8, offset=header.bytes_before)
    except OSError as error:
        raise _unreadable(path, error) from error
    if values.size != prod(header.shape):  # it shrank since its size was checked
        raise _wrong_size(path, header, header.bytes_before + values.size)
    return values.reshape(header.shape)


def read_header(path: Path, dimensions: int) -> IdxHeader:
    """The header alone, checked against the size of the file; raises DataError as `read_idx` does."""
    bytes_before = 4 + 4 * dimensions
    try:
        with path.open("rb") as file:
            start = file.read(bytes_before)
            size = file.seek(0, 2)
    except OSError as error:
        raise _unreadable(path, error) from error
    _check_magic(path, start, dimensions)
    if len(start) < bytes_before:
        raise _too_short(path, bytes_before, len(start))
    header = IdxHeader(struct.unpack(f">{dimensions}I", start[4:]), bytes_before)
    if size != bytes_before + prod(header.shape):
        raise _wrong_size(path, header, size)
    return header


def _check_magic(path: Path, start: bytes, dimensions: int) -> None:
    expected = bytes([0, 0, UNSIGNED_BYTE, dimensions])
    if start[:4] == expected:
        return
    if expected.startswith(start[:4]):
        raise _too_short(path, 4 + 4 * dimensions, len(start))
    raise DataError(
        "{path} is not an IDX file of unsigned bytes with {dimensions} dimensions: expected it to begin "
        "with {expected}, found {found}. Please download it again.",
        path=path,
        dimensions=dimensions,
        expected=expected.hex(" "),
        found=start[:4].hex(" "),
    )


def _too_short(path: Path, expected: int, found: int) -> DataError:
    return DataError(
        "{path} is cut short: expected a header of {expected} bytes, found {found} bytes in the whole file. "
        "Please download it again.",
        path=path,
        expected=expected,
        found=found,
    )


def _wrong_size(path: Path, header: IdxHeader, size: int) -> DataError:
    return DataError(
        "{path} is damaged: its header announces {shape} values, expected {expected:,} bytes in all, found "
        "{found:,}. Please download it again.",
        path=path,
        shape=" × ".join(str(length) for length in header.shape),
        expected=header.bytes_before + prod(header.shape),
        found=size,
    )


def _unreadable(path: Path, error: OSError) -> DataError | SurroundingsError:
    if isinstance(error, FileNotFoundError):
        return DataError("{path} is missing: expected an IDX file there.", path=path)
    return SurroundingsError(
        "{path} could not be read: {reason}.", path=path, reason=error.strerror or str(error)
    )
