"""What a verdict costs: in seconds by itself, and in training speed while it is kept current."""

from collections.abc import Generator, Iterator
from time import perf_counter
from typing import TypeVar

from PySide6.QtWidgets import QDockWidget

from latentlab.data.image_set import ImageSet
from latentlab.data.sources import open_images
from latentlab.data.split import split_images
from latentlab.errors import LatentLabError
from latentlab.gui.main_window import MainWindow
from latentlab.gui.pace import FULL_SPEED
from latentlab.gui.waiting import let_live
from latentlab.gui.workspace.verdict import GLANCE_IMAGES
from latentlab.latent.image_pca import fit_image_pca
from latentlab.latent.pieces import finished
from latentlab.models.build import build_autoencoder
from latentlab.training.presets import PRESETS
from latentlab.training.verdict.exam import Exam
from latentlab.training.verdict.examine import examine
from tests.benchmarks.live_run import pause, show_moving
from tests.benchmarks.measure_training import epochs_per_second
from tests.benchmarks.options import Options
from tests.benchmarks.real_window import open_window
from tests.benchmarks.row import Budget, Row, judged, unmeasured
from tests.benchmarks.timing import median, span

T = TypeVar("T")
_PRESETS = ("deep", "hinton", "conv", "transformer")
_STOP_S = 0.3
_ROUNDS, _SECONDS, _SETTLED_S = 6, 3.0, 0.7


def measure(options: Options) -> Iterator[Row]:
    """Whole verdicts by architecture, then the window with the dock in front beside it behind."""
    yield from _alone(open_images("mnist-5k"), "deep", None)
    yield from _alone(open_images("mnist-5k"), "deep", GLANCE_IMAGES)
    if not options.quick:
        try:
            whole = open_images("mnist", options.data_root)
        except LatentLabError as error:
            yield unmeasured("the whole verdict of a network on MNIST", "s", str(error))
        else:
            for preset in _PRESETS:
                yield from _alone(whole, preset, None)
    yield from _while_training(open_window(options.data_root), options)


def _alone(images: ImageSet, preset: str, most: int | None) -> Iterator[Row]:
    config = PRESETS[preset].config
    split = split_images(images, 0)
    fit = fit_image_pca(images.flat[split.train])
    pca_pieces, pca = _timed(fit)
    model = build_autoencoder(config.model, images.shape, 0)
    finished(examine(Exam(model, images, split, config, most=200), pca))  # imports scikit-learn
    pieces, _ = _timed(examine(Exam(model, images, split, config, "validation", most=most), pca))
    what = f"{preset}, {images.name}, {len(split.train) if most is None else most:,} images learnt"
    yield judged(
        f"a verdict, {what}", sum(pieces), "s", threads=1, note=f"PCA before it: {sum(pca_pieces):.2f} s"
    )
    yield judged(
        f"the longest piece of it, which a stop must wait for, {what}",
        max(*pieces, *pca_pieces),
        "s",
        budget=Budget(_STOP_S),
        threads=1,
    )


def _timed(work: Generator[object, None, T]) -> tuple[list[float], T]:
    """Seconds of each piece, and what comes of it."""
    pieces: list[float] = []
    while True:
        began = perf_counter()
        try:
            next(work)
        except StopIteration as stop:
            pieces.append(perf_counter() - began)
            return pieces, stop.value
        pieces.append(perf_counter() - began)


def _while_training(window: MainWindow, options: Options) -> Iterator[Row]:
    """Rounds with the verdict in front and behind, in turn, as a shared machine's speed drifts."""
    front, behind = (
        window.findChild(QDockWidget, "verdict_dock"),
        window.findChild(QDockWidget, "decoder_dock"),
    )
    assert isinstance(front, QDockWidget)
    assert isinstance(behind, QDockWidget)
    told: list[object] = []
    window.workspace.verdict.changed.connect(told.append)
    rates: dict[QDockWidget, list[float]] = {front: [], behind: []}
    for _ in range(options.pick(_ROUNDS, 1)):
        for dock, found in rates.items():
            pause(window)
            dock.raise_()
            show_moving(window, FULL_SPEED, "pca")
            let_live(_SETTLED_S)
            found.append(epochs_per_second(window, options.pick(_SECONDS, 0.5)))
    ratio = median([one / other for one, other in zip(rates[front], rates[behind], strict=True)])
    yield judged(
        "training at full speed while the verdict is kept current, 5,000 digits",
        median(rates[front]),
        "epochs/s",
        peer=median(rates[behind]),
        peer_name="the same window with the verdict behind",
        ratio=ratio,
        budget=Budget(0.95, "ratio", at_least=True),
        note=f"{len(told)} verdicts; with: {span(rates[front], 'epochs/s')}; "
        f"without: {span(rates[behind], 'epochs/s')}; the ratio is the rounds' median",
    )
