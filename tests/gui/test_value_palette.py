"""The colours of a bar rise evenly in lightness, stand out from the ground, and stay apart for every eye."""

import numpy as np
import pytest
from PySide6.QtGui import QColor

from latentlab.gui.widgets.scatter.class_palette import class_colours
from latentlab.gui.widgets.scatter.value_palette import (
    group_tones,
    predicted_tones,
    value_palettes,
    value_tones,
)
from latentlab.latent.colouring.coloured import Predicted, grouped, measured
from latentlab.latent.colouring.scale import LEVELS, NO_VALUE
from tests.gui.clouds import DARK, LIGHT
from tests.gui.test_class_colours import SIMULATIONS, linear, oklab

GROUNDS = {False: LIGHT, True: DARK}
MIDDLE = LEVELS // 2


def seen(colours, eye):
    """Colours in Oklab as an eye sees them."""
    return oklab(np.clip(linear(colours.astype(float)) @ np.transpose(SIMULATIONS[eye]), 0, 1))


def contrasts(colours, dark):
    weights = [0.2126, 0.7152, 0.0722]
    light = linear(colours.astype(float)) @ weights
    ground = linear(np.array(QColor(GROUNDS[dark]).getRgb()[:3], float)) @ weights
    return (np.maximum(light, ground) + 0.05) / (np.minimum(light, ground) + 0.05)


def rises(lightness):
    """Whether it rises or falls all the way, but for what bytes round away."""
    steps = np.diff(lightness[::8])
    return (steps > 0).all() or (steps < 0).all()


@pytest.mark.parametrize("eye", SIMULATIONS)
@pytest.mark.parametrize("dark", [False, True])
def test_more_is_lighter_or_darker_for_every_eye(eye, dark):
    bar = seen(value_palettes("even")[dark][:LEVELS], eye)
    assert rises(bar[:, 0])
    steps = np.abs(np.diff(bar[::16, 0]))
    assert steps.max() < 2.5 * steps.mean(), "no step of equal size looks much larger than the others"


@pytest.mark.parametrize("eye", SIMULATIONS)
@pytest.mark.parametrize("dark", [False, True])
def test_each_sign_is_stronger_the_farther_from_zero_for_every_eye(eye, dark):
    bar = seen(value_palettes("signed")[dark][:LEVELS], eye)
    assert rises(bar[:MIDDLE, 0])
    assert rises(bar[MIDDLE:, 0])
    mirrored = np.linalg.norm(bar[:MIDDLE] - bar[:MIDDLE:-1], axis=1)
    assert mirrored.min() > 0.09, "equal values of either sign have different colours"


@pytest.mark.parametrize("eye", SIMULATIONS)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", ["even", "signed"])
def test_eight_steps_of_a_bar_are_told_apart_by_every_eye(eye, dark, kind):
    eight = seen(value_palettes(kind)[dark][np.linspace(0, LEVELS - 1, 8).astype(int)], eye)
    away = np.linalg.norm(eight[:, None] - eight[None], axis=2)
    np.fill_diagonal(away, np.inf)
    assert away.min() > 0.05


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("kind", ["even", "signed"])
def test_the_end_of_a_bar_stands_out_most_and_nothing_sinks_into_the_ground(dark, kind):
    found = contrasts(value_palettes(kind)[dark], dark)
    assert found.min() > 1.5
    assert found[LEVELS - 1] > 0.98 * found.max()
    assert found[LEVELS - 1] > 4.5
    if kind == "signed":
        assert found[0] == pytest.approx(found[LEVELS - 1], rel=0.05)
        assert found[MIDDLE] == pytest.approx(found[:LEVELS].min(), rel=0.03)


def test_logarithmic_bars_look_like_even_ones():
    assert np.array_equal(value_palettes("log"), value_palettes("even"))


def test_numbers_groups_and_guesses_become_tones():
    numbers = value_tones(measured(np.array([0.0, np.nan, 2.0])))
    assert numbers.of_points.tolist() == [0, NO_VALUE, LEVELS - 1]
    assert numbers.no_value == NO_VALUE
    assert numbers.light.shape == numbers.dark.shape == (LEVELS + 1, 3)
    groups = group_tones(grouped(np.array([4, 4, -1, 7]), np.zeros(4, int), by_size=True))
    assert groups.of_points.tolist() == [0, 0, 2, 1]
    assert groups.no_value == 2
    guesses = predicted_tones(Predicted(np.array([3, 0], np.uint8), None, 0), 10)
    assert guesses.of_points.tolist() == [3, 0]
    assert np.array_equal(guesses.dark[:10], class_colours(10, dark=True))
