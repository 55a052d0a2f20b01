"""Which images train, which validate, which test: seeded and stratified by class."""

from dataclasses import dataclass

import numpy as np

from latentlab.data.image_set import ImageSet
from latentlab.errors import DataError

MAX_VALIDATION = 5_000
LEAST_IMAGES = 3

# Each use of a seed draws from a stream of its own, so that the sample does not follow the split.
_SPLIT_STREAM, _SAMPLE_STREAM = 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Split:
    """Indices of images, each part in ascending order: no image is in two parts, none is left out."""

    train: np.ndarray  # (n,) int64
    validation: np.ndarray  # (n,) int64
    test: np.ndarray  # (n,) int64


def split_images(images: ImageSet, seed: int) -> Split:
    """A tenth each for validation (at most 5,000) and test; an official test set stays the test set, whole.

    Same seed, same split. Raises DataError where there are too few images for three parts.
    """
    rng = np.random.default_rng((seed, _SPLIT_STREAM))
    own = len(images) - images.official_test  # these are ours to divide
    tenth = max(1, round(own / 10))
    test = 0 if images.official_test else tenth
    validation = min(tenth, MAX_VALIDATION)
    if own - test - validation < 1:
        raise DataError(
            "A split into training, validation and test images needs at least {least} images, got {count}.",
            least=LEAST_IMAGES,
            count=len(images),
        )
    order = interleave(images.labels[:own], rng.permutation(own), rng)
    return Split(
        train=np.sort(order[test + validation :]),
        validation=np.sort(order[test : test + validation]),
        test=np.arange(own, len(images)) if images.official_test else np.sort(order[:test]),
    )


def sample_indices(images: ImageSet, split: Split, count: int, seed: int) -> np.ndarray:
    """A sample of all images in random order, stratified by class and by part of the split: (n,) int64.

    Every prefix of it is such a sample too. A `count` above the number of images gives them all.
    """
    if count < 1:
        raise DataError("The number of points must be at least 1, got {count}.", count=count)
    rng = np.random.default_rng((seed, _SAMPLE_STREAM))
    parts = np.zeros(len(images), np.int64)
    parts[split.validation] = 1
    parts[split.test] = 2
    strata = parts * len(images.classes) + images.labels
    mixed = interleave(strata, rng.permutation(len(images)), rng)
    return interleave(images.labels, mixed, rng)[:count]


def interleave(groups: np.ndarray, order: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The indices in `order`, merged so that every prefix holds each group in proportion.

    groups: (N,) whole numbers; order: (N,) a permutation, kept within each group. The i-th of the n of a
    group goes to a random place in [i/n, (i+1)/n), so at any cut each group is less than one off its share.
    """
    ordered = groups[order]
    by_group = np.argsort(ordered, kind="stable")
    sizes = np.bincount(ordered)
    starts = np.cumsum(sizes) - sizes
    ranks = np.empty(len(order), np.int64)
    ranks[by_group] = np.arange(len(order)) - np.repeat(starts, sizes)
    places = (ranks + rng.random(len(order))) / sizes[ordered]
    return order[np.argsort(places, kind="stable")]
