"""What is freed goes back to the system, as glibc itself counts it, in a process of its own."""

import ctypes
import json
import subprocess
import sys

import pytest

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

def told():
    make(30 << 20)  # glibc raises its bound when such a block is freed
    before = counts()
    large, small = [], []
    for _ in range(20):
        large.append(make(2 << 20))
        small.append(make(2_000))
    own = counts().hblks - before.hblks
    large.clear()
    print(json.dumps({"own": own, "kept": counts().fordblks - before.fordblks}))
"""


def told_by_glibc(prepare: str) -> dict[str, int]:
    """Of 20 blocks of 2 MB among small ones: how many stood by themselves, and how much was kept of them."""
    ended = subprocess.run(
        [sys.executable, "-c", f"{_FREED_BEFORE}\n{prepare}\ntold()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found: dict[str, int] = json.loads(ended.stdout.splitlines()[-1])
    return found


def has_counts() -> bool:
    return sys.platform.startswith("linux") and hasattr(ctypes.CDLL(None), "mallinfo2")


pytestmark = pytest.mark.skipif(not has_counts(), reason="glibc 2.33 or newer alone counts its blocks")


def test_the_window_gives_large_blocks_back_however_large_the_ones_before_were():
    prepare = "from latentlab.gui.app import make_application\napp = make_application(needs_display=False)"
    found = told_by_glibc(prepare)
    assert found["own"] == 20, "a large block was cut from a heap, where small ones hold it"
    assert found["kept"] < 2 << 20, "freed memory stayed with the process"


def test_without_the_bound_the_same_memory_stays():
    """Else the test above proves nothing."""
    found = told_by_glibc("")
    assert found["own"] < 20
    assert found["kept"] > 20 << 20
