"""The way through the data goes from neighbour to neighbour."""

from heapq import heappop, heappush
from itertools import pairwise

import numpy as np
import pytest

from latentlab.errors import LatentLabError
from latentlab.latent.neighbours.exact import NeighbourGraph, exact_neighbours
from latentlab.latent.pieces import finished
from latentlab.latent.walks.through_data import way_through
from tests.latent.real_codes import digit_codes


def cheapest(graph: NeighbourGraph, start: int, end: int) -> float:
    """Dijkstra's algorithm by hand: the least sum of squared hops."""
    hops: dict[int, dict[int, float]] = {row: {} for row in range(len(graph))}
    for row in range(len(graph)):
        for other, far in zip(graph.indices[row], graph.distances[row], strict=True):
            hops[row][int(other)] = hops[int(other)][row] = float(far) ** 2
    best, queue = {start: 0.0}, [(0.0, start)]
    while queue:
        cost, row = heappop(queue)
        for other, more in hops[row].items():
            if cost + more < best.get(other, np.inf):
                best[other] = cost + more
                heappush(queue, (cost + more, other))
    return best[end]


def test_every_hop_of_a_way_goes_to_a_neighbour_and_no_way_is_cheaper():
    codes = digit_codes(500)
    graph = finished(exact_neighbours(codes, 10))
    way = way_through(graph, 3, 480)
    assert (way[0], way[-1]) == (3, 480)
    for here, there in pairwise(way):
        assert there in graph.indices[here] or here in graph.indices[there]
    cost = (np.linalg.norm(np.diff(codes[way], axis=0), axis=1) ** 2).sum()
    assert cost == pytest.approx(cheapest(graph, 3, 480), rel=1e-4)


def test_a_way_passes_through_equal_codes():
    codes = np.array([[0.0], [0.0], [0.0], [1.0]], np.float32)
    assert way_through(finished(exact_neighbours(codes, 2)), 0, 3)[-1] == 3


def test_the_way_to_where_one_is_is_that_place():
    assert way_through(finished(exact_neighbours(digit_codes(50), 5)), 7, 7).tolist() == [7]


def test_groups_apart_have_no_way_between_them():
    codes = np.concatenate([np.zeros((4, 2)), np.full((4, 2), 50.0)]).astype(np.float32)
    with pytest.raises(LatentLabError, match="No way through the data"):
        way_through(finished(exact_neighbours(codes, 3)), 0, 7)
