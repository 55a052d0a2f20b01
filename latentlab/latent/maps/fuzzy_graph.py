"""UMAP's fuzzy graph of the codes, from their neighbours."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.neighbours.exact import NeighbourGraph
from latentlab.latent.preparing import Preparing

_ROWS = 4_000
_TOLERANCE = 1e-5
_HALVINGS = 64
_SMALLEST_BANDWIDTH = 1e-3  # of the mean distance


@dataclass(frozen=True, slots=True, eq=False)
class FuzzyGraph:
    """Edges of the graph, both ways, ordered by head."""

    head: np.ndarray  # (E,) int32
    tail: np.ndarray  # (E,) int32
    weight: np.ndarray  # (E,) float32, in (0, 1]


def fuzzy_graph(graph: NeighbourGraph) -> Generator[Preparing, None, FuzzyGraph]:
    """Membership strengths of all neighbours, joined by fuzzy union.

    Equal to umap-learn's `fuzzy_simplicial_set` on the same neighbours.
    Source: McInnes, Healy and Melville 2018, algorithms 2 and 3.
    """
    total, count = graph.distances.shape
    strengths = np.empty((total, count), np.float32)
    mean = float(graph.distances.mean(dtype=np.float64)) * count / (count + 1)  # each row counts itself, at 0
    for start in range(0, total, _ROWS):
        rows = slice(start, start + _ROWS)
        strengths[rows] = _memberships(graph.distances[rows].astype(np.float64), mean)
        yield Preparing("affinities", min(start + _ROWS, total), total)
    return _union(graph.indices, strengths)


def _memberships(far: np.ndarray, mean: float) -> np.ndarray:
    """Strengths (M, count) of neighbours at distances `far`, each row with its own bandwidth."""
    nearest = np.where(far > 0, far, np.inf).min(axis=1)  # (M,)
    nearest[np.isinf(nearest)] = 0
    gap = np.maximum(far - nearest[:, None], 0)  # (M, count)
    width = bandwidths(gap, np.log2(far.shape[1] + 1))
    typical = np.where(nearest > 0, far.sum(axis=1) / (far.shape[1] + 1), mean)
    width = np.maximum(width, _SMALLEST_BANDWIDTH * typical)
    strengths: np.ndarray = np.exp(-gap / width[:, None])
    return strengths


def bandwidths(gap: np.ndarray, target: float) -> np.ndarray:
    """For each row the bandwidth at which exp(-gap / bandwidth) sums to the target, by bisection."""
    width = np.ones(len(gap))
    low, high = np.zeros(len(gap)), np.full(len(gap), np.inf)
    open_rows = np.arange(len(gap))
    for _ in range(_HALVINGS):
        sums = np.exp(-gap / width[open_rows, None]).sum(axis=1)
        unsettled = np.abs(sums - target) >= _TOLERANCE
        gap, sums, open_rows = gap[unsettled], sums[unsettled], open_rows[unsettled]
        if open_rows.size == 0:
            break
        wide = open_rows[sums > target]
        narrow = open_rows[sums <= target]
        high[wide] = width[wide]
        low[narrow] = width[narrow]
        bounded = np.isfinite(high[open_rows])
        middle = (low[open_rows] + np.where(bounded, high[open_rows], 0)) / 2
        width[open_rows] = np.where(bounded, middle, width[open_rows] * 2)
    return width


def _union(indices: np.ndarray, strengths: np.ndarray) -> FuzzyGraph:
    """Probability that at least one of an edge's two directions holds: a + b - ab."""
    from scipy.sparse import csr_matrix

    total, count = indices.shape
    starts = np.arange(0, total * count + 1, count)
    one_way = csr_matrix((strengths.ravel(), indices.ravel(), starts), shape=(total, total))
    other_way = one_way.T.tocsr()
    both = (one_way + other_way - one_way.multiply(other_way)).tocoo()
    kept = both.data > 0
    return FuzzyGraph(
        both.row[kept].astype(np.int32), both.col[kept].astype(np.int32), both.data[kept].astype(np.float32)
    )
