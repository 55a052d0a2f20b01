"""Where numba keeps what it compiled."""

import os
import tempfile
from pathlib import Path
from types import ModuleType

from latentlab.latent.bundled_kernels import use_bundled_kernels


def numba_with_cache() -> ModuleType:
    """Import numba with the kernels of the bundle, or with a cache in a private folder.

    The environment may name another folder. The index of a cache is a pickle, so its folder is open to this
    user alone. Where none can be written, a folder that goes with the process takes its place: slower to
    start, and nothing else is lost.
    """
    is_supplied = use_bundled_kernels()
    import numba

    if not is_supplied and not numba.config.CACHE_DIR:
        numba.config.CACHE_DIR = _private_folder() or _passing_folder()
    module: ModuleType = numba
    return module


def _private_folder() -> str | None:
    from platformdirs import user_cache_path

    folder = user_cache_path("latentlab", appauthor=False) / "numba"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return str(folder) if _is_private(folder) else None


def _is_private(folder: Path) -> bool:
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()


def _passing_folder() -> str:
    import atexit
    import shutil

    folder = tempfile.mkdtemp(prefix="latentlab-numba-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
