"""t-SNE driven a few iterations at a time."""

from __future__ import annotations

from collections.abc import Generator
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np

from latentlab.latent.maps.affinities import joint_probabilities
from latentlab.latent.maps.layout import iterations_a_layout
from latentlab.latent.neighbours.exact import NeighbourGraph
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from openTSNE import TSNEEmbedding
    from scipy.sparse import csr_matrix

_START_SPREAD = 1e-4
_NOISE_SHARE = 0.01  # of the spread, so that no two points coincide
_SHOWN_SPREAD = 10.0  # until the method's own spread exceeds it: a map of 1e-4 cannot be seen
_SHOWN_SPREAD_OF_FEW = 0.3  # times the root of the number of points: small maps grow less
_EARLY_ITERATIONS = 250
_ITERATIONS = 500
_EARLY_EXAGGERATION = 12.0
_MOMENTUM = 0.8
_RENEWED_ITERATIONS = 250
_LEAST_LEARNING_RATE = 50.0
_BARNES_HUT_POINTS = 10_000  # fewer are faster by a tree, more by Fourier transforms
_KL_EVERY = 100


class Tsne:
    """A run of t-SNE: its points and what moves them.

    Cold, it begins small and with early exaggeration; warm, at full scale and without.
    Source: van der Maaten and Hinton 2008; learning rate N / exaggeration: Belkina et al. 2019.
    """

    def __init__(
        self,
        points: np.ndarray,
        *,
        warm: bool,
        perplexity: float,
        iterations: int | None,
        seed: int,
        threads: int = 1,
        exaggeration: float = _EARLY_EXAGGERATION,
        learning_rate: float | None = None,
    ) -> None:
        self._perplexity = perplexity
        self._threads = threads
        self._exaggeration = exaggeration
        self._learning_rate = learning_rate
        self._order = _near_together(points)  # place in the run -> index of the point
        self._back = np.argsort(self._order).astype(np.int32)  # as wide as the indices of a graph
        self._start = _start(points[self._order], warm, seed)
        self._embedding: TSNEEmbedding = None  # from `prepare` on
        self._objective = _Objective(*points.shape)
        self._early = 0 if warm else _EARLY_ITERATIONS
        self.iteration = 0
        self.iterations = self._early + _ITERATIONS if iterations is None else iterations
        self.kl: float | None = None

    @property
    def done(self) -> bool:
        return self.iteration >= self.iterations

    @property
    def is_early(self) -> bool:
        """Whether the last iterations exaggerated."""
        return 0 < self.iteration <= self._early

    @property
    def scale(self) -> float:
        """What the method's own places are multiplied by to be seen from the first iteration."""
        shown = min(_SHOWN_SPREAD, _SHOWN_SPREAD_OF_FEW * len(self._start) ** 0.5)
        magnification: float = max(1.0, shown / self._own_spread())
        return magnification

    @property
    def points(self) -> np.ndarray:
        """Places (N, d) float32, scaled to be seen."""
        places: np.ndarray = (self._own_points() * self.scale).astype(np.float32)
        return places[self._back]

    def prepare(self, graph: NeighbourGraph) -> Generator[Preparing, None, None]:
        """Take the neighbours to begin with."""
        from openTSNE import TSNEEmbedding

        joint = yield from self._joint(graph)
        self._embedding = TSNEEmbedding(self._start, SimpleNamespace(P=joint))

    def renew(self, graph: NeighbourGraph) -> Generator[Preparing, None, None]:
        """Take new neighbours, as the codes have changed, and go on from the present places."""
        joint = yield from self._joint(graph)
        self._embedding.affinities = SimpleNamespace(P=joint)
        self.iterations = max(self.iterations, self.iteration + _RENEWED_ITERATIONS)

    def advance(self) -> None:
        """Run a few iterations: as many as are worth a picture, and no phase's end among them."""
        begun = self.iteration
        phase_end = self._early if begun < self._early else self.iterations
        self.iteration = min(phase_end, self.iterations, begun + iterations_a_layout(len(self._start)))
        wants_kl = self.done or begun // _KL_EVERY != self.iteration // _KL_EVERY
        self._descend(self.iteration - begun, self._exaggeration if begun < self._early else 1.0, wants_kl)

    def _joint(self, graph: NeighbourGraph) -> Generator[Preparing, None, csr_matrix]:
        """P in the run's own order."""
        ordered = NeighbourGraph(self._back[graph.indices[self._order]], graph.distances[self._order])
        return (yield from joint_probabilities(ordered, self._perplexity, self._threads))

    def _descend(self, iterations: int, exaggeration: float, wants_kl: bool) -> None:
        self._objective.wants_kl = wants_kl
        self._embedding.optimize(
            iterations,
            inplace=True,
            exaggeration=exaggeration,
            momentum=_MOMENTUM,
            learning_rate=self._learning_rate or max(len(self._start) / exaggeration, _LEAST_LEARNING_RATE),
            negative_gradient_method=self._objective,
            n_jobs=self._threads,
        )
        self.kl = self._objective.kl

    def _own_points(self) -> np.ndarray:
        return self._start if self._embedding is None else np.asarray(self._embedding)

    def _own_spread(self) -> float:
        return float(self._own_points().std(axis=0).max()) or 1.0


class _Objective:
    """openTSNE's gradient, without its evaluation of the objective after every few iterations.

    Measured: that evaluation costs as much as an iteration.
    """

    def __init__(self, total: int, dimensions: int) -> None:
        self.wants_kl = False
        self.kl: float | None = None
        self._tree = total < _BARNES_HUT_POINTS or dimensions > 2  # there is no grid of three

    def __call__(
        self,
        embedding: np.ndarray,
        joint: csr_matrix,
        *,
        should_eval_error: bool,
        **options: Any,
    ) -> tuple[float, np.ndarray | None]:
        from openTSNE.tsne import kl_divergence_bh, kl_divergence_fft

        if should_eval_error and not self.wants_kl:
            return float("nan"), None
        method = kl_divergence_bh if self._tree else kl_divergence_fft
        kl, gradient = method(embedding, joint, should_eval_error=should_eval_error, **options)
        if should_eval_error:
            self.kl = float(kl)
        return kl, gradient


def _near_together(points: np.ndarray) -> np.ndarray:
    """An order of points (N, d) in which those near each other stand together.

    Measured: so many of the tree's nodes stay in the processor's cache that an iteration takes 20% less.
    """
    from scipy.spatial import cKDTree

    order: np.ndarray = cKDTree(points).indices
    return order


def _start(points: np.ndarray, warm: bool, seed: int) -> np.ndarray:
    """Where to begin: (N, d) float64 about 0, with a little noise."""
    places = points - points.mean(axis=0, dtype=np.float64)
    spread = float(places.std(axis=0).max())
    if not warm:
        places *= _START_SPREAD / (spread or 1.0)
        spread = _START_SPREAD
    noise = np.random.default_rng(seed).normal(scale=_NOISE_SHARE, size=places.shape)
    started: np.ndarray = places + noise * (1e-3 * spread if warm else spread)
    return started
