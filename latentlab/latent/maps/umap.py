"""UMAP driven epoch by epoch."""

from collections.abc import Generator
from concurrent.futures import Executor

import numpy as np

from latentlab.latent.maps.edge_sampling import EdgeSampling, edge_sampling
from latentlab.latent.maps.fuzzy_graph import fuzzy_graph
from latentlab.latent.maps.layout import iterations_a_layout
from latentlab.latent.maps.umap_kernel import EpochKernel, epoch_kernel, is_compiled, run_epoch
from latentlab.latent.neighbours.exact import NeighbourGraph
from latentlab.latent.preparing import Preparing

_DEFAULT_MIN_DIST = 0.1
_DEFAULT_CURVE = (1.576943460405378, 0.8950608781227859)  # kept, to spare the import of scipy.optimize
_SMALL = 10_000
_EXTENT = 10.0  # of a start, as umap-learn's
_NOISE = 1e-4
_WARM_RATE = 0.3  # a layout that is near its goal already is moved more slowly
_WARM_SHARE = 0.4  # and for fewer epochs
_STREAMING_RATE = 0.1  # measured: more makes the points jump, and the map lose neighbours by it
_HELD_EPOCHS = 30  # at that rate, before it sinks: while codes stream in, it never does


class Umap:
    """A run of UMAP: its points and what moves them.

    points: (N, d) float32, the method's own places. With `executor` the edges of an epoch are shared out to
    `threads`, whose order is free: only one thread gives the same numbers every time.
    """

    scale = 1.0
    kl: float | None = None
    is_early = False

    def __init__(
        self,
        points: np.ndarray,
        *,
        warm: bool,
        min_dist: float,
        iterations: int | None,
        seed: int,
        executor: Executor | None = None,
        threads: int = 1,
    ) -> None:
        self._rng = np.random.default_rng(seed)
        noise = self._rng.normal(scale=_NOISE, size=points.shape)
        self.points = np.ascontiguousarray((points if warm else _scaled(points)) + noise, np.float32)
        self._executor = executor
        self._threads = threads
        self._curve = curve_parameters(min_dist)
        self._epochs = iterations or (500 if len(points) <= _SMALL else 200)
        self._length = max(1, round(self._epochs * _WARM_SHARE)) if warm else self._epochs
        self._rate, self._held = (_WARM_RATE, 0) if warm else (1.0, 0)
        self._epoch = 0  # since the start or the last renewal
        self._before = 0  # epochs before that renewal
        self._parts: list[EdgeSampling] = []
        self._warm = warm

    @property
    def iteration(self) -> int:
        return self._before + self._epoch

    @property
    def iterations(self) -> int:
        return self._before + self._length

    @property
    def done(self) -> bool:
        return self._epoch >= self._length

    def prepare(self, graph: NeighbourGraph) -> Generator[Preparing, None, None]:
        """Take the neighbours to begin with."""
        yield from self._take(graph, mid_way=self._warm)

    def renew(self, graph: NeighbourGraph) -> Generator[Preparing, None, None]:
        """Take new neighbours, as the codes have changed, and go on from the present places."""
        yield from self._take(graph, mid_way=True)
        self._before += self._epoch
        self._epoch = 0
        self._rate = _STREAMING_RATE
        self._held = _HELD_EPOCHS
        self._length = _HELD_EPOCHS + max(1, round(self._epochs * _WARM_SHARE))

    def advance(self) -> None:
        """Run a few epochs: as many as are worth a picture."""
        kernel = epoch_kernel()
        for _ in range(iterations_a_layout(len(self.points))):
            if self.done:
                return
            self._run_parts(kernel, self._alpha())
            self._epoch += 1

    def _alpha(self) -> float:
        sunk = max(0, self._epoch - self._held) / max(1, self._length - self._held)
        return self._rate * (1 - sunk)

    def _take(self, graph: NeighbourGraph, mid_way: bool) -> Generator[Preparing, None, None]:
        if not is_compiled():
            yield Preparing("compiling", 0, 1)
            epoch_kernel()
            yield Preparing("compiling", 1, 1)
        edges = yield from fuzzy_graph(graph)
        sampling = edge_sampling(edges, len(graph), self._epochs, self._rng, mid_way)
        self._parts = sampling.split(self._threads if self._executor else 1)

    def _run_parts(self, kernel: EpochKernel, rate: float) -> None:
        def run(part: EdgeSampling) -> None:
            run_epoch(kernel, self.points, part, self._epoch, rate, self._curve)

        first, *others = self._parts
        futures = [self._executor.submit(run, part) for part in others] if self._executor else []
        run(first)
        for future in futures:
            future.result()


def curve_parameters(min_dist: float) -> tuple[float, float]:
    """The curve 1 / (1 + a d^2b), as (a, b), that is near 1 up to `min_dist` and falls off in one unit.

    Source: McInnes, Healy and Melville 2018, definition 11.
    """
    if min_dist == _DEFAULT_MIN_DIST:
        return _DEFAULT_CURVE
    from scipy.optimize import curve_fit

    distance = np.linspace(0, 3, 300)
    wanted = np.where(distance < min_dist, 1.0, np.exp(min_dist - distance))
    (a, b), _ = curve_fit(lambda d, a, b: 1 / (1 + a * d ** (2 * b)), distance, wanted)
    return float(a), float(b)


def _scaled(points: np.ndarray) -> np.ndarray:
    """Points about 0 whose wider axis is `_EXTENT` long."""
    extent = float(np.ptp(points, axis=0).max()) or 1.0
    scaled: np.ndarray = (points - points.mean(axis=0, dtype=np.float64)) * (_EXTENT / extent)
    return scaled
