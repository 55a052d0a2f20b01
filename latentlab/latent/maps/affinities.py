"""t-SNE's joint probabilities, from the neighbours of the codes."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import numpy as np

from latentlab.latent.neighbours.exact import NeighbourGraph
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_ROWS = 4_000


def joint_probabilities(
    graph: NeighbourGraph, perplexity: float, threads: int = 1
) -> Generator[Preparing, None, csr_matrix]:
    """P (N, N), symmetric, summing to 1, by openTSNE's Gaussian kernel on the neighbours.

    Source: van der Maaten and Hinton 2008, equations 1 and 2.
    """
    from scipy.sparse import vstack

    total = len(graph)
    pieces = []
    for rows in _split(total):
        pieces.append(_conditional(graph, rows, perplexity, threads))
        yield Preparing("affinities", min(rows.stop, total), 2 * total)
    conditional = vstack(pieces, format="csr")
    pieces.clear()  # of 70,000 points each of these matrices takes 76 to 120 MB
    transposed = conditional.T.tocsr()
    for rows in _split(total):
        pieces.append(conditional[rows] + transposed[rows])
        yield Preparing("affinities", total + min(rows.stop, total), 2 * total)
    del conditional, transposed
    joint = vstack(pieces, format="csr")
    joint.data /= joint.data.sum()
    return joint


def _split(total: int) -> Iterator[slice]:
    for start in range(0, total, _ROWS):
        yield slice(start, start + _ROWS)


def _conditional(graph: NeighbourGraph, rows: slice, perplexity: float, threads: int) -> csr_matrix:
    """P_{j|i} of some rows i; each sums to 1."""
    from openTSNE.affinity import joint_probabilities_nn

    distances = graph.distances[rows].astype(np.float64)
    typical = distances.mean(axis=1, keepdims=True)
    # Each row finds its own bandwidth, so its unit is free; in this one no exponential underflows.
    distances /= np.where(typical > 0, typical, 1)
    return joint_probabilities_nn(
        graph.indices[rows],
        distances,
        [perplexity],
        symmetrize=False,
        normalization="point-wise",
        n_reference_samples=len(graph),
        n_jobs=threads,
    )
