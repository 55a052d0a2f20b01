"""Refuses a torch that is missing, broken or too old, before anything else stumbles over it."""

import re
import sys
from contextlib import suppress

from latentlab.errors import SurroundingsError

LEAST = (2, 4)


def require_torch() -> str:
    """Import torch and return its version. Raises SurroundingsError unless it works and is new enough."""
    least = ".".join(str(part) for part in LEAST)
    try:
        import torch

        version = str(torch.__version__)
    except Exception as error:  # a broken installation raises ImportError, OSError, RuntimeError and others
        raise SurroundingsError(
            "LatentLab needs torch {least} or newer, but importing torch failed: {reason}.",
            least=least,
            reason=str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__,
        ) from error
    if _numbers(version) < LEAST:
        raise SurroundingsError(
            "LatentLab needs torch {least} or newer, got {got}.", least=least, got=version
        )
    return version


def load_before_qt() -> None:
    """Import torch on Windows, where its libraries are reported not to load after Qt's (WinError 1114).

    Not verified: there was no Windows to try it on. What goes wrong is told by `require_torch`.
    """
    if sys.platform == "win32":
        with suppress(Exception):
            import torch  # noqa: F401


def _numbers(version: str) -> tuple[int, int]:
    """Major and minor number; what cannot be read counts as too old."""
    found = re.match(r"(\d+)\.(\d+)", version)
    return (int(found[1]), int(found[2])) if found else (0, 0)
