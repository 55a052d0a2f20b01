"""Lets memory that is no longer used go back to the system."""

import ctypes
import sys

_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1  # M_… of malloc.h
LARGE_BYTES = 1 << 20
_TOP_BYTES = 8 << 20  # free at the end of a heap: kept, as what is given back must be cleared to be had again


def give_large_blocks_back() -> None:
    """Let the C library fetch each large block from the system by itself, and give it back once it is freed.

    glibc sets out so, but each time that a larger block is freed it raises its bound, up to 32 MB. Below it
    blocks are cut from the heaps of the threads, and a heap shrinks at its end only: a few small objects
    that live on hold all that was freed before them. Measured: a window that makes maps while it trains then
    grew by 130 MB in two minutes, though what was in use stayed the same; a bound that is set stays.
    Elsewhere than on Linux with glibc nothing is done.
    """
    if not sys.platform.startswith("linux"):
        return
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, LARGE_BYTES)
        set_option(_TRIM_THRESHOLD, _TOP_BYTES)
