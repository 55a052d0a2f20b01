"""The split and the sample are seeded, stratified, and lose nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.data.digits import open_digits
from latentlab.data.image_set import ImageSet
from latentlab.data.split import MAX_VALIDATION, Split, sample_indices, split_images
from latentlab.errors import DataError


def blank(labels: np.ndarray, official_test: int = 0) -> ImageSet:
    """Images without ink, as only the labels matter."""
    classes = tuple(str(label) for label in range(10))
    return ImageSet(
        "x", np.zeros((len(labels), 1, 1), np.uint8), labels.astype(np.uint8), classes, official_test
    )


image_sets = st.builds(
    lambda counts, test, seed: blank(
        np.random.default_rng(seed).permutation(np.repeat(np.arange(len(counts)), counts)), test
    ),
    counts=st.lists(st.integers(0, 60), min_size=1, max_size=10).filter(lambda counts: sum(counts) >= 10),
    test=st.integers(0, 7),
    seed=st.integers(0, 99),
)
seeds = st.integers(0, 2**31 - 1)


def parts_of(split: Split) -> list[list[int]]:
    return [part.tolist() for part in (split.train, split.validation, split.test)]


@given(images=image_sets, seed=seeds)
def test_every_image_is_in_exactly_one_part(images: ImageSet, seed: int) -> None:
    train, validation, test = parts_of(split_images(images, seed))
    assert sorted(train + validation + test) == list(range(len(images)))
    assert all((train, validation, test)), "no part is empty"


@given(images=image_sets, seed=seeds)
def test_an_official_test_set_stays_the_test_set(images: ImageSet, seed: int) -> None:
    split = split_images(images, seed)
    if images.official_test:
        own = len(images) - images.official_test
        assert split.test.tolist() == list(range(own, len(images)))
    else:
        assert len(split.test) == max(1, round(len(images) / 10))


@given(images=image_sets, seed=seeds)
def test_each_part_holds_each_class_in_proportion(images: ImageSet, seed: int) -> None:
    own = len(images) - images.official_test
    shares = np.bincount(images.labels[:own], minlength=10) / own
    split = split_images(images, seed)
    for part in (split.train, split.validation, split.test)[: 2 if images.official_test else 3]:
        counts = np.bincount(images.labels[part], minlength=10)
        # each end of a part's stretch of the order is less than 1 + 10 × share off
        assert np.all(np.abs(counts - len(part) * shares) < 2 * (1 + 10 * shares))


def test_the_bundled_digits_split_exactly() -> None:
    digits = open_digits()
    split = split_images(digits, seed=0)
    for part, each in ((split.train, 400), (split.validation, 50), (split.test, 50)):
        assert np.bincount(digits.labels[part]).tolist() == [each] * 10
        assert part.dtype == np.int64


def test_the_seed_decides_the_split() -> None:
    digits = open_digits()
    assert parts_of(split_images(digits, 3)) == parts_of(split_images(digits, 3))
    same = np.intersect1d(split_images(digits, 3).test, split_images(digits, 4).test)
    assert 20 < len(same) < 90, "two seeds share a tenth of their test images, as chance has it"


def test_the_split_of_seed_0_never_changes() -> None:
    """Sessions and published figures rely on it."""
    split = split_images(open_digits(), seed=0)
    assert split.test[:8].tolist() == [0, 10, 11, 26, 27, 53, 54, 56]


def test_validation_stops_at_its_limit() -> None:
    images = blank(np.tile(np.arange(10), 7_000), official_test=10_000)
    split = split_images(images, 0)
    assert [len(part) for part in (split.train, split.validation, split.test)] == [
        55_000,
        MAX_VALIDATION,
        10_000,
    ]


@pytest.mark.parametrize(("count", "official_test"), [(1, 0), (2, 0), (2, 1), (5, 4), (5, 5)])
def test_too_few_images_are_refused(count: int, official_test: int) -> None:
    with pytest.raises(DataError, match=f"got {count}"):
        split_images(blank(np.zeros(count), official_test), 0)


@given(images=image_sets, seed=seeds)
def test_the_whole_sample_is_every_image_once(images: ImageSet, seed: int) -> None:
    sample = sample_indices(images, split_images(images, seed), len(images) + 5, seed)
    assert sorted(sample.tolist()) == list(range(len(images)))


@given(images=image_sets, seed=seeds, count=st.integers(1, 200))
def test_a_smaller_sample_is_the_beginning_of_a_larger_one(images: ImageSet, seed: int, count: int) -> None:
    split = split_images(images, seed)
    whole = sample_indices(images, split, len(images), seed)
    assert sample_indices(images, split, count, seed).tolist() == whole[:count].tolist()


@given(images=image_sets, seed=seeds)
def test_every_prefix_of_the_sample_holds_each_class_in_proportion(images: ImageSet, seed: int) -> None:
    sample = sample_indices(images, split_images(images, seed), len(images), seed)
    seen = np.cumsum(np.eye(10)[images.labels[sample]], axis=0)  # (N, 10)
    shares = seen[-1] / len(images)
    expected = np.arange(1, len(images) + 1)[:, None] * shares
    assert np.all(np.abs(seen - expected) < 1 + 10 * shares)


def test_equal_classes_take_turns_in_an_order_that_is_not_always_the_same() -> None:
    digits = open_digits()
    sample = sample_indices(digits, split_images(digits, 0), 5_000, 0)
    rounds = digits.labels[sample].reshape(500, 10)
    assert np.array_equal(np.sort(rounds, axis=1), np.tile(np.arange(10), (500, 1)))
    assert len(np.unique(rounds, axis=0)) > 490


@pytest.mark.parametrize("count", [100, 500, 2_000])
def test_the_sample_holds_the_parts_of_the_split_in_proportion(count: int) -> None:
    digits = open_digits()
    split = split_images(digits, 0)
    sample = sample_indices(digits, split, count, 0)
    for part, share in ((split.train, 0.8), (split.validation, 0.1), (split.test, 0.1)):
        assert np.isin(sample, part).sum() == pytest.approx(count * share, abs=8)


def test_the_sample_does_not_follow_the_order_of_the_file() -> None:
    digits = open_digits()
    sample = sample_indices(digits, split_images(digits, 0), 5_000, 0)
    ones = sample[digits.labels[sample] == 1]
    assert abs(np.corrcoef(ones, np.arange(500))[0, 1]) < 0.2


@pytest.mark.parametrize("count", [0, -1])
def test_a_sample_of_nothing_is_refused(count: int) -> None:
    digits = blank(np.arange(10))
    with pytest.raises(DataError, match=f"at least 1, got {count}"):
        sample_indices(digits, split_images(digits, 0), count, 0)
