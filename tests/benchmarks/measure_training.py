"""Training speed at full speed with the window live, beside the same work in a bare loop."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from time import perf_counter

import torch

from latentlab.data.split import split_images
from latentlab.gui.main_window import MainWindow
from latentlab.gui.pace import FULL_SPEED
from latentlab.gui.progress import RunProgress
from latentlab.gui.waiting import let_live
from latentlab.models.build import build_autoencoder
from latentlab.training.events import EpochEnded
from latentlab.training.trainer import train as train_network
from tests.benchmarks.live_run import open_data, pause, show_moving
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import ENDLESS, open_window
from tests.benchmarks.row import Budget, Row, judged, unmeasured
from tests.benchmarks.timing import median, span
from tests.benchmarks.training_loops import Task, bare_loop, crowded_loop, loader_loop

_ROUNDS = 8
_SECONDS = 2.0  # that each is measured in a round: short, as a shared machine's speed drifts
_SETTLED_S = 0.7


@dataclass
class _Rates:
    """Images a second in each round."""

    bare: list[float] = field(default_factory=list)
    crowded: list[float] = field(default_factory=list)
    loader: list[float] = field(default_factory=list)
    headless: list[float] = field(default_factory=list)
    pca: list[float] = field(default_factory=list)
    umap: list[float] = field(default_factory=list)


def measure(options: Options) -> Iterator[Row]:
    """Medians of rounds that take the bare loop, the window on PCA and the window on UMAP in turn."""
    window = open_window(options.data_root)
    yield from _measure_data(window, options, "5,000 digits, batch 64")
    if options.quick:
        return
    what = "MNIST, batch 256"
    missing = open_data(window, "mnist", options.data_root)
    if missing:
        yield unmeasured(f"training at full speed, {what}", "images/s", missing)
        return
    window.workspace.build(replace(window.workspace.run.config, batch_size=256))
    yield from _measure_data(window, options, what)


def _measure_data(window: MainWindow, options: Options, what: str) -> Iterator[Row]:
    task = _task(window)
    rates = _Rates()
    seconds = options.pick(_SECONDS, 0.5)
    for _ in range(options.pick(_ROUNDS, 1)):
        window.workspace.map.choose("pca")
        pause(window)
        let_live(_SETTLED_S)
        rates.bare.append(bare_loop(task, seconds))
        rates.crowded.append(crowded_loop(task, seconds))
        rates.loader.append(loader_loop(task, seconds))
        rates.headless.append(_headless_rate(window, seconds))
        rates.pca.append(_live_rate(window, "pca", task, seconds))
        rates.umap.append(_live_rate(window, "umap", task, seconds))
    yield from _rows(rates, task.config.threads, what)


def _rows(rates: _Rates, threads: int, what: str) -> Iterator[Row]:
    cases = (
        ("map on PCA", rates.pca, "bare in-memory loop", rates.bare, 0.95),
        ("while UMAP runs", rates.umap, "bare in-memory loop", rates.bare, 0.7),
        ("map on PCA", rates.pca, "train() without a window", rates.headless, None),
        ("map on PCA", rates.pca, "DataLoader loop", rates.loader, None),
    )
    for case, ours, name, peers, share in cases:
        yield judged(
            f"training at full speed, window live, {case}; {what}",
            median(ours),
            "images/s",
            peer=median(peers),
            peer_name=name,
            ratio=_median_ratio(ours, peers),
            budget=Budget(share, "ratio", at_least=True) if share else None,
            threads=threads,
            note=f"ours: {span(ours, 'images/s')}; peer: {span(peers, 'images/s')}; the ratio is the "
            f"rounds' median; of the bare loop the DataLoader's is at "
            f"{_median_ratio(rates.loader, rates.bare):.2f}, and itself, while a second core is busy, at "
            f"{_median_ratio(rates.crowded, rates.bare):.2f}",
        )


def _median_ratio(ours: list[float], peers: list[float]) -> float:
    return median([one / other for one, other in zip(ours, peers, strict=True)])


def _headless_rate(window: MainWindow, seconds: float) -> float:
    """Images a second of the program's own loop, validation included, with nobody looking."""
    subject, config = window.workspace.subject, window.workspace.run.config
    assert subject is not None
    assert subject.images is not None
    model = build_autoencoder(config.model, subject.shape, config.seed)
    split = split_images(subject.images, config.seed)
    images, began = 0, 0.0
    for event in train_network(model, subject.images, split, replace(config, epochs=ENDLESS)):
        if isinstance(event, EpochEnded) and not began:
            began = perf_counter()
        elif isinstance(event, EpochEnded):
            images += len(split.train)
            if perf_counter() - began >= seconds:
                break
    rate = images / (perf_counter() - began)
    torch.set_num_threads(1)  # as the window's thread has it
    return rate


def _task(window: MainWindow) -> Task:
    """What the window trains on, for the loops beside it."""
    workspace = window.workspace
    assert workspace.subject is not None
    images, config = workspace.subject.images, workspace.run.config
    assert images is not None
    rows = split_images(images, config.seed).train
    return Task(torch.from_numpy(images.flat[rows]), config)


def _live_rate(window: MainWindow, method: str, task: Task, seconds: float) -> float:
    """Images a second that the window learns, by the clock on the wall."""
    show_moving(window, FULL_SPEED, method)
    layouts: list[object] = []
    window.workspace.map.layout_changed.connect(lambda layout, *_: layouts.append(layout))
    let_live(_SETTLED_S)
    before = len(layouts)
    epochs = epochs_per_second(window, seconds)
    if len(layouts) == before:
        raise RuntimeError(f"the map on {method} stood still while the training was timed")
    return epochs * len(task.images)


def epochs_per_second(window: MainWindow, seconds: float) -> float:
    """How fast the newest batch moves on, by the clock on the wall."""
    marks: list[tuple[float, float]] = []  # when, and how many epochs were learnt by then

    def mark(progress: RunProgress) -> None:
        if not marks or progress.epoch > marks[-1][1]:  # a frame may be older than the last batch
            marks.append((perf_counter(), progress.epoch))

    window.workspace.run.progressed.connect(mark)
    let_live(seconds)
    window.workspace.run.progressed.disconnect(mark)
    (began, first), (ended, last) = marks[0], marks[-1]
    return (last - first) / (ended - began)
