"""How far a map can be trusted: what of the neighbourhoods in codes and pixels it kept."""

from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.preparing import Preparing
from latentlab.latent.spaces import Block, Space, space_of

NEIGHBOURS = 15
LEAST_POINTS = 4
QUERIES = 1_600  # a share then has a standard error of about 0.004 and at the very most 0.0125
_ROWS = 64  # queries measured together: of 70,000 images of 784 pixels in 0.1 s on one thread
_SCORED = 16  # and scored between two chances to stop


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over sampled queries, with its standard error (0 where every point was asked)."""

    value: float
    se: float


@dataclass(frozen=True, slots=True)
class MapQuality:
    """How well one space keeps the neighbourhoods of another; each measure is 1 where it keeps them all.

    trustworthiness: neighbours on the map are neighbours in the codes; continuity: the reverse; both weigh
    strangers by how far off they are. knn_recall: the share of the k nearest codes that are among the k
    nearest on the map.
    """

    k: int
    queries: int
    trustworthiness: Estimate
    continuity: Estimate
    knn_recall: Estimate


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a map kept of its codes and of the pixels, and what the codes themselves kept of the pixels.

    against_pixels and codes_against_pixels are None where there are no images.
    """

    against_codes: MapQuality
    against_pixels: MapQuality | None = None
    codes_against_pixels: MapQuality | None = None


def map_quality(
    codes: np.ndarray,
    points: np.ndarray,
    k: int = NEIGHBOURS,
    queries: int = QUERIES,
    seed: int = 0,
    threads: int = 1,
) -> Generator[Preparing, None, MapQuality]:
    """Compare neighbourhoods of size k in codes (N, d) and on the map (N, 2), for sampled points against all.

    Equal to scikit-learn's trustworthiness where all are asked. With few points k is lowered below half of
    them. Raises LatentLabError below 4 points, or unless there is a place for each code.
    Source: Venna and Kaski 2001.
    """
    (quality,) = yield from _compared((codes, points), ((1, 0),), k, queries, seed, threads)
    return quality


def judge_map(
    points: np.ndarray,
    codes: np.ndarray,
    pixels: np.ndarray | None = None,
    k: int = NEIGHBOURS,
    queries: int = QUERIES,
    seed: int = 0,
    threads: int = 1,
) -> Generator[Preparing, None, Verdict]:
    """Compare a map (N, 2) or (N, 3) with its codes (N, d) and both with pixels (N, p) uint8, where given.

    Each distance is computed once for all comparisons. Raises as `map_quality` does.
    """
    if pixels is None:
        return Verdict((yield from map_quality(codes, points, k, queries, seed, threads)))
    spaces = (points, codes, pixels)
    qualities = yield from _compared(spaces, ((0, 1), (0, 2), (1, 2)), k, queries, seed, threads)
    return Verdict(*qualities)


_Pairs = tuple[tuple[int, int], ...]  # which space is judged by which other


def _compared(
    places: Sequence[np.ndarray], pairs: _Pairs, k: int, queries: int, seed: int, threads: int
) -> Generator[Preparing, None, list[MapQuality]]:
    """One quality for each pair, all from the same queries."""
    total = _checked_total(places, k)
    k = min(k, (total - 1) // 2)
    asked = np.random.default_rng(seed).permutation(total)[:queries]
    yield Preparing("quality", 0, len(asked))
    spaces = [space_of(one) for one in places]
    scores: list[list[tuple[float, float, float]]] = []  # by query and pair
    for size, blocks in _measured(spaces, asked, threads):
        yield Preparing("quality", len(scores), len(asked))
        for at in range(size):
            scores.append(_scores(blocks, at, pairs, k))
            if at % _SCORED == 0:
                yield Preparing("quality", len(scores), len(asked))
    columns = np.array(scores).transpose(1, 2, 0)  # (pairs, 3, queries)
    return [MapQuality(k, len(asked), *(_estimate(one, total) for one in three)) for three in columns]


def _measured(spaces: Sequence[Space], asked: np.ndarray, threads: int) -> Iterator[tuple[int, list[Block]]]:
    """Block after block of the rows asked, in all spaces; with a thread to spare the next is on its way."""

    def measure(rows: np.ndarray) -> tuple[int, list[Block]]:
        return len(rows), [space.block(rows) for space in spaces]

    pieces = [asked[start : start + _ROWS] for start in range(0, len(asked), _ROWS)]
    if threads == 1:
        yield from map(measure, pieces)
        return
    with ThreadPoolExecutor(1, "quality") as helper:
        coming = helper.submit(measure, pieces[0])
        for following in pieces[1:]:
            here, coming = coming.result(), helper.submit(measure, following)
            yield here
        yield coming.result()


def _checked_total(places: Sequence[np.ndarray], k: int) -> int:
    total = len(places[0])
    if total < LEAST_POINTS:
        raise LatentLabError(
            "The quality of a map needs at least {least} points, got {points}.",
            least=LEAST_POINTS,
            points=total,
        )
    for others in places[1:]:
        if len(others) != total:
            raise LatentLabError(
                "A map of {codes} codes must have as many places, got {places}.",
                codes=total,
                places=len(others),
            )
    if k < 1:
        raise LatentLabError("A neighbourhood must have at least 1 point, got {k}.", k=k)
    return total


def _scores(blocks: Sequence[Block], at: int, pairs: _Pairs, k: int) -> list[tuple[float, float, float]]:
    """Trustworthiness, continuity and recall of one point, by pair."""
    squared = [block.squared(at) for block in blocks]
    near = [block.nearest(at, far, k) for block, far in zip(blocks, squared, strict=True)]
    scores = []
    for judged, by in pairs:
        same = near[judged][:, None] == near[by]  # (k, k)
        false, missed = near[judged][~same.any(axis=1)], near[by][~same.any(axis=0)]
        trust = 1 - _strangeness(blocks[by], at, squared[by], false, k)
        continuity = 1 - _strangeness(blocks[judged], at, squared[judged], missed, k)
        scores.append((trust, continuity, float(same.sum()) / k))
    return scores


def _strangeness(block: Block, at: int, squared: np.ndarray, strangers: np.ndarray, k: int) -> float:
    """By how many ranks the strangers miss the neighbourhood of size k, as a share of the worst case."""
    total, misses = len(squared), 0
    for bar in block.bars(at, squared, strangers):
        rank = int(np.count_nonzero(squared < bar)) + 1  # 1 is the nearest; counting beats sorting
        misses += max(rank - k, 0)  # a tie with the k-th nearest misses by nothing
    return misses * 2 / (k * (2 * total - 3 * k - 1))


def _estimate(values: np.ndarray, total: int) -> Estimate:
    asked = len(values)
    if asked == total or asked < 2:
        return Estimate(float(values.mean()), 0.0)
    unasked_share = 1 - asked / total  # finite population: what is asked has no error
    return Estimate(float(values.mean()), float(values.std(ddof=1) * np.sqrt(unasked_share / asked)))
