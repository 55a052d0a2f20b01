"""A whole t-SNE of 5,000 codes, and its exact divergence, beside openTSNE and scikit-learn."""

import os
from collections.abc import Callable, Iterator
from time import perf_counter

import numpy as np

from latentlab.latent.maps.map_settings import MapSettings
from tests.benchmarks.codes import bundled_codes
from tests.benchmarks.exact_divergence import exact_divergence, exact_joint
from tests.benchmarks.options import Options
from tests.benchmarks.own_maps import Made, make_map
from tests.benchmarks.row import Budget, Row, judged
from tests.benchmarks.timing import median, span

_ROUNDS = 3
_FEW = 300
_EQUAL_KL = Budget(1.01, "ratio")
_FIRST_S = 2.0

Timed = tuple[float, np.ndarray]  # seconds, points (N, 2) in the method's own units


def measure(options: Options) -> Iterator[Row]:
    """Medians of rounds that take each program in turn."""
    codes = options.pick(bundled_codes(), bundled_codes()[::10])
    joint = exact_joint(codes)
    cores = os.cpu_count() or 1
    firsts: list[float] = []

    def ours(threads: int) -> Callable[[np.ndarray], Timed]:
        def run(some: np.ndarray) -> Timed:
            made = make_map(some, MapSettings(method="tsne", threads=threads))
            firsts.append(made.seconds_to_first)
            return made.seconds, _own_units(made)

        return run

    programs = {"ours": ours(cores), "ours, 1 thread": ours(1), "openTSNE": _opentsne, "sklearn": _sklearn}
    seconds, divergences = _take_turns(programs, codes, joint, options.pick(_ROUNDS, 1))
    points = len(codes)
    yield from _time_rows(seconds, points, cores)
    yield judged(
        "t-SNE, exact KL under one shared P (median)",
        median(divergences["ours"]),
        "nats",
        peer=median(divergences["openTSNE"]),
        peer_name="openTSNE",
        budget=_EQUAL_KL,
        points=points,
        threads=cores,
        note=f"scikit-learn reaches {median(divergences['sklearn']):.4g}",
    )
    yield judged(
        "t-SNE, seconds to the first layout (10 iterations, median)",
        median(firsts[2:]),  # the first two were the warm-up's
        "s",
        budget=Budget(_FIRST_S),
        points=points,
        note=span(firsts[2:], "s"),
    )


def _take_turns(
    programs: dict[str, Callable[[np.ndarray], Timed]], codes: np.ndarray, joint: np.ndarray, rounds: int
) -> tuple[dict[str, list[float]], dict[str, list[float]]]:
    """Seconds and divergences by program, in each round."""
    seconds: dict[str, list[float]] = {name: [] for name in programs}
    divergences: dict[str, list[float]] = {name: [] for name in programs}
    for run in programs.values():
        run(codes[:_FEW])  # imports, and the threads of the libraries
    for _ in range(rounds):
        for name, run in programs.items():
            took, points = run(codes)
            seconds[name].append(took)
            divergences[name].append(exact_divergence(joint, points))
    return seconds, divergences


def _time_rows(seconds: dict[str, list[float]], points: int, cores: int) -> Iterator[Row]:
    for ours, threads in (("ours", cores), ("ours, 1 thread", 1)):
        for peer, name, limit in (("openTSNE", "openTSNE TSNE().fit", 1.0), ("sklearn", "sklearn TSNE", 0.9)):
            yield judged(
                "whole t-SNE (median)" if threads == cores else "whole t-SNE as the window runs it (median)",
                median(seconds[ours]),
                "s",
                peer=median(seconds[peer]),
                peer_name=f"{name}, {cores} threads",
                budget=Budget(limit, "ratio") if threads == cores else None,
                points=points,
                threads=threads,
                note=f"ours: {span(seconds[ours], 's')}; peer: {span(seconds[peer], 's')}",
            )


def _own_units(made: Made) -> np.ndarray:
    """Without the magnification that a small map is shown with."""
    points: np.ndarray = made.layout.points / made.layout.scale
    return points


def _opentsne(codes: np.ndarray) -> Timed:
    from openTSNE import TSNE

    began = perf_counter()
    points = TSNE(n_jobs=os.cpu_count() or 1, random_state=0).fit(codes)
    return perf_counter() - began, np.asarray(points)


def _sklearn(codes: np.ndarray) -> Timed:
    from sklearn.manifold import TSNE

    began = perf_counter()
    points = TSNE(n_jobs=os.cpu_count() or 1, random_state=0).fit_transform(codes)
    return perf_counter() - began, points
