"""What the lecture promises of its networks, learnt anew: errors beside PCA's, sparse codes, mending."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from latentlab.data.image_set import ImageSet
from latentlab.data.sources import open_images
from latentlab.data.split import Split, split_images
from latentlab.errors import LatentLabError
from latentlab.latent.image_pca import ImagePca, fit_image_pca
from latentlab.latent.pieces import finished
from latentlab.models.build import build_autoencoder
from latentlab.models.config import ModelConfig
from latentlab.models.noise import Noise
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Finished
from latentlab.training.objective import Objective
from latentlab.training.presets import PRESETS
from latentlab.training.trainer import train
from latentlab.training.verdict.exam import Exam
from latentlab.training.verdict.examine import examine
from latentlab.training.verdict.verdict import Verdict
from tests.benchmarks.options import Options
from tests.benchmarks.row import Budget, Row, judged, unmeasured

_ARCHITECTURES = ("deep", "conv", "recurrent", "transformer")
_SIZES = (2, 4, 8, 16, 32)
_RHO = 0.1
_NOISE = 0.5
_most = partial(Budget, of="ratio")
_least = partial(Budget, at_least=True)


@dataclass(frozen=True, slots=True, eq=False)
class Lesson:
    """Images to learn, with their PCA."""

    images: ImageSet
    split: Split
    pca: ImagePca
    is_quick: bool

    @classmethod
    def of(cls, images: ImageSet, options: Options) -> "Lesson":
        """Fit the PCA of the training images."""
        split = split_images(images, 0)
        return cls(images, split, finished(fit_image_pca(images.flat[split.train])), options.quick)

    def learnt(self, config: TrainingConfig) -> Verdict:
        """What the test images say of the network that a run ends with."""
        config = replace(config, threads=1, epochs=1 if self.is_quick else config.epochs)
        model = build_autoencoder(config.model, self.images.shape, config.seed)
        (end,) = deque(train(model, self.images, self.split, config), maxlen=1)
        assert isinstance(end, Finished)
        return finished(examine(Exam(end.model, self.images, self.split, config), self.pca))


def measure(options: Options) -> Iterator[Row]:
    """The presets on the bundled digits, then what needs all 60,000: minutes for each of these networks."""
    digits = Lesson.of(open_images("mnist-5k"), options)
    yield from _architectures(digits)
    yield from _sparse_by_kl(digits)
    yield from _l1_beside_l2(digits)
    try:
        whole = open_images(options.pick("mnist", "mnist-5k"), options.data_root)
    except LatentLabError as error:
        yield unmeasured("what needs all 60,000 images", "", str(error))
        return
    lesson = Lesson.of(whole, options)
    yield from _linear(lesson)
    yield from _by_size(lesson)
    yield from _denoising(lesson)
    yield from _classifier(lesson)


def _architectures(lesson: Lesson) -> Iterator[Row]:
    for name in _ARCHITECTURES:
        told = lesson.learnt(PRESETS[name].config)
        note = f"the mean image errs {told.mean_image_mse:.4f}"
        yield _beside_pca(f"test error, preset {name}, 5,000 digits", told, 1.0, note)


def _sparse_by_kl(lesson: Lesson) -> Iterator[Row]:
    config = PRESETS["sparse-kl"].config
    sparse, plain = lesson.learnt(config), lesson.learnt(replace(config, objective=Objective()))
    away = float(np.abs(sparse.codes.mean_activation - _RHO).max())
    yield judged(
        "KL sparsity: how far the unit that is farthest from ρ is on average", away, "", budget=Budget(0.03)
    )
    yield _beside_plain("KL sparsity: test error", sparse, plain, 1.5)
    yield judged("KL sparsity: dead units", sparse.codes.dead_units, "units", budget=Budget(0))


def _l1_beside_l2(lesson: Lesson) -> Iterator[Row]:
    configs = [PRESETS[name].config for name in ("sparse-l1", "sparse-l2")]
    l1, l2 = (lesson.learnt(config) for config in configs)
    plain = lesson.learnt(replace(configs[0], objective=Objective()))
    yield judged(
        "share of codes near zero by L1",
        l1.codes.share_near_zero,
        "",
        peer=l2.codes.share_near_zero,
        peer_name="by L2 of the same weight",
        budget=_most(1.5, at_least=True),
    )
    yield _beside_plain("L1: test error", l1, plain, 1.25)
    yield _beside_plain("L2: test error", l2, plain, 1.25)


def _linear(lesson: Lesson) -> Iterator[Row]:
    told = lesson.learnt(PRESETS["linear"].config)
    yield _beside_pca(f"test error, linear, k=30, {_told_of(lesson)}", told, 1.02)
    assert told.plane is not None
    yield judged(
        f"mean squared cosine to PCA's plane, linear, k=30, {_told_of(lesson)}",
        told.plane.mean_cos2,
        "",
        budget=_least(0.95),
        note=f"the least of them {float(told.plane.cos2.min()):.3f}; of the variance axis 30 holds "
        f"{told.plane.variances[-2]:.3%}, axis 31 {told.plane.variances[-1]:.3%}",
    )


def _by_size(lesson: Lesson) -> Iterator[Row]:
    for k in _SIZES:
        told = lesson.learnt(TrainingConfig(ModelConfig((256, 64), k), epochs=10))
        yield _beside_pca(
            f"test error, dense 256,64, k={k}, {_told_of(lesson)}", told, 0.8 if k <= 16 else 1.0
        )


def _denoising(lesson: Lesson) -> Iterator[Row]:
    config = PRESETS["denoising"].config
    mended, plain = (_error_of_noisy(lesson.learnt(one)) for one in (config, replace(config, noise=Noise())))
    yield judged(
        f"error of noisy test images, denoising at σ={_NOISE}, {_told_of(lesson)}",
        mended,
        "",
        peer=plain,
        peer_name="the same network without noise",
        budget=_most(0.65),
    )


def _classifier(lesson: Lesson) -> Iterator[Row]:
    told = lesson.learnt(PRESETS["classifier"].config)
    assert told.classifier_accuracy is not None
    name = f"test accuracy through a bottleneck of 4, {_told_of(lesson)}"
    yield judged(name, told.classifier_accuracy, "", budget=_least(0.95))


def _beside_pca(name: str, told: Verdict, limit: float, note: str = "") -> Row:
    who = "PCA with as many dimensions"
    return judged(name, told.mse, "", peer=told.pca_mse, peer_name=who, budget=_most(limit), note=note)


def _beside_plain(name: str, told: Verdict, plain: Verdict, limit: float) -> Row:
    who = "the same network without the penalty"
    return judged(name, told.mse, "", peer=plain.mse, peer_name=who, budget=_most(limit))


def _error_of_noisy(told: Verdict) -> float:
    return next(one.mse_to_clean for one in told.noise if one.level == _NOISE)


def _told_of(lesson: Lesson) -> str:
    return f"{len(lesson.split.train):,} images learnt"
