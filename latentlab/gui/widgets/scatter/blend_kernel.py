"""The compiled functions of `blend`, ready some time after the window is up."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from latentlab.gui.widgets.scatter import blend as source
from latentlab.gui.widgets.scatter.stamp import disc
from latentlab.latent.compiling import numba_with_cache


@dataclass(frozen=True, slots=True)
class BlendKernel:
    """`blend` and `crowding`, compiled."""

    blend: Callable[..., None]
    crowding: Callable[..., np.ndarray]


_lock = threading.Lock()
_compiled: list[BlendKernel] = []  # empty until it is compiled


def ready_kernel() -> BlendKernel | None:
    """The kernel where it is compiled by now: never waits."""
    return _compiled[0] if _compiled else None


def compile_kernel() -> BlendKernel:
    """Import numba and compile; later calls answer at once."""
    with _lock:
        if not _compiled:
            _compiled.append(_compile())
        return _compiled[0]


def was_compiled_here() -> bool:
    """Whether this process had to compile, as there was nothing in the bundle or in a cache."""
    functions: list[Any] = [function for one in _compiled for function in (one.blend, one.crowding)]
    return any(function.stats.cache_misses for function in functions)


def _compile() -> BlendKernel:
    numba = numba_with_cache()
    options = {"nogil": True, "cache": True, "error_model": "numpy"}
    kernel = BlendKernel(
        numba.njit(source.blend, **options), numba.njit(source.crowding, fastmath=True, **options)
    )
    _run_once(kernel)
    return kernel


def _run_once(kernel: BlendKernel) -> None:
    """Compile, or load from the cache, for the types that every later call has."""
    pixels, one = np.zeros((9, 9), np.uint32), np.full(1, 4, np.float32)
    tones, colours, opacity = np.zeros(1, np.uint8), np.zeros(1, np.uint32), np.zeros(1, np.uint16)
    stamp = disc(1, 1)
    kernel.blend(pixels, one, one, tones, colours, opacity, stamp.steps, stamp.dx, stamp.dy, stamp.share)
    kernel.crowding(one, one, np.zeros((3, 3), np.float32), 0.0, 0.0)
