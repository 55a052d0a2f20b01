"""How far a map can be trusted: what of the codes' neighbourhoods it kept."""

from collections.abc import Generator
from dataclasses import dataclass

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.checks import centred, checked_codes
from latentlab.latent.preparing import Preparing

_QUERIES = 1_000
_ROWS = 16  # queries in a piece: at 70,000 points about 50 ms


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over sampled queries, with its standard error (0 where every point was asked)."""

    value: float
    se: float


@dataclass(frozen=True, slots=True)
class MapQuality:
    """Each measure is 1 for a perfect map.

    trustworthiness: neighbours on the map are neighbours in the codes; continuity: the reverse; both weigh
    strangers by how far off they are. knn_recall: the share of the k nearest codes that are among the k
    nearest on the map.
    """

    k: int
    queries: int
    trustworthiness: Estimate
    continuity: Estimate
    knn_recall: Estimate


def map_quality(
    codes: np.ndarray, points: np.ndarray, k: int = 15, queries: int = _QUERIES, seed: int = 0
) -> Generator[Preparing, None, MapQuality]:
    """Compare neighbourhoods of size k in codes (N, d) and on the map (N, 2), for sampled points against all.

    Equal to scikit-learn's trustworthiness where all are asked. With few points k is lowered below half of
    them. Raises LatentLabError below 4 points, or unless there is a place for each code.
    Source: Venna and Kaski 2001.
    """
    total = len(codes)
    if total < 4:
        raise LatentLabError("The quality of a map needs at least 4 points, got {points}.", points=total)
    if len(points) != total:
        raise LatentLabError(
            "A map of {codes} codes must have as many places, got {places}.", codes=total, places=len(points)
        )
    if k < 1:
        raise LatentLabError("A neighbourhood must have at least 1 point, got {k}.", k=k)
    k = min(k, (total - 1) // 2)
    high, low = centred(checked_codes(codes))[0], centred(checked_codes(points))[0]
    asked = np.random.default_rng(seed).permutation(total)[:queries]
    scores = np.empty((len(asked), 3))
    for start in range(0, len(asked), _ROWS):
        piece = slice(start, start + _ROWS)
        scores[piece] = [_scores(query, high, low, k) for query in asked[piece]]
        yield Preparing("quality", min(start + _ROWS, len(asked)), len(asked))
    estimates = [_estimate(column, total) for column in scores.T]
    return MapQuality(k, len(asked), *estimates)


def _scores(query: int, high: np.ndarray, low: np.ndarray, k: int) -> tuple[float, float, float]:
    """Trustworthiness, continuity and recall of one point."""
    in_codes, on_map = _squared_distances(high, query), _squared_distances(low, query)
    near_codes, near_map = _nearest(in_codes, k), _nearest(on_map, k)
    shared = np.intersect1d(near_codes, near_map, assume_unique=True)
    trust = 1 - _strangeness(np.setdiff1d(near_map, shared, assume_unique=True), in_codes, k)
    continuity = 1 - _strangeness(np.setdiff1d(near_codes, shared, assume_unique=True), on_map, k)
    return trust, continuity, len(shared) / k


def _squared_distances(places: np.ndarray, query: int) -> np.ndarray:
    """From one point to all (N,), itself infinitely far."""
    offsets = places - places[query]
    squared: np.ndarray = np.einsum("ij,ij->i", offsets, offsets)
    squared[query] = np.inf
    return squared


def _nearest(squared: np.ndarray, k: int) -> np.ndarray:
    return np.argpartition(squared, k - 1)[:k]


def _strangeness(strangers: np.ndarray, squared: np.ndarray, k: int) -> float:
    """By how many ranks the strangers miss the neighbourhood of size k, as a share of the worst case."""
    if len(strangers) == 0:
        return 0.0
    total = len(squared)
    ranks = np.searchsorted(np.sort(squared), squared[strangers]) + 1  # 1 is the nearest
    misses = np.maximum(ranks - k, 0).sum()  # a tie with the k-th nearest misses by nothing
    return float(misses * 2 / (k * (2 * total - 3 * k - 1)))


def _estimate(values: np.ndarray, total: int) -> Estimate:
    asked = len(values)
    if asked == total or asked < 2:
        return Estimate(float(values.mean()), 0.0)
    unasked_share = 1 - asked / total  # finite population: what is asked has no error
    return Estimate(float(values.mean()), float(values.std(ddof=1) * np.sqrt(unasked_share / asked)))
