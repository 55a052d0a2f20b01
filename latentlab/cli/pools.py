"""Threads that libraries start by themselves."""

import os


def forgo_pools() -> None:
    """Let numpy and scipy count on the thread that calls them; only before either is imported.

    A window has threads of its own for everything. The pools of OpenBLAS would keep up to an eighth of a
    core busy by waiting, and whatever trains beside them slower by it.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
