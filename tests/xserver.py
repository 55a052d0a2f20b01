"""A real X server of a test's own."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import x_server as xvfb


@contextmanager
def x_server() -> Iterator[dict[str, str]]:
    """Start Xvfb on a free display and give the environment of a program that draws on it."""
    if shutil.which("Xvfb") is None:
        pytest.skip("Xvfb is not installed")
    with xvfb.x_server() as display:
        environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        yield environment | {"DISPLAY": display, "QT_FATAL_WARNINGS": "1"}
