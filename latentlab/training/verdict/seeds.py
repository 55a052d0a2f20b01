"""The same network from other seeds: whether it finds the same space, and the same axes in it."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from latentlab.data.image_set import ImageSet
from latentlab.data.split import Split
from latentlab.latent.preparing import Preparing
from latentlab.latent.probe import principal_cosines2
from latentlab.models.autoencoder import Autoencoder
from latentlab.models.build import build_autoencoder
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Finished, Stage, Step
from latentlab.training.trainer import train
from latentlab.training.verdict.code_agreement import Units, correlations, same_axes, same_space, units_of
from latentlab.training.verdict.examine import codes_of, errors_of
from latentlab.training.verdict.plane import decoded_plane, is_linear

SEEDS = 3
_MOST_CODES = 10_000  # with fewer than units, any two networks would seem to span one and the same space


@dataclass(frozen=True, slots=True, eq=False)
class SeedPair:
    """Two networks of different seeds, on the same images."""

    seeds: tuple[int, int]
    space: np.ndarray  # (k,) squared canonical correlations of the codes, largest first
    axes: np.ndarray  # (k,) correlation, without its sign, of each unit with the other's that matches best
    plane: np.ndarray | None  # (k,) of linear networks squared cosines between the decoded planes


@dataclass(frozen=True, slots=True, eq=False)
class SeedComparison:
    """What became of one configuration from several seeds."""

    seeds: tuple[int, ...]
    errors: tuple[float, ...]  # mean squared error a pixel of the images that were asked
    epochs: int
    pairs: tuple[SeedPair, ...]
    images: int  # whose codes were compared

    @property
    def mean_space(self) -> float:
        """1 where every network's codes are linear functions of every other's."""
        return float(np.mean([pair.space.mean() for pair in self.pairs]))

    @property
    def space_by_chance(self) -> float:
        """What `mean_space` would be on average for codes that have nothing to do with each other."""
        return min(1.0, len(self.pairs[0].space) / self.images)

    @property
    def mean_axes(self) -> float:
        """1 where each unit has its twin in every other network."""
        return float(np.mean([pair.axes.mean() for pair in self.pairs]))

    @property
    def mean_plane(self) -> float | None:
        """1 where linear networks decode to one and the same plane."""
        planes = [pair.plane.mean() for pair in self.pairs if pair.plane is not None]
        return float(np.mean(planes)) if planes else None


def compare_seeds(
    model: Autoencoder, images: ImageSet, split: Split, config: TrainingConfig, epochs: int
) -> Generator[Preparing, None, SeedComparison]:
    """Train two more networks like `model` for so many epochs, and compare all three.

    All learn the same training images, and err on the validation images; codes are compared on both together.
    Sets the torch threads of the thread that iterates to one.
    """
    models = [model]
    alike = replace(config, epochs=epochs, threads=1, device="cpu")
    for number in range(1, SEEDS):
        models.append((yield from _trained(replace(alike, seed=config.seed + number), images, split, number)))
    rows, units, errors = _compared(split), [], []
    for one in models:
        units.append((yield from units_of((yield from codes_of(one, images.flat[rows])))))
        found = yield from errors_of(one, images.flat[split.validation])
        errors.append(float(found.mean(dtype=np.float64)))
    seeds = tuple(config.seed + number for number in range(SEEDS))
    planes = _planes(models, config)
    pairs = []
    for a, b in combinations(range(SEEDS), 2):
        plane = principal_cosines2(planes[a], planes[b]) if planes else None
        pairs.append((yield from _pair((seeds[a], seeds[b]), units[a], units[b], plane)))
    return SeedComparison(seeds, tuple(errors), epochs, tuple(pairs), len(rows))


def _compared(split: Split) -> np.ndarray:
    """Indices of training and validation images, evenly spaced where there are many."""
    rows = np.sort(np.concatenate([split.train, split.validation]))
    few: np.ndarray = rows[np.linspace(0, len(rows) - 1, min(len(rows), _MOST_CODES)).astype(int)]
    return few


def _planes(models: list[Autoencoder], config: TrainingConfig) -> list[np.ndarray]:
    """What each decodes to, of linear networks with fewer dimensions than pixels."""
    is_plane = is_linear(config.model) and models[0].latent < models[0].pixels
    return [decoded_plane(one) for one in models] if is_plane else []


def _pair(
    seeds: tuple[int, int], one: Units, two: Units, plane: np.ndarray | None
) -> Generator[Preparing, None, SeedPair]:
    between = yield from correlations(one, two)
    space = same_space(one, two, between)
    yield Preparing("agreement", len(one.codes), len(one.codes))
    return SeedPair(seeds, space, same_axes(between), plane)


def _trained(
    config: TrainingConfig, images: ImageSet, split: Split, number: int
) -> Generator[Preparing, None, Autoencoder]:
    model = build_autoencoder(config.model, images.shape, config.seed)
    batches = config.epochs * -(-len(split.train) // config.batch_size)
    total, before = batches * (SEEDS - 1), batches * (number - 1)
    for event in train(model, images, split, config):
        match event:
            case Step():
                yield Preparing("seeds", before + min(event.step, batches), total)
            case Stage():
                yield Preparing("seeds", before, total)
            case Finished():
                return event.model
    raise AssertionError("a run ends with Finished")
