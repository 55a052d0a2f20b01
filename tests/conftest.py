"""What all tests share: real data, time to think, and no thread left behind."""

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

from latentlab.cli.pools import forgo_pools

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("LATENTLAB_INI", None)  # the settings of a lab are none of the tests'
forgo_pools()  # as the window does
settings.register_profile("latentlab", deadline=None)  # machines that run tests are shared and slow at times
settings.load_profile("latentlab")


@pytest.fixture(scope="session")
def qapp_cls() -> type:
    """The class of the one application of all tests: the program's own."""
    from latentlab.gui.application import Application

    return Application


@pytest.fixture(autouse=True)
def no_thread_is_left_behind() -> Iterator[None]:
    """Fails any test after which more Python threads run than before."""
    before = set(threading.enumerate())
    yield
    for thread in set(threading.enumerate()) - before:
        if not thread.daemon and not isinstance(thread, threading._DummyThread):
            thread.join(5)
            assert not thread.is_alive(), f"the test left {thread} running"
