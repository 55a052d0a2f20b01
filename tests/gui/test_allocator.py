"""What is freed goes back to the system, as glibc itself counts it, in a process of its own."""

import ctypes
import json
import subprocess
import sys

import pytest

from latentlab.gui.allocator import LARGE_BYTES
from tests.fresh_process import ROOT

_FREED_BEFORE = """
import ctypes, json
import numpy as np

class Counts(ctypes.Structure):
    names = "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost"
    _fields_ = [(name, ctypes.c_size_t) for name in names.split()]

def counts():
    tell = ctypes.CDLL(None).mallinfo2
    tell.restype = Counts
    return tell()

def make(size):
    return np.ones(size, np.uint8)

def told(size, count, then=lambda: None):
    make(30 << 20)  # glibc raises its bound when such a block is freed
    before, held = counts(), resident()
    large, small = [], []
    for _ in range(count):
        large.append(make(size))
        small.append(make(40_000))
    own = counts().hblks - before.hblks
    large.clear()
    then()
    print(json.dumps({"own": own, "kept": resident() - held}))

def resident():
    return int(open("/proc/self/statm").read().split()[1]) * 4096
"""


def told_by_glibc(prepare: str, size: int, then: str = "") -> dict[str, int]:
    """Of 80 MB of blocks among small ones: how many stood by themselves, and how much stayed of them."""
    call = f"told({size}, {(80 << 20) // size}{then})"
    ended = subprocess.run(
        [sys.executable, "-c", f"{_FREED_BEFORE}\n{prepare}\n{call}"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found: dict[str, int] = json.loads(ended.stdout.splitlines()[-1])
    return found


def has_counts() -> bool:
    return sys.platform.startswith("linux") and hasattr(ctypes.CDLL(None), "mallinfo2")


pytestmark = pytest.mark.skipif(not has_counts(), reason="glibc 2.33 or newer alone counts its blocks")


WINDOW = "from latentlab.gui.app import make_application\napp = make_application(needs_display=False)"


def test_the_window_gives_large_blocks_back_however_large_the_ones_before_were():
    found = told_by_glibc(WINDOW, LARGE_BYTES)
    assert found["own"] == (80 << 20) // LARGE_BYTES, "it was cut from a heap, where small ones hold it"
    assert found["kept"] < 8 << 20, "freed memory stayed with the process"


def test_smaller_blocks_that_were_freed_are_given_back_when_it_is_time():
    prepare = f"{WINDOW}\nfrom latentlab.gui.allocator import give_freed_back"
    assert told_by_glibc(prepare, 1 << 20)["kept"] > 40 << 20, "else this test proves nothing"
    assert told_by_glibc(prepare, 1 << 20, ", give_freed_back")["kept"] < 8 << 20


def test_without_the_bound_the_same_memory_stays():
    """Else the first test proves nothing."""
    found = told_by_glibc("", LARGE_BYTES)
    assert found["own"] < (80 << 20) // LARGE_BYTES
    assert found["kept"] > 40 << 20
