"""Lets memory that is no longer used go back to the system."""

import ctypes
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_MMAP_THRESHOLD, _TRIM_THRESHOLD, _ARENA_MAX = -3, -1, -8  # M_… of malloc.h
# Measured: with 1 MB a step of training takes up to a third longer, as its batches and gradients are had anew
# from the system each time.
LARGE_BYTES = 4 << 20
_TOP_BYTES = 8 << 20  # free at the end of a heap
_HEAPS = 2  # for all threads; by itself it makes up to eight for each core, and each keeps what it frees
_EVERY_MS = 60_000


def give_large_blocks_back() -> None:
    """Let the C library fetch each large block from the system by itself, and give it back once it is freed.

    glibc sets out so, but each time that a larger block is freed it raises its bound, up to 32 MB. Below it
    blocks are cut from the heaps of the threads, and a heap shrinks at its end only: a few small objects
    that live on hold all that was freed before them. Measured: a window that makes maps while it trains then
    grew by 130 MB in two minutes, though what was in use stayed the same; a bound that is set stays.
    Elsewhere than on Linux with glibc nothing is done.
    """
    set_option = _of_the_library("mallopt")
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, LARGE_BYTES)
        set_option(_TRIM_THRESHOLD, _TOP_BYTES)
        set_option(_ARENA_MAX, _HEAPS)


def give_freed_back() -> None:
    """Give back what is free amid the heaps, too; 1 ms where there is little, 15 ms for 100 MB."""
    trim = _of_the_library("malloc_trim")
    if trim is not None:
        trim(0)


def give_freed_back_each_minute(parent: QObject) -> None:
    """Do so for as long as `parent` lives: smaller blocks than the large ones add up in an hour of maps."""
    clock = QTimer(parent)
    clock.setInterval(_EVERY_MS)
    clock.timeout.connect(give_freed_back)
    clock.start()


def _of_the_library(name: str) -> Callable[..., int] | None:
    """A function of the C library, None where it has none of this name, as others than glibc."""
    if not sys.platform.startswith("linux"):
        return None
    found: Callable[..., int] | None = getattr(ctypes.CDLL(None), name, None)
    return found
