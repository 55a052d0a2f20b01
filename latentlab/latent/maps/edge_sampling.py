"""Which edges of UMAP's graph are due at an epoch."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from latentlab.latent.maps.fuzzy_graph import FuzzyGraph

_NEGATIVE_SAMPLES = 5  # to each edge that is drawn


@dataclass(frozen=True, slots=True, eq=False)
class EdgeSampling:
    """Edges with their periods; the last three arrays are moved on by the kernel.

    An edge of weight w is drawn every max(weights)/w epochs; each time five random points are pushed away.
    """

    head: np.ndarray  # (E,) int32, ordered
    tail: np.ndarray  # (E,) int32
    period: np.ndarray  # (E,) float64, epochs
    negative_period: np.ndarray  # (E,) float64
    next_sample: np.ndarray  # (E,) float64
    next_negative: np.ndarray  # (E,) float64
    random: np.ndarray  # (N, 3) int64: the state of each point's own generator

    def split(self, parts: int) -> list["EdgeSampling"]:
        """At most `parts` shares of the edges, of about equal length, each with heads of its own."""
        wanted = np.linspace(0, len(self.head), parts + 1)[1:-1].astype(int)
        inner = np.searchsorted(self.head, self.head[wanted]) if len(wanted) else wanted
        bounds = np.unique([0, *inner, len(self.head)])
        return [self._share(slice(a, b)) for a, b in pairwise(bounds)]

    def _share(self, rows: slice) -> "EdgeSampling":
        return EdgeSampling(
            self.head[rows],
            self.tail[rows],
            self.period[rows],
            self.negative_period[rows],
            self.next_sample[rows],
            self.next_negative[rows],
            self.random,
        )


def edge_sampling(
    graph: FuzzyGraph, total: int, epochs: int, rng: np.random.Generator, mid_way: bool
) -> EdgeSampling:
    """Schedule the edges of `total` points for `epochs`; those too weak to be drawn once are dropped.

    mid_way: begin each period at a random phase instead of at its beginning; otherwise a graph that is
    renewed every few epochs would never draw its weaker edges.
    """
    strongest = graph.weight.max()
    kept = graph.weight >= strongest / epochs
    period = strongest / graph.weight[kept].astype(np.float64)
    negative_period = period / _NEGATIVE_SAMPLES
    phase = rng.random(len(period)) if mid_way else np.ones(len(period))
    next_sample = period * phase
    limits = np.iinfo(np.int32)
    return EdgeSampling(
        head=graph.head[kept],
        tail=graph.tail[kept],
        period=period,
        negative_period=negative_period,
        next_sample=next_sample,
        next_negative=next_sample - period + negative_period,
        random=rng.integers(limits.min, limits.max, (total, 3), dtype=np.int64),
    )
