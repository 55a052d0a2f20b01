"""Small data sets written as IDX files, for the tests."""

import struct
from pathlib import Path

import numpy as np


def idx_bytes(values: np.ndarray) -> bytes:
    """The values (any shape, uint8) as an IDX file."""
    return struct.pack(f">4B{values.ndim}I", 0, 0, 8, values.ndim, *values.shape) + values.tobytes()


def write_data_set(folder: Path, train: int = 30, test: int = 10, size: int = 4) -> None:
    """A data set in torchvision's layout: image i is all of grey level i, with the label i modulo 10."""
    folder.mkdir(parents=True)
    for part, start, count in (("train", 0, train), ("t10k", train, test)):
        index = np.arange(start, start + count, dtype=np.uint8)
        images = np.broadcast_to(index[:, None, None], (count, size, size))
        (folder / f"{part}-images-idx3-ubyte").write_bytes(idx_bytes(np.ascontiguousarray(images)))
        (folder / f"{part}-labels-idx1-ubyte").write_bytes(idx_bytes(index % 10))
