"""Errors carry their sentence and its parts; what a user may meet has an exit status."""

import inspect

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab import errors
from latentlab.errors import (
    ConfigError,
    DataError,
    DivergedError,
    LatentLabError,
    SessionError,
    SurroundingsError,
)

KINDS = [
    value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, LatentLabError)
]


@given(kind=st.sampled_from(KINDS), value=st.one_of(st.text(), st.integers(), st.floats(), st.none()))
def test_the_template_and_its_values_travel_apart(kind: type[LatentLabError], value: object) -> None:
    """Braces in what came (a file's name, a typed text) are not mistaken for places to fill."""
    error = kind("expected a number, got {value}.", value=value)
    assert str(error) == f"expected a number, got {value}."
    assert error.template == "expected a number, got {value}."
    assert error.values == {"value": value}


def test_a_text_without_values_is_a_template_too() -> None:
    assert str(LatentLabError("Nothing came.")) == "Nothing came."


def test_a_missing_value_is_a_bug_that_shows_at_once() -> None:
    with pytest.raises(KeyError):
        ConfigError("got {value}.")


def test_wrong_use_ends_with_2_and_failing_surroundings_with_1() -> None:
    statuses = {kind: kind.exit_status for kind in KINDS}
    assert statuses == {
        LatentLabError: 2,
        ConfigError: 2,
        DataError: 2,
        SessionError: 2,
        SurroundingsError: 1,
        DivergedError: 2,
    }


def test_one_handler_catches_all_of_them_and_nothing_else() -> None:
    assert all(issubclass(kind, LatentLabError) for kind in KINDS)
    assert not issubclass(LatentLabError, (ValueError, OSError, RuntimeError))
