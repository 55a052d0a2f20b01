"""A whole UMAP of 70,000 codes, and how well it keeps neighbours, beside umap-learn when it is warm."""

import os
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from time import perf_counter

import numpy as np

from latentlab.latent.maps.map_settings import MapSettings
from tests.benchmarks.codes import bundled_codes, mnist_codes
from tests.benchmarks.neighbour_recall import neighbour_recall
from tests.benchmarks.options import Options
from tests.benchmarks.own_maps import make_map
from tests.benchmarks.row import Budget, Row, judged, unmeasured
from tests.benchmarks.timing import median, span

_ROUNDS = 2
_EQUAL_RECALL = Budget(0.98, "ratio", at_least=True)


@dataclass
class _Side:
    """What one of the programs needed and reached, in each round."""

    seconds: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)

    def add(self, codes: np.ndarray, seconds: float, points: np.ndarray) -> None:
        self.seconds.append(seconds)
        self.recall.append(neighbour_recall(codes, points))


def measure(options: Options) -> Iterator[Row]:
    """Medians of rounds that take ours on one thread, ours on all, and umap-learn on all and on one."""
    cores = os.cpu_count() or 1
    codes = bundled_codes()[:1_000] if options.quick else mnist_codes(options.data_root)
    if codes is None:
        yield unmeasured("whole UMAP", "s", "needs the data set mnist, which is not there: see --data-root")
        return
    ours = {1: _Side(), cores: _Side()}
    peers = {1: _Side(), cores: _Side()}
    _warm_up()
    for _ in range(options.pick(_ROUNDS, 1)):
        for threads in ours:
            made = make_map(codes, MapSettings(method="umap", threads=threads))
            ours[threads].add(codes, made.seconds, made.layout.points)
            peers[threads].add(codes, *_fit(codes, threads))
    yield from _rows(ours, peers, cores, len(codes))


def _rows(ours: dict[int, _Side], peers: dict[int, _Side], cores: int, points: int) -> Iterator[Row]:
    name = f"umap-learn, warm, {cores} threads"
    for threads, limit in ((1, 1.4), (cores, 1.0)):
        yield judged(
            f"whole UMAP, {'serial' if threads == 1 else 'all cores, nothing trains'} (median)",
            median(ours[threads].seconds),
            "s",
            peer=median(peers[cores].seconds),
            peer_name=name,
            budget=Budget(limit, "ratio"),
            points=points,
            threads=threads,
            note=f"ours: {span(ours[threads].seconds, 's')}; peer: {span(peers[cores].seconds, 's')}, "
            f"and on one thread {median(peers[1].seconds):.3g} s",
        )
        yield judged(
            f"whole UMAP, {'serial' if threads == 1 else 'all cores'}: neighbour recall at 15",
            median(ours[threads].recall),
            "",
            peer=median(peers[cores].recall),
            peer_name=name,
            budget=_EQUAL_RECALL,
            points=points,
            threads=threads,
            note=f"umap-learn on one thread {median(peers[1].recall):.4g}",
        )


def _warm_up() -> None:
    """Compile everything that either needs; umap-learn takes another way to neighbours from 4,096 on."""
    codes = bundled_codes()
    make_map(codes, MapSettings(method="umap", iterations=2))
    for threads in (1, os.cpu_count() or 1):
        _fit(codes, threads, epochs=2)


def _fit(codes: np.ndarray, threads: int, epochs: int | None = None) -> tuple[float, np.ndarray]:
    """Seconds and points of umap-learn, as its documentation shows it; a seed means one thread to it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import umap

        began = perf_counter()
        seed = 0 if threads == 1 else None
        fitted = umap.UMAP(n_jobs=threads, random_state=seed, n_epochs=epochs).fit(codes)
        return perf_counter() - began, fitted.embedding_
