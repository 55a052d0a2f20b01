"""A real X server of one's own, on a free display; needs only Python's standard library and Xvfb."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def x_server(screen: str = "1920x1080x24") -> Iterator[str]:
    """Start Xvfb and give the display, for example ":3"; ends it when done."""
    reading, writing = os.pipe()
    # -noreset: else it begins anew when its last client leaves, and the next one may find it closed.
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as numbers:
            yield f":{numbers.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)
