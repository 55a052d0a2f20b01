"""A run's choices: sensible ones are taken, all others refused in a sentence."""

import math
import os
import re
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.errors import ConfigError
from latentlab.training.config import Controls, TrainingConfig, default_threads

LIMITS = {
    "epochs": (1, 100_000),
    "batch_size": (1, 65_536),
    "seed": (0, 2**31 - 1),
    "threads": (1, 256),
}
not_numbers = st.one_of(st.text(max_size=5), st.none(), st.lists(st.integers(), max_size=2), st.binary())


def refusal_of(make: type, **choice: object) -> str:
    """The sentence that a choice is refused with; the window can tell it from its parts."""
    with pytest.raises(ConfigError) as refused:
        make(**choice)
    text = str(refused.value)
    assert text == refused.value.template.format(**refused.value.values)
    assert text.endswith(".")
    return text


@given(name=st.sampled_from(sorted(LIMITS)), data=st.data())
def test_whole_numbers_within_the_limits_are_taken(name: str, data: st.DataObject) -> None:
    value = data.draw(st.integers(*LIMITS[name]))
    assert getattr(TrainingConfig(**{name: value}), name) == value


@given(name=st.sampled_from(sorted(LIMITS)), data=st.data())
def test_whole_numbers_outside_are_refused_with_the_limits_in_plain_figures(
    name: str, data: st.DataObject
) -> None:
    least, most = LIMITS[name]
    value = data.draw(st.integers().filter(lambda value: not least <= value <= most))
    told = refusal_of(TrainingConfig, **{name: value})
    assert f"from {least} to {most}, got {value}." in told


@given(name=st.sampled_from(sorted(LIMITS)), value=st.one_of(not_numbers, st.floats(), st.booleans()))
def test_what_is_no_whole_number_is_refused_as_such(name: str, value: object) -> None:
    """Half an epoch would stop the loop at a whole one, and half a batch would stop it with a riddle."""
    assert "must be a whole number, got " in refusal_of(TrainingConfig, **{name: value})


@given(
    make=st.sampled_from([TrainingConfig, Controls]),
    value=st.one_of(not_numbers, st.floats().filter(lambda rate: not 1e-8 <= rate <= 10)),
)
def test_a_learning_rate_that_teaches_nothing_is_refused(make: type, value: object) -> None:
    assert "learning rate must be" in refusal_of(make, learning_rate=value)


@given(make=st.sampled_from([TrainingConfig, Controls]), value=st.floats(1e-8, 10))
def test_every_learning_rate_between_is_taken(make: type, value: float) -> None:
    assert make(learning_rate=value).learning_rate == value


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("frame_share", 0.0),  # would divide by zero
        ("frame_share", -0.5),
        ("frame_share", 1.5),
        ("frame_share", math.nan),
        ("frame_every_s", -1.0),
        ("frame_every_s", math.nan),
        ("preview", -1),  # would leave out the last point instead
        ("preview", 2.5),
        ("epochs", 0),  # would mean "as configured"
        ("epochs", -3),
        ("epochs", 1.5),
        ("epochs", 100_001),
    ],
)
def test_controls_that_no_loop_can_follow_are_refused(name: str, value: float) -> None:
    assert re.search(r"must be .*, got ", refusal_of(Controls, **{name: value}))


@pytest.mark.parametrize("cores", [None, 1, 2, 64, 257, 1_024])
def test_every_machine_has_a_default_run(monkeypatch: pytest.MonkeyPatch, cores: int | None) -> None:
    """On the largest machines too: a default that is refused would close the door to the program."""
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert TrainingConfig().threads == default_threads()
    assert default_threads() >= 1
    assert cores is None or default_threads() <= max(1, cores - 1)


def test_choices_are_values() -> None:
    """Equal choices are the same run, and nobody can change one under way."""
    assert TrainingConfig() == TrainingConfig()
    assert len({TrainingConfig(), TrainingConfig(seed=1), TrainingConfig(seed=1)}) == 2
    for field in fields(TrainingConfig):
        with pytest.raises(AttributeError):
            setattr(TrainingConfig(), field.name, 1)
