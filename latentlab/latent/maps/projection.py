"""The one door to all maps: codes in, layouts out."""

from collections import deque
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Protocol, TypeVar

import numpy as np

from latentlab.errors import LatentLabError
from latentlab.latent.checks import checked_places
from latentlab.latent.maps.alignment import align, in_dimensions
from latentlab.latent.maps.layout import Layout, MapEvent
from latentlab.latent.maps.map_settings import MapSettings
from latentlab.latent.maps.pca import on_plane, principal_plane_in_pieces
from latentlab.latent.maps.plain_maps import METHODS as PLAIN
from latentlab.latent.maps.plain_maps import plain_layouts, same_number
from latentlab.latent.neighbours.exact import NeighbourGraph
from latentlab.latent.neighbours.graph_cache import GraphCache
from latentlab.latent.preparing import Preparing

_LEAST_POINTS = 3  # fewer have one map only

T = TypeVar("T")
Projection = Generator[MapEvent, np.ndarray | None, None]


def finished_layout(codes: np.ndarray, settings: MapSettings, labels: np.ndarray | None = None) -> Layout:
    """The finished map of codes (N, k). Raises LatentLabError for codes that are not finite."""
    for event in project(codes, settings, labels=labels):
        if isinstance(event, Layout) and event.done:
            return event
    raise AssertionError("a projection ends with a layout that is done")


def project(
    codes: np.ndarray,
    settings: MapSettings,
    start: np.ndarray | None = None,
    reference: np.ndarray | None = None,
    graphs: GraphCache | None = None,
    labels: np.ndarray | None = None,
) -> Projection:
    """Make a map of codes (N, k): how far the preparation is, then layouts, the last with `done` set.

    Codes may be bytes, as pixels are, which t-SNE and UMAP never make float32 all at once.
    start: (N, d), a layout of the same method at its full scale to go on from; without it the settings say.
    reference: (M, 2 or 3), what the first layout is turned and mirrored to lie on, be it of the first points
    only; each later one lies on the one before. Raw axes and a plane through three points are never turned.
    graphs: keeps the neighbours for the next map of the same codes, as many as t-SNE and UMAP need both.
    labels: (N,) whole numbers, for a plane through class means, and for a fair sample of the classes.
    Send new codes of the same number of points at any time, even in answer to the last layout: it goes on
    from where the points are. Raises LatentLabError for codes that are not finite.
    """
    codes = checked_places(codes)
    if start is not None and start.shape != (len(codes), settings.dimensions):
        raise ValueError(f"start must have shape {(len(codes), settings.dimensions)}, got {start.shape}")
    if reference is not None:
        reference = reference[: len(codes)]
    if settings.method in PLAIN or len(codes) < _LEAST_POINTS:
        return plain_layouts(codes, settings, reference, labels)
    if reference is not None:
        reference = in_dimensions(reference, settings.dimensions)
    return _optimised(codes, settings, start, reference, graphs)


class _Run(Protocol):
    """What t-SNE and UMAP have in common."""

    @property
    def points(self) -> np.ndarray: ...
    @property
    def iteration(self) -> int: ...
    @property
    def iterations(self) -> int: ...
    @property
    def done(self) -> bool: ...
    @property
    def scale(self) -> float: ...
    @property
    def is_early(self) -> bool: ...
    @property
    def kl(self) -> float | None: ...
    def prepare(self, graph: NeighbourGraph) -> Generator[Preparing, None, None]: ...
    def renew(self, graph: NeighbourGraph) -> Generator[Preparing, None, None]: ...
    def advance(self) -> None: ...


def _optimised(
    codes: np.ndarray,
    settings: MapSettings,
    start: np.ndarray | None,
    reference: np.ndarray | None,
    graphs: GraphCache | None,
) -> Projection:
    inbox: deque[np.ndarray] = deque(maxlen=1)
    count = settings.neighbour_count(len(codes))
    ahead = 0 if graphs is None else settings.shared_count(len(codes))
    graphs = graphs or GraphCache()
    with ExitStack() as resources:
        graph = yield from _hearing(graphs.neighbours(codes, count, settings.threads, ahead), inbox)
        points = start if start is not None else (yield from _hearing(_beginning(codes, settings), inbox))
        del codes  # of 70,000 images 55 MB, which the run needs no more
        run = _begin(points, start is not None, settings, resources)
        total = len(graph)
        yield from _hearing(run.prepare(graph), inbox)
        before = reference if reference is not None else start
        while True:
            if inbox:
                newest = same_number(inbox.pop(), total)
                # Codes that stream in are soon gone: nothing is computed ahead for them.
                graph = yield from _hearing(graphs.neighbours(newest, count, settings.threads), inbox)
                yield from _hearing(run.renew(graph), inbox)
            run.advance()
            layout = _layout(run, before)
            before = layout.points
            sent = yield layout
            if sent is not None:
                inbox.append(sent)
            if run.done and not inbox:
                return


def _hearing(
    stage: Generator[Preparing, None, T], inbox: deque[np.ndarray]
) -> Generator[MapEvent, np.ndarray | None, T]:
    """Run a stage to its end, keeping the newest codes that are sent meanwhile."""
    while True:
        try:
            event = next(stage)
        except StopIteration as stop:
            value: T = stop.value
            return value
        sent = yield event
        if sent is not None:
            inbox.append(sent)


def _begin(points: np.ndarray, warm: bool, settings: MapSettings, resources: ExitStack) -> _Run:
    if settings.method == "tsne":
        from latentlab.latent.maps.tsne import Tsne

        return Tsne(
            points,
            warm=warm,
            perplexity=settings.perplexity_for(len(points)),
            exaggeration=settings.exaggeration,
            learning_rate=settings.learning_rate,
            iterations=settings.iterations,
            seed=settings.seed,
            threads=settings.threads,
        )
    from latentlab.latent.maps.umap import Umap

    helpers = settings.threads - 1
    executor = resources.enter_context(ThreadPoolExecutor(helpers, "umap")) if helpers else None
    return Umap(
        points,
        warm=warm,
        min_dist=settings.min_dist,
        iterations=settings.iterations,
        seed=settings.seed,
        executor=executor,
        threads=settings.threads,
    )


def _beginning(codes: np.ndarray, settings: MapSettings) -> Generator[Preparing, None, np.ndarray]:
    """Where the points (N, d) of a map without a layout begin; the method scales them as it likes."""
    if settings.start == "random":
        return np.random.default_rng(settings.seed).normal(size=(len(codes), settings.dimensions))
    plane = yield from principal_plane_in_pieces(codes, settings.dimensions)
    return on_plane(codes, plane)


def _layout(run: _Run, before: np.ndarray | None) -> Layout:
    points = run.points
    placed = points.copy() if before is None else align(points, before)
    if not np.isfinite(placed).all():
        raise LatentLabError("The map has run away. Make it again with a smaller learning rate.")
    return Layout(
        placed, run.iteration, run.iterations, run.done, kl=run.kl, scale=run.scale, is_early=run.is_early
    )
