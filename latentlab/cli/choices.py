"""The choices of a run from the options of `train`, refusing what is not built yet."""

import argparse
from typing import Any

from latentlab.errors import ConfigError
from latentlab.models.config import ModelConfig
from latentlab.training.config import TrainingConfig

# What each option may say today; whatever else it may say one day is refused, never ignored.
_BUILT: dict[str, tuple[object, ...]] = {
    "preset": (None,),
    "architecture": ("dense",),
    "tied": (False,),
    "code_activation": ("identity",),
    "reconstruction": ("mse",),
    "noise": (None,),
    "sparsity": (None,),
    "weight_decay": (None,),
    "variational": (None,),
    "classifier": (False,),
    "stacked": (False,),
    "optimizer": ("adam",),
    "schedule": ("constant",),
    "device": ("auto", "cpu"),
}
_MODEL = {"hidden": "hidden", "latent": "latent", "activation": "activation", "output": "output"}
_RUN = {
    "epochs": "epochs",
    "batch_size": "batch_size",
    "lr": "learning_rate",
    "seed": "seed",
    "threads": "threads",
}


def training_config(options: argparse.Namespace) -> TrainingConfig:
    """The run that the options ask for. Raises ConfigError for one that cannot be, or not yet."""
    refuse_unbuilt(options)
    model = ModelConfig(**_given(options, _MODEL))
    return TrainingConfig(model=model, **_given(options, _RUN))


def refuse_unbuilt(options: argparse.Namespace) -> None:
    """Raise ConfigError for an option whose feature is not built yet."""
    for name, built in _BUILT.items():
        got = getattr(options, name)
        if got in built:
            continue
        option = "--" + name.replace("_", "-")
        value = "" if got is True else f" {', '.join(got) if isinstance(got, list) else got}"
        raise ConfigError("{option}{value} is not built yet.", option=option, value=value)


def _given(options: argparse.Namespace, names: dict[str, str]) -> dict[str, Any]:
    """The fields of a configuration that the options name; the others keep their defaults."""
    values = {field: getattr(options, option) for option, field in names.items()}
    return {field: value for field, value in values.items() if value is not None}
