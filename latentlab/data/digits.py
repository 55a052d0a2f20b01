"""The 5,000 digits that travel with the program, checked by their SHA-256."""

import hashlib
import io
from pathlib import Path

import numpy as np

from latentlab.data.catalog import CATALOG
from latentlab.data.image_set import ImageSet
from latentlab.errors import DataError, SurroundingsError
from latentlab.resources import resource

NAME = "mnist-5k"


def open_digits() -> ImageSet:
    """The bundled digits: 5,000 images of 28×28, 500 a class, ordered by class.

    Raises DataError where the file is not the one that was shipped.
    """
    return read_digits(resource("digits", f"{NAME}.npz"))


def read_digits(path: Path) -> ImageSet:
    """The digits in the file `path`, whose SHA-256 lies beside it."""
    packed = _checked_bytes(path)
    with np.load(io.BytesIO(packed), allow_pickle=False) as arrays:
        return ImageSet(NAME, arrays["images"], arrays["labels"], CATALOG[NAME].classes)


def _checked_bytes(path: Path) -> bytes:
    checksum_path = path.with_name(f"{path.name}.sha256")
    try:
        packed = path.read_bytes()
        expected = checksum_path.read_text(encoding="ascii", errors="replace").split(maxsplit=1)[:1]
    except OSError as error:
        raise SurroundingsError(
            "The bundled digits could not be read from {path}: {reason}. Please install LatentLab anew.",
            path=error.filename or path,
            reason=error.strerror or str(error),
        ) from error
    found = hashlib.sha256(packed).hexdigest()
    if expected != [found]:
        raise DataError(
            "The bundled digits are damaged: expected {path} to have the SHA-256 {expected}, found {found}. "
            "Please install LatentLab anew.",
            path=path,
            expected=expected[0] if expected else "(none)",
            found=found,
        )
    return packed
