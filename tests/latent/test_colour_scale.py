"""Colour bars end at round numbers, and every value has its level on them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from latentlab.latent.colouring.scale import LEVELS, NO_VALUE, Scale, scale_for

KINDS = ("even", "signed", "log")
NUMBERS = st.floats(-1e15, 1e15, allow_subnormal=False)


@given(arrays(np.float64, st.integers(1, 40), elements=NUMBERS), st.sampled_from(KINDS))
def test_a_bar_covers_the_middle_of_any_numbers(values, kind):
    scale = scale_for(values, kind)
    low, high = np.percentile(values, (1, 99))
    slack = 1e-9 * max(abs(scale.low), abs(scale.high))
    assert scale.low < scale.high
    assert scale.low <= low + slack
    assert scale.high >= high - slack
    levels = scale.levels(values)
    assert levels.max() < LEVELS
    order = np.argsort(values)
    assert (np.diff(levels[order].astype(int)) >= 0).all(), "a larger value never has a lower level"


@given(arrays(np.float64, st.integers(1, 40), elements=NUMBERS), st.sampled_from(KINDS))
def test_ticks_lie_on_the_bar_and_mark_its_ends(values, kind):
    scale = scale_for(values, kind)
    ticks = scale.ticks()
    assert ticks[0] == pytest.approx(scale.low)
    assert ticks[-1] == pytest.approx(scale.high)
    assert (np.diff(ticks) > 0).all()


def test_ends_are_round_numbers():
    rng = np.random.default_rng(0)
    assert scale_for(rng.random(5_000) * 40 + 3, "even") == Scale("even", 0.0, 45.0)
    errors = scale_for(rng.lognormal(-3.5, 0.5, 5_000), "log")
    assert errors == Scale("log", 0.005, 0.1)
    assert errors.ticks() == [0.005, 0.01, 0.02, 0.05, 0.1]


def test_one_outlier_does_not_eat_the_bar():
    values = np.append(np.linspace(0, 1, 1_000), 1e6)
    scale = scale_for(values, "even")
    assert scale.high <= 1.25
    assert scale.levels(values)[-1] == LEVELS - 1


def test_signed_values_have_zero_in_the_middle():
    values = np.append(np.linspace(-1, 5, 1_000), 0.0)
    scale = scale_for(values, "signed")
    assert scale.kind == "signed"
    assert scale.low == -scale.high
    assert scale.levels(values)[-1] == (LEVELS - 1) / 2


def test_codes_of_relu_units_have_no_middle():
    assert scale_for(np.maximum(np.random.default_rng(0).normal(size=500), 0), "signed").kind == "even"


@pytest.mark.parametrize("constant", [0.0, 7.3, -7e-9, 1e15])
@pytest.mark.parametrize("kind", KINDS)
def test_equal_values_share_one_level(constant, kind):
    scale = scale_for(np.full(9, constant), kind)
    assert scale.low < constant < scale.high or kind == "log"
    assert len(np.unique(scale.levels(np.full(9, constant)))) == 1


def test_what_is_no_number_has_no_level():
    values = np.array([np.nan, 1.0, np.inf, 2.0])
    levels = scale_for(values, "log").levels(values)
    assert levels[[0, 2]].tolist() == [NO_VALUE, NO_VALUE]
    assert levels[1] < levels[3] < NO_VALUE
    assert scale_for(np.full(3, np.nan), "log").levels(np.full(3, np.nan)).tolist() == [NO_VALUE] * 3
