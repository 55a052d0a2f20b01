"""A way from one code to another that keeps to where codes lie."""

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.neighbours.exact import NeighbourGraph


def way_through(graph: NeighbourGraph, start: int, end: int) -> np.ndarray:
    """The rows (M,) from `start` to `end`, both included, by hops from a code to one of its neighbours.

    Of all ways the one with the least sum of squared hops: many short hops are cheaper than a long one, so
    the way stays where codes are dense. Raises LatentLabError where no hops lead there.
    Source: Dijkstra 1959, on the neighbour graph of Tenenbaum et al. 2000 (Isomap).
    """
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    if start == end:
        return np.array([start])
    count = len(graph)
    # A stored 0 would be no edge at all, and equal codes are 0 apart.
    costs = np.square(graph.distances, dtype=np.float64).ravel()
    costs += np.finfo(np.float64).tiny + 1e-12 * costs.mean()
    edges = csr_array(
        (costs, graph.indices.ravel(), np.arange(count + 1) * graph.count), shape=(count, count)
    )
    _, before = dijkstra(edges, directed=False, indices=start, return_predecessors=True)
    if before[end] < 0:
        raise LatentLabError(
            "No way through the data: the two codes lie in groups that no neighbour joins. "
            "Choose ends that are nearer to each other, or a straight path."
        )
    way = [end]
    while way[-1] != start:
        way.append(int(before[way[-1]]))
    return np.array(way[::-1])
