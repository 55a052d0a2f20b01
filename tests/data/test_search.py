"""What is typed finds images by number and by class, or says why not."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.data.search import found_rows
from latentlab.errors import LatentLabError

DIGITS = tuple("0123456789")
FASHION = (
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
)
ORDER = np.random.default_rng(0).permutation(500)
LABELS = (ORDER // 50).astype(np.uint8)


def find(text, classes=DIGITS, count=500):
    """Numbers of the images that are found."""
    return sorted(ORDER[found_rows(text, LABELS, ORDER, classes, count)].tolist())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("41", [41]),
        ("No. 3", [3]),
        ("no 3", [3]),
        ("#3", [3]),
        ("image 3", [3]),
        ("100-103", [100, 101, 102, 103]),
        ("103 – 100", [100, 101, 102, 103]),
        ("100..102", [100, 101, 102]),
        ("100 to 102", [100, 101, 102]),
        ("41, 43;44 and 45", [41, 43, 44, 45]),
        ("41 43 44", [41, 43, 44]),
        ("3", list(range(150, 200))),
        ("class 3", list(range(150, 200))),
        ("3 and 8", [*range(150, 200), *range(400, 450)]),
        ("3, 8, 41", [41, *range(150, 200), *range(400, 450)]),
        ("  Class 0 ,  ", list(range(50))),
        ("", []),
    ],
)
def test_numbers_ranges_and_classes_are_understood(text, numbers):
    assert find(text) == numbers


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("t-shirt/top", 0),
        ("Ankle boot", 9),
        ("ankle", 9),
        ("bag", 8),
        ("class coat", 4),
        ("shirt", 6),
        ("sn", 7),
    ],
)
def test_classes_are_known_by_their_names_or_how_these_begin(text, label):
    assert find(text, FASHION) == list(range(50 * label, 50 * label + 50))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("foo", "“foo” is neither a number nor a class"),
        ("3 and foo", "“foo”"),
        ("s", "“s”"),  # Sandal, Shirt and Sneaker begin so
        ("class 77", "“77” is neither"),
        ("99999", "no image 99999: the numbers go from 0 to 499"),
        ("600-700", "no image 600"),
        ("-5", "“-5”"),
    ],
)
def test_what_means_nothing_is_said_in_a_sentence(text, words):
    with pytest.raises(LatentLabError, match=words):
        find(text, FASHION)


def test_an_image_that_is_not_on_the_map_is_said_to_be_so():
    absent = int(ORDER[450])
    with pytest.raises(LatentLabError, match=f"Image {absent} is not among the 300 points on the map"):
        find(f"#{absent}", count=300)


@given(st.text(max_size=30))
def test_anything_typed_finds_rows_or_says_why_not(text):
    try:
        rows = found_rows(text, LABELS, ORDER, DIGITS, 500)
    except LatentLabError:
        return
    assert ((rows >= 0) & (rows < 500)).all()
