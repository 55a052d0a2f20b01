"""The compiled kernels that travel inside a bundle, found by numba on any machine and in any folder."""

import hashlib
import os
import sys
from pathlib import Path
from types import FunctionType

from latentlab.resources import resource_folder

_PROCESSOR = {"NUMBA_CPU_NAME": "generic", "NUMBA_CPU_FEATURES": ""}


class BundledKernels:
    """Numba's place for a kernel in one flat folder, known by the kernel's source and by nothing else.

    Numba's own places depend on where the program lies and from where it is started. This has the methods
    that numba asks of such a place; `NUMBA_CACHE_LOCATOR_CLASSES` names it.
    """

    folder: Path  # set before numba compiles or looks for anything

    def __init__(self, function: FunctionType, file: str) -> None:
        self._line = function.__code__.co_firstlineno
        self._source = Path(file)

    @classmethod
    def from_function(cls, function: FunctionType, file: str) -> "BundledKernels":
        """The place for this function of that source file."""
        return cls(function, file)

    def get_cache_path(self) -> str:
        """The folder."""
        return str(self.folder)

    def ensure_cache_path(self) -> None:
        """Make the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)

    def get_source_stamp(self) -> str:
        """What a kernel must have been made from."""
        return hashlib.sha256(self._source.read_bytes()).hexdigest()

    def get_disambiguator(self) -> str:
        """What tells functions of the same name apart."""
        return str(self._line)


def use_bundled_kernels() -> bool:
    """Let numba take the kernels of this bundle; returns whether there are any. To be called before numba."""
    folder = resource_folder(Path(__file__).parents[1]) / "kernels"
    if not hasattr(sys, "_MEIPASS") or not folder.is_dir():
        return False
    keep_kernels_in(folder)
    return True


def keep_kernels_in(folder: Path) -> None:
    """Let numba look for kernels in this folder, and put there what it compiles, for any processor."""
    BundledKernels.folder = folder
    os.environ.update(_PROCESSOR)
    os.environ["NUMBA_CACHE_LOCATOR_CLASSES"] = f"{__name__}.{BundledKernels.__name__}"
