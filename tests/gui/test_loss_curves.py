"""What is drawn of a loss leaves no extreme out and presses nothing flat."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from latentlab.gui.widgets.loss_curves import (
    LossAxis,
    calm_range,
    envelope,
    loss_near,
    piece_means,
    running_mean,
)


@given(st.integers(0, 3000), st.integers(1, 50), st.integers(0, 2**32 - 1))
def test_the_envelope_leaves_no_extreme_out(count: int, columns: int, seed: int):
    """However few columns there are, the highest and the lowest loss are drawn, and no more than asked."""
    losses = np.random.default_rng(seed).random(count, dtype=np.float32)
    x, y = envelope(losses, columns)
    assert len(x) == len(y) <= 2 * columns + 2
    assert np.all(np.diff(x) >= 0)
    if count:
        assert y.min() == losses.min()
        assert y.max() == losses.max()
        assert 1 <= x[0] <= x[-1] <= count


@given(st.integers(1, 3000), st.integers(1, 200), st.integers(1, 300))
def test_the_running_mean_of_a_constant_is_that_constant(count: int, window: int, columns: int):
    """Neither the ends nor the left-over steps are averaged wrongly."""
    x, y = running_mean(np.full(count, 0.25, np.float32), window, columns)
    assert len(x) == len(y) <= columns
    assert y == pytest.approx(0.25)
    assert 1 <= x[0] <= x[-1] <= count


def test_the_running_mean_is_centred():
    """On a straight line the mean of the steps around a place is the line itself: no lag."""
    line = np.arange(1, 20_001, dtype=np.float32)
    x, y = running_mean(line, 100, 400)
    inner = (x > 200) & (x < 19_800)
    assert np.abs(y - x)[inner].max() <= 1.0


def test_the_running_mean_smooths():
    """Noise shrinks about as the root of the window."""
    noise = np.random.default_rng(0).normal(0, 1, 50_000).astype(np.float32)
    _, y = running_mean(noise, 100, 400)
    assert y[5:-5].std() < 0.15


@given(st.floats(-1e6, 1e6), st.floats(1e-4, 1e6))
def test_a_calm_range_holds_the_range_and_little_more(low: float, span: float):
    """Nothing is cut off, and at most a twentieth is added at each end."""
    calm_low, calm_high = calm_range(low, low + span)
    slack = 1e-9 * (abs(low) + span)
    assert calm_low <= low + slack
    assert calm_high >= low + span - slack
    assert calm_high - calm_low <= 1.1 * span + slack


def test_a_loss_is_found_near_any_step():
    """Steps count from 1, and places outside the run give its ends."""
    losses = np.arange(10, dtype=np.float32)
    assert loss_near(losses, 1, 1) == 0.0
    assert loss_near(losses, 10, 1) == 9.0
    assert loss_near(losses, -5, 1) == 0.0
    assert loss_near(losses, 99, 1) == 9.0
    assert loss_near(losses, 5, 3) == 4.0


def test_logarithmic_ticks_are_round_losses(qapp):
    """As many as fit, none outside what is seen, labelled as losses."""
    axis = LossAxis("left")
    axis.set_log(True)
    for low, high, expected in (
        (0.031, 0.29, ["0.04", "0.05", "0.07", "0.1", "0.2"]),
        (0.0051, 0.6, ["0.01", "0.02", "0.05", "0.1", "0.2", "0.5"]),
        (0.029, 0.061, ["0.03", "0.04", "0.05", "0.06"]),
        (1.1e-6, 0.5, ["1e-05", "0.0001", "0.001", "0.01", "0.1"]),
    ):
        ((_, values),) = axis.tickValues(np.log10(low), np.log10(high), 200)
        assert axis.tickStrings(values, 1, 1) == expected


@given(st.integers(1, 2_000), st.integers(1, 300))
def test_pieces_keep_the_mean_and_stay_few(count: int, most: int):
    """Every value counts once, and as much as every other."""
    x, y = np.arange(count, dtype=float), np.random.default_rng(count).normal(size=count)
    few_x, few_y = piece_means(x, y, most)
    width = -(-count // most)
    counts = np.full(len(few_x), width)
    counts[-1] = count - width * (len(few_x) - 1)
    assert len(few_x) == len(few_y) <= most
    assert few_y @ counts == pytest.approx(y.sum(), abs=1e-9)
    assert few_x @ counts == pytest.approx(x.sum())
    if count <= most:
        assert np.array_equal(few_y, y)
