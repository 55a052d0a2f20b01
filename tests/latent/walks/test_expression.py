"""Sums of names are read as they are meant, or refused with a sentence."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import LatentLabError
from latentlab.latent.walks.expression import MOST, Term, sum_of, text_of_sum

DIGITS = tuple("0123456789")
FASHION = ("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Bag", "Ankle boot", "z", "end A")

names = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs"]) | st.sampled_from('"“„”«» 5a×'),
    min_size=1,
    max_size=9,
)
named = st.lists(names, min_size=1, max_size=6, unique_by=str.casefold)
weights = st.floats(-MOST, MOST).filter(lambda weight: weight != 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("3 − 8 + 9", [(1, "3"), (-1, "8"), (1, "9")]),
        ("3-8+9", [(1, "3"), (-1, "8"), (1, "9")]),
        ("−0.5×3 + 2*8", [(-0.5, "3"), (2, "8")]),
        ("0,5 · 3", [(0.5, "3")]),
        ("  + 7 ", [(1, "7")]),
    ],
)
def test_sums_of_digits_are_read_in_every_spelling(text, expected):
    assert [(term.weight, term.name) for term in sum_of(text, DIGITS)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("t-shirt/top - bag", [(1, "T-shirt/top"), (-1, "Bag")]),
        ("2×Ankle boot + “Coat”", [(2, "Ankle boot"), (1, "Coat")]),
        ("Bag - 0.5 Ankle boot + 2 “Coat”", [(1, "Bag"), (-0.5, "Ankle boot"), (2, "Coat")]),
        ('z + 0.5*"T-shirt/top" - end A', [(1, "z"), (0.5, "T-shirt/top"), (-1, "end A")]),
    ],
)
def test_names_with_signs_and_spaces_are_read_with_and_without_quotes(text, expected):
    assert [(term.weight, term.name) for term in sum_of(text, FASHION)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('8" disk − 3', [(1, '8" disk'), (-1, "3")]),
        ('“8" disk” + 2×the “big” one', [(1, '8" disk'), (2, "the “big” one")]),
        ('""quoted"" - “quoted”', [(1, '"quoted"'), (-1, "quoted")]),
        ("2 pairs + 2 shoes", [(1, "2 pairs"), (2, "shoes")]),
    ],
)
def test_names_may_have_quotes_in_them_or_begin_like_a_weight(text, expected):
    names = ('8" disk', "the “big” one", '"quoted"', "quoted", "3", "2 pairs", "shoes")
    assert [(term.weight, term.name) for term in sum_of(text, names)] == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("12", "Expected one of 0, 1, 2.*got “12”"),
        ("3 8", r"got “3 8”"),
        ("3 +", "got “”"),
        ("3 - - 8", "got “- 8”"),
        ("(3 + 8)/2", "got “.3 . 8./2”"),
        ("101×3", "up to 100, got 101"),
        ("“3” 8", "Expected . or − at “ 8”.*0.5×3"),
        ("three", "got “three”"),
        ("nan×3", "got “nan×3”"),
    ],
)
def test_what_is_no_sum_is_refused_by_a_sentence_that_says_where(text, says):
    with pytest.raises(LatentLabError, match=says):
        sum_of(text, DIGITS)


@given(named, st.data())
def test_a_sum_that_is_written_is_read_back_the_same(names, data):
    terms = data.draw(st.lists(st.builds(Term, weights, st.sampled_from(names)), max_size=7))
    assert sum_of(text_of_sum(terms), names) == tuple(terms)


@given(st.text(st.sampled_from("0123456789+-−–*×·.,“”\"' zZaA()/"), max_size=24) | st.text(max_size=24))
def test_any_text_is_a_sum_or_is_refused(text):
    with suppress(LatentLabError):
        terms = sum_of(text, DIGITS)
        assert all(term.name in DIGITS and abs(term.weight) <= MOST for term in terms)
