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
from latentlab.models.coding import reconstruction_error
from latentlab.training.config import TrainingConfig
from latentlab.training.events import Finished, Stage, Step
from latentlab.training.trainer import train
from latentlab.training.verdict.examine import codes_of
from latentlab.training.verdict.plane import decoded_plane, is_linear

SEEDS = 3
_LEAST_SPREAD = 1e-6  # of a unit that moves, as a share of the codes' own


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

    @property
    def mean_space(self) -> float:
        """1 where every network's codes are linear functions of every other's."""
        return float(np.mean([pair.space.mean() for pair in self.pairs]))

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
    """Train two more networks like `model` for so many epochs, and compare all three on validation images.

    All learn the same training images. Sets the torch threads of the thread that iterates to one.
    """
    models = [model]
    alike = replace(config, epochs=epochs, threads=1, device="cpu")
    for number in range(1, SEEDS):
        models.append((yield from _trained(replace(alike, seed=config.seed + number), images, split, number)))
    asked = images.flat[split.validation]
    codes = []
    for one in models:
        codes.append((yield from codes_of(one, asked)))
    errors = tuple(float(reconstruction_error(one, asked).mean(dtype=np.float64)) for one in models)
    seeds = tuple(config.seed + number for number in range(SEEDS))
    planes = [decoded_plane(one) for one in models] if is_linear(config.model) else None
    pairs = tuple(
        SeedPair(
            (seeds[a], seeds[b]),
            canonical_correlations2(codes[a], codes[b]),
            matched_correlations(codes[a], codes[b]),
            principal_cosines2(planes[a], planes[b]) if planes and model.latent < model.pixels else None,
        )
        for a, b in combinations(range(SEEDS), 2)
    )
    return SeedComparison(seeds, errors, epochs, pairs)


def canonical_correlations2(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """Squared canonical correlations of codes (N, k) each, largest first.

    They are the squared cosines of the principal angles between what the units span. Units that never move
    are left out; a network that has more of them counts as that much smaller.
    Source: Hotelling 1936; Björck and Golub 1973 for the way by orthonormal bases.
    """
    a, b = _orthonormal(one), _orthonormal(two)
    cosines = np.linalg.svd(a.T @ b, compute_uv=False) if a.shape[1] and b.shape[1] else np.zeros(0)
    found: np.ndarray = np.zeros(max(a.shape[1], b.shape[1], 1))
    found[: len(cosines)] = np.minimum(cosines, 1) ** 2
    return found


def matched_correlations(one: np.ndarray, two: np.ndarray) -> np.ndarray:
    """The correlation, without its sign, of each unit of `one` with its own unit of `two`: (units,).

    The units are matched so that the sum is largest (linear assignment); those that never move are left out.
    """
    from scipy.optimize import linear_sum_assignment

    a, b = _standardised(one), _standardised(two)
    if not a.shape[1] or not b.shape[1]:
        return np.zeros(1)
    correlations = np.minimum(np.abs(a.T @ b) / len(a), 1)  # (units, units)
    rows, columns = linear_sum_assignment(correlations, maximize=True)
    found: np.ndarray = np.sort(correlations[rows, columns])[::-1]
    return found


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


def _moving(codes: np.ndarray) -> np.ndarray:
    """Codes (N, k) without their means and without the units that never move."""
    centred = codes.astype(np.float64) - codes.mean(axis=0, dtype=np.float64)
    spread = np.sqrt(np.square(centred).mean(axis=0))  # (k,)
    moves = spread > _LEAST_SPREAD * max(float(spread.max()), 1e-30)
    kept: np.ndarray = centred[:, moves]
    return kept


def _standardised(codes: np.ndarray) -> np.ndarray:
    moving = _moving(codes)
    scaled: np.ndarray = moving / np.sqrt(np.square(moving).mean(axis=0))
    return scaled


def _orthonormal(codes: np.ndarray) -> np.ndarray:
    """An orthonormal basis (N, rank) of what the centred codes span."""
    left, sizes, _ = np.linalg.svd(_standardised(codes), full_matrices=False)
    basis: np.ndarray = left[:, sizes > _LEAST_SPREAD * max(float(sizes.max(initial=0)), 1e-30)]
    return basis
