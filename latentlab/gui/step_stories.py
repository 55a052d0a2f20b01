"""What each of the six steps did, and the test, told with the run's own numbers."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from latentlab.data.image_set import ImageSet
from latentlab.data.sources import title_of
from latentlab.errors import ConfigError
from latentlab.gui.panels.training.words import noise_names, optimizer_names
from latentlab.gui.progress import RunProgress
from latentlab.models.shapes import parameter_count
from latentlab.training.config import TrainingConfig
from latentlab.training.events import EpochResult


@dataclass(frozen=True, slots=True)
class Told:
    """All that the stories are about."""

    config: TrainingConfig
    name: str  # of the data set
    images: ImageSet | None
    parts: tuple[int, int, int]  # to learn, to validate, to test
    shape: tuple[int, int]
    progress: RunProgress | None
    best: EpochResult | None
    test_mse: float | None  # None until the test


def stories(told: Told) -> dict[str, str]:
    """By the name of the step, each in a sentence or more, with a line to itself."""
    return {
        "split": _split(told),
        "data": _data(told),
        "model": _model(told),
        "loss": _loss(told.config),
        "optimizer": _optimizer(told),
        "loop": _loop(told),
        "test": _test(told),
    }


def _split(told: Told) -> str:
    if told.images is None:
        return _tr("The images of this session are not there, so nothing is split.")
    learn, validate, test = told.parts
    text = _tr(
        "{learn:,} images to learn, {validate:,} to validate, {test:,} to test: drawn by the seed {seed}, "
        "each class in proportion."
    )
    if told.images.official_test:
        text = _tr(
            "{learn:,} images to learn, {validate:,} to validate, drawn by the seed {seed}; the {test:,} to "
            "test are the set's own."
        )
    return text.format(learn=learn, validate=validate, test=test, seed=told.config.seed)


def _data(told: Told) -> str:
    if told.images is None:
        return _tr("The images of {name} are not there.").format(name=title_of(told.name))
    height, width = told.shape
    text = _tr(
        "{name}: {count:,} images of {height} × {width} = {pixels:,} pixels in {classes} classes, in memory "
        "once as bytes ({size:.1f} MB). A network sees them as numbers from 0 to 1."
    )
    return text.format(
        name=title_of(told.name),
        count=len(told.images),
        height=height,
        width=width,
        pixels=height * width,
        classes=len(told.images.classes),
        size=told.images.images.nbytes / 1e6,
    )


def _model(told: Told) -> str:
    model, pixels = told.config.model, told.shape[0] * told.shape[1]
    try:
        count = parameter_count(model, told.shape)
    except ConfigError:
        return ""
    if model.architecture == "dense":
        way = " → ".join(f"{width:,}" for width in model.widths(pixels))
        text = _tr("{way} and back: {count:,} weights and biases, drawn by the seed {seed}.")
        return text.format(way=way, count=count, seed=told.config.seed)
    text = _tr(
        "A {architecture} network from {pixels:,} pixels to {latent} numbers and back: {count:,} weights and "
        "biases, drawn by the seed {seed}."
    )
    kinds = {
        "conv": _tr("convolutional"),
        "recurrent": _tr("recurrent"),
        "transformer": _tr("transformer"),
    }
    kind = kinds[model.architecture]
    return text.format(
        architecture=kind, pixels=pixels, latent=model.latent, count=count, seed=told.config.seed
    )


def _loss(config: TrainingConfig) -> str:
    objective, noise = config.objective, config.noise
    lines = {
        "mse": _tr("The mean squared error a pixel between an image and what comes back of it."),
        "bce": _tr("The binary cross-entropy a pixel between an image and what comes back of it."),
    }
    told = [lines[objective.reconstruction]]
    if noise.is_on:
        text = _tr("The images go in spoilt (noise: {noise}, {level:g}) and are compared clean.")
        told.append(text.format(noise=noise_names()[noise.kind], level=noise.level))
    if objective.classifier:
        told.append(_tr("The encoder learns from the classes alone, by cross-entropy."))
    for weight, text in (
        (
            objective.kl_sparsity,
            _tr("KL sparsity draws each unit's mean activation to {target:g}: × {weight:g}."),
        ),
        (objective.l1, _tr("L1, the sum of a code's absolute values: × {weight:g}.")),
        (objective.l2, _tr("L2, the sum of a code's squares: × {weight:g}.")),
        (objective.weight_decay, _tr("L2 on the weights: × {weight:g}.")),
        (objective.beta, _tr("The divergence of the codes from the normal distribution: β = {weight:g}.")),
    ):
        if weight:
            told.append(text.format(weight=weight, target=objective.kl_target))
    return "\n".join(told)


def _optimizer(told: Told) -> str:
    config = told.config
    text = _tr(
        "{optimizer}, with a learning rate of {rate:g} and batches of {batch:,} images: {steps:,} steps an "
        "epoch."
    )
    steps = -(-told.parts[0] // config.batch_size)
    first = text.format(
        optimizer=optimizer_names()[config.optimizer],
        rate=config.learning_rate,
        batch=config.batch_size,
        steps=steps,
    )
    schedules = {
        "cosine": _tr("The rate falls along a cosine to 0 at the end."),
        "step": _tr(
            "The rate falls to a tenth after half of the epochs and to a hundredth after three quarters."
        ),
    }
    more = schedules.get(config.schedule)
    return first if more is None else f"{first}\n{more}"


def _loop(told: Told) -> str:
    progress, config = told.progress, told.config
    if progress is None or progress.step == 0:
        text = _tr("{epochs:,} epochs wait: press Play (Space).")
        return text.format(epochs=config.epochs)
    text = _tr("{epoch:.1f} of {epochs:,} epochs, {steps:,} steps.")
    first = text.format(epoch=min(progress.epoch, config.epochs), epochs=config.epochs, steps=progress.step)
    if told.best is None:
        return first
    best = _tr("Best on validation so far: epoch {epoch}, with an error of {error:.4f}.")
    return first + "\n" + best.format(epoch=told.best.epoch, error=told.best.validation)


def _test(told: Told) -> str:
    if told.test_mse is None:
        return _tr(
            "The weights that are best on validation meet the test images once, when the loop is over: no "
            "choice was made by them."
        )
    text = _tr(
        "The best on validation, epoch {epoch}, met the {count:,} test images once: error {error:.4f}."
    )
    epoch = told.best.epoch if told.best is not None else 0
    return text.format(epoch=epoch, count=told.parts[2], error=told.test_mse)


def _tr(text: str) -> str:
    return QCoreApplication.translate("StepStories", text)
