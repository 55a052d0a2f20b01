"""Gives the benchmarks a screen: the one there is, else an X server of their own."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[2] / "packaging"))

from x_server import x_server

SCREEN = "3200x1600x24"  # room for a window around a plot of 1920×1080


@contextmanager
def display() -> Iterator[str]:
    """While open, Qt finds something to draw on; says what it is."""
    if chosen := os.environ.get("QT_QPA_PLATFORM"):
        yield f"the platform {chosen}, as QT_QPA_PLATFORM says"
    elif os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        yield "the display there is"
    elif shutil.which("Xvfb") is None:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield "no screen (neither a display nor Xvfb): Qt's offscreen platform"
    else:
        with x_server(SCREEN) as name:
            os.environ["DISPLAY"] = name
            try:
                yield f"an X server of its own, {SCREEN}"
            finally:
                del os.environ["DISPLAY"]
