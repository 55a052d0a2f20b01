"""The neighbour graph of some codes, computed once for all that ask for it."""

import hashlib
from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.latent.checks import checked_places
from latentlab.latent.neighbours.exact import NeighbourGraph, exact_neighbours
from latentlab.latent.preparing import Preparing


@dataclass(frozen=True, slots=True, eq=False)
class _Kept:
    """A graph and what it was asked for."""

    key: bytes
    asked: int
    graph: NeighbourGraph


class GraphCache:
    """Keeps the graph of the newest codes until others come; fewer neighbours are cut from it.

    Codes are known by their content: a changed array is never answered with its old neighbours. Two threads
    may ask at once; each gets a whole graph, at worst computed by both.
    """

    def __init__(self) -> None:
        self._kept: _Kept | None = None

    def neighbours(
        self, codes: np.ndarray, count: int, threads: int = 1, ahead: int = 0
    ) -> Generator[Preparing, None, NeighbourGraph]:
        """The `count` nearest others of each of the codes (N, k), or all others where there are fewer.

        ahead: how many another method will ask for; where a graph has to be computed, it has so many.
        A search that is given up leaves nothing behind. Raises LatentLabError for codes that are not finite.
        """
        codes = checked_places(codes)
        key = _key(codes)
        kept = self._kept
        if kept is None or kept.key != key or kept.asked < count:
            asked = max(count, ahead)
            graph = yield from exact_neighbours(codes, asked, threads)
            kept = self._kept = _Kept(key, asked, graph)
        return kept.graph if kept.graph.count <= count else kept.graph.nearest(count)

    def kept(self, codes: np.ndarray, count: int) -> NeighbourGraph | None:
        """The graph of the codes (N, k) where it is there with as many neighbours, else None at once."""
        kept, count = self._kept, min(count, len(codes) - 1)
        if kept is None or len(kept.graph) != len(codes) or kept.graph.count < count:
            return None
        if kept.key != _key(np.ascontiguousarray(codes, np.float32)):
            return None
        return kept.graph.nearest(count)

    def clear(self) -> None:
        """Keep nothing."""
        self._kept = None


def _key(codes: np.ndarray) -> bytes:
    """What only equal codes (N, k) have in common; 2 MB take 3 ms, and other threads run meanwhile."""
    return hashlib.blake2b(codes.data, digest_size=16, person=str(codes.shape)[:16].encode()).digest()
