"""One epoch of UMAP: umap-learn's own kernel, loaded without the rest of umap-learn."""

import importlib
import importlib.util
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import numpy as np

from latentlab.errors import SurroundingsError
from latentlab.latent.compiling import numba_with_cache
from latentlab.latent.maps.edge_sampling import EdgeSampling
from latentlab.latent.maps.taus88 import taus88

EpochKernel = Callable[..., None]

_lock = threading.Lock()
_compiled: list[EpochKernel] = []  # empty until the first call
_REPULSION = 1.0  # weight of a negative sample


def is_compiled() -> bool:
    """Whether `epoch_kernel` answers at once."""
    return bool(_compiled)


def epoch_kernel() -> EpochKernel:
    """The compiled kernel; the first call imports and compiles it while others wait for it.

    Raises SurroundingsError where umap-learn is missing or has moved its kernel.
    """
    with _lock:
        if not _compiled:
            _compiled.append(_compile())
        return _compiled[0]


def was_compiled_here() -> bool:
    """Whether this process had to compile the kernel, as it was neither in the bundle nor in a cache."""
    return any(kernel.stats.cache_misses for kernel in _compiled)  # type: ignore[attr-defined]


def run_epoch(
    kernel: EpochKernel,
    points: np.ndarray,
    edges: EdgeSampling,
    epoch: int,
    rate: float,
    curve: tuple[float, float],
    fixed: np.ndarray | None = None,
) -> None:
    """Move the points (N, d) float32, in place, along the edges that are due and away from random others.

    fixed: other points (M, d) float32, to which the edges' tails belong; they stay where they are.
    """
    # Measured: in single precision the powers take 20% less, and the map keeps as many neighbours.
    a, b, rate_f4 = np.float32(curve[0]), np.float32(curve[1]), np.float32(rate)
    others = points if fixed is None else fixed
    moves_both_ends, dimensions = fixed is None, points.shape[1]
    kernel(
        points, others, edges.head, edges.tail, len(others), edges.period, a, b, edges.random, _REPULSION,
        dimensions, moves_both_ends, rate_f4, edges.negative_period, edges.next_negative, edges.next_sample,
        epoch, *_without_density(),
    )  # fmt: skip


def _without_density() -> tuple[Any, ...]:
    """The kernel's arguments for densMAP, switched off as umap-learn does."""
    nothing = np.zeros(1, np.float32)
    return False, nothing, nothing, 0, 0, 0, 0, nothing, nothing, 0


def _run_once(kernel: EpochKernel) -> None:
    """Compile, or load from the cache, for the types that every later call has."""
    one = np.zeros(1)
    edges = EdgeSampling(
        np.zeros(1, np.int32),
        np.ones(1, np.int32),
        one + 1,
        one + 1,
        one + 2,
        one + 2,
        np.ones((2, 3), np.int64),
    )
    run_epoch(kernel, np.zeros((2, 2), np.float32), edges, 0, 1.0, (1.0, 1.0))


def _compile() -> EpochKernel:
    numba = numba_with_cache()
    try:
        with _submodules_of("umap"):
            _stand_in_for_slow_modules(numba)
            function = importlib.import_module("umap.layouts")._optimize_layout_euclidean_single_epoch
            kernel: EpochKernel = numba.njit(function, fastmath=True, nogil=True, cache=True)
            _run_once(kernel)
    except (ImportError, AttributeError) as error:
        raise SurroundingsError(
            "UMAP needs the package umap-learn from 0.5.7 to below 0.6; it could not be used: {reason}.",
            reason=str(error),
        ) from error
    return kernel


def _stand_in_for_slow_modules(numba: ModuleType) -> None:
    """Give umap.layouts what it takes from modules that import half of scipy for two seconds."""
    if "umap.utils" in sys.modules:
        return
    metrics, utils = ModuleType("umap.distances"), ModuleType("umap.utils")
    metrics.__getattr__ = lambda _: None  # type: ignore[method-assign]  # the kernel has its own metric
    utils.tau_rand_int = numba.njit("i4(i8[:])", cache=True)(taus88)  # type: ignore[attr-defined]
    sys.modules |= {"umap.distances": metrics, "umap.utils": utils}


@contextmanager
def _submodules_of(name: str) -> Iterator[None]:
    """While open, submodules of a package can be imported without running its `__init__`.

    umap's own compiles for up to 20 s on a new machine. numba asks for the modules again while it
    compiles, so that happens inside too; then all are forgotten, and a later import finds the package whole.
    """
    if name in sys.modules:
        yield
        return
    spec = importlib.util.find_spec(name)
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError(f"no package named {name}")
    stub = ModuleType(name)
    stub.__path__ = list(spec.submodule_search_locations)
    sys.modules[name] = stub
    try:
        yield
    finally:
        for loaded in [module for module in sys.modules if module == name or module.startswith(f"{name}.")]:
            del sys.modules[loaded]
