"""Arrays as `.npy` bytes, read only where they are just what was announced."""

import tokenize
from io import BytesIO

import numpy as np
from numpy.lib import format as npy

from latentlab.errors import SessionError
from latentlab.session.archive import Archive
from latentlab.silence import silenced

_HEADER_BYTES = 4_096


def array_bytes(values: np.ndarray) -> bytes:
    """The array as the bytes of an `.npy` file."""
    buffer = BytesIO()
    npy.write_array(buffer, np.ascontiguousarray(values), version=(1, 0), allow_pickle=False)
    return buffer.getvalue()


def read_array(archive: Archive, name: str, shape: tuple[int, ...], dtype: str) -> np.ndarray:
    """The part called `name`, an array of its own. Raises SessionError unless it has this shape and type."""
    wanted = np.dtype(dtype)
    bytes_wanted = int(np.prod(shape, dtype=object)) * wanted.itemsize
    buffer = BytesIO(archive.read(name, bytes_wanted + _HEADER_BYTES))
    came = _header(archive.file, name, buffer)
    values = buffer.read()
    if came != (shape, False, wanted) or len(values) != bytes_wanted:
        raise SessionError(
            "{part} in {file} must be {shape} {dtype}, got {got_shape} {got_dtype} in {got_bytes} bytes.",
            part=name,
            file=archive.file,
            shape=shape,
            dtype=wanted.name,
            got_shape=came[0],
            got_dtype=came[2].name,
            got_bytes=len(values),
        )
    return np.frombuffer(values, wanted).reshape(shape).copy()


def _header(file: str, name: str, buffer: BytesIO) -> tuple[tuple[int, ...], bool, np.dtype]:
    """Shape, whether columns come first, and type, as the file itself says."""
    try:
        with silenced():
            if npy.read_magic(buffer) != (1, 0):
                raise ValueError("not version 1.0")
            return npy.read_array_header_1_0(buffer, max_header_size=_HEADER_BYTES)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError, tokenize.TokenError) as error:
        raise SessionError(
            "{part} in {file} must be an .npy array, but its header is not one ({reason}).",
            part=name,
            file=file,
            reason=str(error).partition("\n")[0],
        ) from error
