"""The choices of a run from the options of `train`: those of a preset, and what is said besides."""

import argparse
from dataclasses import replace
from typing import Any

from latentlab.data.image_set import ImageSet
from latentlab.models.config import DEFAULT_HIDDEN, ModelConfig
from latentlab.models.noise import Noise
from latentlab.training.config import TrainingConfig
from latentlab.training.objective import Objective
from latentlab.training.presets import PRESETS

_MODEL = {
    "hidden": "hidden",
    "latent": "latent",
    "activation": "activation",
    "output": "output",
    "code_activation": "code_activation",
    "cell": "cell",
    "patch": "patch",
}
_RUN = {
    "epochs": "epochs",
    "batch_size": "batch_size",
    "lr": "learning_rate",
    "seed": "seed",
    "threads": "threads",
    "optimizer": "optimizer",
    "momentum": "momentum",
    "schedule": "schedule",
    "patience": "patience",
    "device": "device",
}
_CLASSES = 10  # of every set that comes along; see `fit_to`
_PRETRAINING = 5
_STACKED_NOISE = Noise("masking", 0.25)


def training_config(options: argparse.Namespace) -> TrainingConfig:
    """The run that the options ask for. Raises ConfigError for one that cannot be."""
    base = PRESETS[options.preset].config if options.preset else TrainingConfig()
    choices = _given(options, _RUN)
    noise = base.noise if options.noise is None else options.noise
    if options.stacked:
        choices["pretraining"] = _PRETRAINING
        noise = noise if noise.is_on else _STACKED_NOISE
    return replace(
        base,
        model=_model(options, base.model),
        objective=_objective(options, base.objective),
        noise=noise,
        **choices,
    )


def fit_to(config: TrainingConfig, images: ImageSet) -> TrainingConfig:
    """The same run with as many classes as the images have, where it is to tell classes apart."""
    if not config.model.classes:
        return config
    return replace(config, model=replace(config.model, classes=len(images.classes)))


def _model(options: argparse.Namespace, base: ModelConfig) -> ModelConfig:
    choices = _given(options, _MODEL)
    architecture = options.architecture or base.architecture
    if architecture != base.architecture:  # what only the other one has is left behind
        usual = {"hidden": DEFAULT_HIDDEN[architecture], "tied": False, "cell": "gru", "patch": 0}
        choices = usual | choices
    if options.tied:
        choices["tied"] = True
    if options.variational is not None:
        choices["variational"] = True
    if options.classifier or options.stacked:
        choices["classes"] = _CLASSES
    return replace(base, architecture=architecture, **choices)


def _objective(options: argparse.Namespace, base: Objective) -> Objective:
    choices = _given(options, {"reconstruction": "reconstruction", "weight_decay": "weight_decay"})
    if options.sparsity is not None:
        choices |= {"kl_sparsity": 0.0, "l1": 0.0, "l2": 0.0}
        for part in options.sparsity:
            choices |= part
    if options.variational is not None:
        choices["beta"] = options.variational
    if options.classifier:
        choices["classifier"] = True
    return replace(base, **choices)


def _given(options: argparse.Namespace, names: dict[str, str]) -> dict[str, Any]:
    """The fields of a configuration that the options name; the others keep their values."""
    values = {field: getattr(options, option) for option, field in names.items()}
    return {field: value for field, value in values.items() if value is not None}
