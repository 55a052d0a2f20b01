"""The comparisons that the lecture argues by, each computed when the student asks for it."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from latentlab.errors import LatentLabError
from latentlab.gui.job import Job, JobSlot
from latentlab.gui.workspace.kept_run import KeptRun
from latentlab.gui.workspace.known_pca import KnownPca
from latentlab.latent.preparing import Preparing

if TYPE_CHECKING:  # its module needs torch
    from latentlab.training.verdict.weight_images import WeightImages

NAMES = ("by k", "denoising", "pixels", "equal codes", "seeds", "weights")
OF_THE_NETWORK = ("equal codes", "seeds", "weights")  # another network makes them stale

_CLOCK_MS = 100
_MOST_BESIDE = 3  # runs whose weights are shown under the present one's
_BESIDE_IMAGES = 14  # of each of these: two rows of a narrow dock


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """What was found, and for which run."""

    name: str
    value: Any  # by name: np.ndarray, PcaDenoising, PixelVariance, EqualCodes, SeedComparison, WeightImages
    run: KeptRun
    beside: tuple[tuple[KeptRun, WeightImages], ...] = ()  # the same of other runs, where that is looked at


@dataclass(frozen=True, slots=True)
class NoiseAsked:
    """The noise that PCA is to mend."""

    kind: str = "gaussian"
    level: float = 0.5


class Comparisons(QObject):
    """Computes one at a time, on a thread of low priority."""

    possible_changed = Signal(bool)  # whether there is a network with its images
    found = Signal(object)  # Comparison
    begun = Signal(str)  # the name
    ended = Signal(str)  # the name; whether it was found, cancelled or failed
    preparing_changed = Signal(str, object)  # the name, Preparing
    refused = Signal(str, object)  # the name, the LatentLabError that says why there is nothing to compare
    failed = Signal(object)  # the exception

    def __init__(self, pca: KnownPca, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.noise = NoiseAsked()
        self._pca = pca
        self._run: KeptRun | None = None
        self._beside: tuple[KeptRun, ...] = ()
        self._name: str | None = None
        self._jobs = JobSlot(self)
        self._jobs.done.connect(self._on_done)
        self._jobs.failed.connect(self._on_failed)
        self._clock = QTimer(self, interval=_CLOCK_MS)
        self._clock.timeout.connect(self._tell_stage)

    def follow(self, run: KeptRun | None, beside: Sequence[KeptRun]) -> None:
        """The present run learnt on, or is another one; what is under way stays of the one before.

        beside: the other runs, those first that are worth most beside it.
        """
        was_possible, self._run, self._beside = self.can_compute, run, tuple(beside)
        if self.can_compute != was_possible:
            self.possible_changed.emit(self.can_compute)

    @property
    def can_compute(self) -> bool:
        """Whether there is a network with its images."""
        run = self._run
        return run is not None and run.subject.images is not None and run.frame.model is not None

    def compute(self, name: str) -> None:
        """Begin one; the one under way ends."""
        self.cancel()
        if not self.can_compute:
            return
        assert self._run is not None
        self._name = name
        self.begun.emit(name)
        events = _comparison(name, self._run, self._pca, self.noise, self._beside)
        self._jobs.start(Job(events, parent=self))
        self._clock.start()

    def cancel(self) -> None:
        """Give up the one that is under way."""
        self._jobs.clear()
        self._end()

    def choose_noise(self, kind: str, level: float) -> None:
        """What PCA is to mend when it is asked the next time."""
        self.noise = NoiseAsked(kind, level)

    def stop(self) -> None:
        """Compute nothing more."""
        self.cancel()

    def wait(self, milliseconds: int) -> bool:
        """Stop and wait for the thread; only for the closing window."""
        self.stop()
        return self._jobs.wait(milliseconds)

    def _end(self) -> None:
        self._clock.stop()
        name, self._name = self._name, None
        if name is not None:
            self.ended.emit(name)

    def _tell_stage(self) -> None:
        stage = self._jobs.job.take(Preparing) if self._jobs.job else None
        if stage is not None and self._name is not None:
            self.preparing_changed.emit(self._name, stage)

    def _on_done(self) -> None:
        comparison = self._jobs.job.take(Comparison) if self._jobs.job else None
        self._jobs.clear()
        self._end()
        if comparison is not None:
            self.found.emit(comparison)

    def _on_failed(self, error: object) -> None:
        name = self._name
        self._jobs.clear()
        self._end()
        if isinstance(error, LatentLabError) and name is not None:
            self.refused.emit(name, error)
        else:
            self.failed.emit(error)


def _comparison(
    name: str, run: KeptRun, pca: KnownPca, noise: NoiseAsked, beside: Sequence[KeptRun]
) -> Generator[Preparing | Comparison, None, None]:
    """One comparison as a job; what needs torch is imported on its thread."""
    value = yield from _MAKERS[name](run, pca, noise)
    others = (yield from _weights_beside(beside)) if name == "weights" and value is not None else ()
    yield Comparison(name, value, run, others)


def _by_k(run: KeptRun, pca: KnownPca, noise: NoiseAsked) -> Generator[Preparing, None, Any]:
    from latentlab.data.split import split_images
    from latentlab.latent.image_pca import error_curve

    images = run.subject.images
    assert images is not None
    split = split_images(images, run.config.seed)
    fitted = yield from pca.of(images, run.config.seed, split)
    return (yield from error_curve(fitted, images.flat[split.test]))


def _denoising(run: KeptRun, pca: KnownPca, noise: NoiseAsked) -> Generator[Preparing, None, Any]:
    from latentlab.data.split import split_images
    from latentlab.models.noise import Noise
    from latentlab.training.verdict.pca_denoising import pca_denoising

    images, seed = run.subject.images, run.config.seed
    assert images is not None
    split = split_images(images, seed)
    fitted = yield from pca.of(images, seed, split)
    asked = Noise(noise.kind, noise.level)
    return (yield from pca_denoising(fitted, images.flat[split.validation], images.shape, asked, seed))


def _pixels(run: KeptRun, pca: KnownPca, noise: NoiseAsked) -> Generator[Preparing, None, Any]:
    import numpy as np

    from latentlab.data.split import split_images
    from latentlab.training.verdict.pixel_variance import pixel_variance

    images = run.subject.images
    assert images is not None
    split = split_images(images, run.config.seed)
    return (yield from pixel_variance(images, np.sort(np.concatenate([split.train, split.validation]))))


def _equal_codes(run: KeptRun, pca: KnownPca, noise: NoiseAsked) -> Generator[Preparing, None, Any]:
    from latentlab.training.verdict.equal_codes import equal_codes

    images, model = run.subject.images, run.frame.model
    assert images is not None
    assert model is not None
    return (yield from equal_codes(model, images.flat))


def _seeds(run: KeptRun, pca: KnownPca, noise: NoiseAsked) -> Generator[Preparing, None, Any]:
    from latentlab.data.split import split_images
    from latentlab.training.verdict.seeds import compare_seeds

    images, model = run.subject.images, run.frame.model
    assert images is not None
    assert model is not None
    split = split_images(images, run.config.seed)
    epochs = max(1, len(run.frame.epochs))
    return (yield from compare_seeds(model, images, split, run.config, epochs))


def _weights(run: KeptRun, pca: KnownPca, noise: NoiseAsked) -> Generator[Preparing, None, Any]:
    from latentlab.training.verdict.weight_images import weight_images

    assert run.frame.model is not None
    yield Preparing("weights", 0, 1)
    return weight_images(run.frame.model, run.subject.shape)


def _weights_beside(
    runs: Sequence[KeptRun],
) -> Generator[Preparing, None, tuple[tuple[KeptRun, WeightImages], ...]]:
    """Of the first runs whose first layer sees whole images."""
    from latentlab.training.verdict.weight_images import weight_images

    found: list[tuple[KeptRun, WeightImages]] = []
    for run in runs:
        if len(found) == _MOST_BESIDE:
            break
        yield Preparing("weights", len(found), _MOST_BESIDE)
        model = run.frame.model
        images = weight_images(model, run.subject.shape, _BESIDE_IMAGES) if model is not None else None
        if images is not None:
            found.append((run, images))
    return tuple(found)


_MAKERS = {
    "by k": _by_k,
    "denoising": _denoising,
    "pixels": _pixels,
    "equal codes": _equal_codes,
    "seeds": _seeds,
    "weights": _weights,
}
