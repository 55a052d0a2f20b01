"""Finds the preset that a run is, or was made from by a few changes."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache

from latentlab.training.config import TrainingConfig
from latentlab.training.presets import PRESETS, fitted

MOST_CHANGES = 3  # with more it is a run of one's own
_OF_ANY_RUN = ("epochs", "seed", "threads", "device")  # how long, by which chance and where


@dataclass(frozen=True, slots=True)
class Likeness:
    """A preset and the names of the choices in which a run differs from it; none where it is the preset."""

    name: str
    changes: tuple[str, ...]


@lru_cache(maxsize=128)  # a list of runs asks for each of them at every epoch
def nearest_preset(config: TrainingConfig, shape: tuple[int, int], classes: int) -> Likeness | None:
    """The preset that differs least from the run, as it is for images of `shape` and so many classes.

    None where every preset differs in more than `MOST_CHANGES` choices. How long, by which chance and where
    it learns makes no difference.
    """
    found = [
        Likeness(name, _changes(fitted(preset.config, shape, classes), config))
        for name, preset in PRESETS.items()
        if _has_room(preset.config, shape) == _has_room(config, shape)
    ]
    nearest = min(found, key=lambda one: len(one.changes))
    return nearest if len(nearest.changes) <= MOST_CHANGES else None


def _has_room(config: TrainingConfig, shape: tuple[int, int]) -> bool:
    """Whether the code has as many dimensions as an image has pixels: else no run is called overcomplete."""
    return config.model.latent >= shape[0] * shape[1]


def _changes(one: TrainingConfig, two: TrainingConfig) -> tuple[str, ...]:
    values = dict(_choices(two))
    return tuple(name for name, value in _choices(one) if values[name] != value)


def _choices(config: object, of: str = "") -> Iterator[tuple[str, object]]:
    """Every choice by its name: "model.latent"."""
    assert is_dataclass(config)
    for field in fields(config):
        name, value = f"{of}{field.name}", getattr(config, field.name)
        if is_dataclass(value):
            yield from _choices(value, f"{name}.")
        elif name not in _OF_ANY_RUN:
            yield name, value
