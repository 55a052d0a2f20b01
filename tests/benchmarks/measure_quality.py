"""A map of 70,000 judged by codes and pixels, beside scikit-learn's trustworthiness of what it can hold."""

import os
from collections.abc import Iterator
from time import perf_counter

import numpy as np

from latentlab.data.digits import open_digits
from latentlab.data.sources import open_images, raw_folder
from latentlab.latent.quality import Verdict, judge_map
from tests.benchmarks.codes import bundled_codes, mnist_codes
from tests.benchmarks.options import Options
from tests.benchmarks.row import Budget, Row, judged, unmeasured
from tests.benchmarks.timing import median, span

_BUDGET = Budget(5)
_WIDE = 64  # the widest codes that are usual
_PEER_POINTS = 10_000  # scikit-learn holds all distances: 0.8 GB of them here, 39 GB for 70,000
_ROUNDS = 3


def measure(options: Options) -> Iterator[Row]:
    """Seconds for all three comparisons, of narrow and of wide codes, on all cores and on one."""
    cores = os.cpu_count() or 1
    pixels, codes = _data(options)
    if pixels is None or codes is None:
        yield unmeasured("quality of a map", "s", "needs the data set mnist, which is not there", _BUDGET)
        return
    wide = _wide(codes)
    peer_seconds, peer_points = _peer(codes, pixels, options.pick(_PEER_POINTS, 300))
    for name, shown, threads in (("8-d", codes, cores), ("8-d", codes, 1), (f"{_WIDE}-d", wide, cores)):
        runs = [_judge(shown, pixels, threads) for _ in range(options.pick(_ROUNDS, 1))]
        seconds = [run[0] for run in runs]
        verdict, longest = runs[0][1], max(run[2] for run in runs)
        assert verdict.against_pixels is not None
        yield judged(
            f"quality of a map, {name} codes: three comparisons (median)",
            median(seconds),
            "s",
            budget=_BUDGET if threads == cores and not options.quick else None,
            points=len(codes),
            threads=threads,
            note=f"{span(seconds, 's')}; longest piece {longest:.2f} s; standard errors of recall "
            f"{verdict.against_codes.knn_recall.se:.4f} and {verdict.against_pixels.knn_recall.se:.4f}; "
            f"scikit-learn, one measure of one comparison of {peer_points:,} points: {peer_seconds:.3g} s",
        )


def _data(options: Options) -> tuple[np.ndarray | None, np.ndarray | None]:
    if options.quick:
        return open_digits().flat[:600], bundled_codes()[:600]
    if not raw_folder("mnist", options.data_root).is_dir():
        return None, None
    return open_images("mnist", options.data_root).flat, mnist_codes(options.data_root)


def _wide(codes: np.ndarray) -> np.ndarray:
    """Codes of 64 dimensions: these turned into more, with a little noise of their own."""
    rng = np.random.default_rng(0)
    turned = codes @ rng.normal(size=(codes.shape[1], _WIDE)).astype(np.float32)
    return turned + rng.normal(scale=turned.std() / 10, size=turned.shape).astype(np.float32)


def _judge(codes: np.ndarray, pixels: np.ndarray, threads: int) -> tuple[float, Verdict, float]:
    """Seconds, the verdict, and the seconds of the longest piece between two chances to stop."""
    stages = judge_map(np.ascontiguousarray(codes[:, :2]), codes, pixels, threads=threads)
    began = before = perf_counter()
    longest = 0.0
    while True:
        try:
            next(stages)
        except StopIteration as end:
            return perf_counter() - began, end.value, longest
        now = perf_counter()
        longest, before = max(longest, now - before), now


def _peer(codes: np.ndarray, pixels: np.ndarray, points: int) -> tuple[float, int]:
    """Seconds of scikit-learn's trustworthiness of a map against pixels, and of how many points."""
    from sklearn.manifold import trustworthiness

    began = perf_counter()
    trustworthiness(pixels[:points].astype(np.float32), codes[:points, :2], n_neighbors=15)
    return perf_counter() - began, points
