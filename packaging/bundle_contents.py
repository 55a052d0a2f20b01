"""What goes into the bundle, and what of the libraries stays out because LatentLab never uses it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path

# Never imported: umap's own start compiles for 20 s on a new machine, so the map takes three of its modules.
_UNUSED_MODULES = (
    "umap.umap_", "umap.parametric_umap", "umap.aligned_umap", "umap.plot", "umap.validation",
    "pynndescent", "IPython", "PySide6.QtNetwork", "_pytest", "attr", "curses", "defusedxml",
    "hypothesis", "lib2to3", "matplotlib", "mypy", "pandas", "psutil", "pydoc_data", "pytest", "readline",
    "setuptools", "tensorboard", "tensorflow", "tkinter", "triton",
)  # fmt: skip

# Removed from the build's environment, so that nothing they need is followed either.
UNUSED_FILES = (
    "PIL/_avif*",
    "PySide6/Qt/plugins/egldeviceintegrations",
    "PySide6/Qt/plugins/generic",
    "PySide6/Qt/plugins/networkinformation",
    "PySide6/Qt/plugins/platforms/*eglfs*",
    "PySide6/Qt/plugins/platforms/*linuxfb*",
    "PySide6/Qt/plugins/platforms/*minimalegl*",
    "PySide6/Qt/plugins/platforms/*vkkhrdisplay*",
    "PySide6/Qt/plugins/platforms/*vnc*",
    "PySide6/Qt/plugins/platformthemes/*gtk3*",  # brings GTK, of the build machine's own age
    "PySide6/Qt/plugins/tls",
    "numba/np/ufunc/tbbpool*",
    "torch/bin/*",
    "torch/include",
    "torch/lib/*.a",
    "torch/share",
    "torch/test",
)

_USED_AFTER_ALL = re.compile(r"torch_shm_manager")  # torch looks for it at its import
# Taken from the system: graphics drivers there were built with a newer one than the bundle's would be.
_SYSTEMS_OWN = re.compile(r"^lib(gcc_s|stdc\+\+)\.so")
_TESTS = re.compile(r"(^|[./])tests([./]|$)")
_QT_TRANSLATIONS = re.compile(r"PySide6/(Qt/)?translations/(?!qtbase_)")
_NEVER = re.compile(
    r"(^|/)(lib)?(\w+_)?(cuda|cublas|cudnn|cufft|cusparse|curand|nccl|nvrtc|nvjpeg|triton)[\w.-]*\.(so|dll)"
)


def unused_modules(with_torchvision: bool) -> list[str]:
    """Names for PyInstaller not to follow."""
    return [*_UNUSED_MODULES, *([] if with_torchvision else ["torchvision"])]


def remove_unused(site_packages: Path) -> None:
    """Take what is never used out of an environment that is there for the bundle alone."""
    for pattern in UNUSED_FILES:
        for path in site_packages.glob(pattern):
            if _USED_AFTER_ALL.match(path.name):
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


def is_wanted_module(name: str) -> bool:
    """Whether a Python module is no part of a library's own tests."""
    return _TESTS.search(name) is None


def is_wanted_file(place: str) -> bool:
    """Whether a file is of use, judged by its place in the bundle."""
    place = place.replace("\\", "/")
    unwanted = (_TESTS, _QT_TRANSLATIONS, _SYSTEMS_OWN)
    return not any(pattern.search(place) for pattern in unwanted)


def cuda_files(places: Iterable[str]) -> list[str]:
    """Those of the places in a bundle that belong to CUDA or triton."""
    return sorted(place for place in places if _NEVER.search(place.replace("\\", "/")))
