"""Counts the searches for neighbours, which are done by the real search all the same."""

import pytest

from latentlab.latent.neighbours import graph_cache
from latentlab.latent.neighbours.exact import exact_neighbours


def counted_searches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many neighbours each search from now on is for, in order."""
    counts: list[int] = []

    def counted(codes, count, threads=1):
        counts.append(count)
        return exact_neighbours(codes, count, threads)

    monkeypatch.setattr(graph_cache, "exact_neighbours", counted)
    return counts
