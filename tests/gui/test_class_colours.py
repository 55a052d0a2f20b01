"""Names of classes stand clear of one another, and their colours apart for every eye."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QColor

from latentlab.gui.widgets.scatter.class_names import class_centres, class_samples, spread_apart
from latentlab.gui.widgets.scatter.class_palette import class_colours
from tests.gui.clouds import DARK, LIGHT, cloud


@given(st.integers(2, 12), st.integers(0, 50))
def test_names_are_pushed_apart_only_where_they_lie_on_each_other(count, seed):
    rng = np.random.default_rng(seed)
    sizes = np.full((count, 2), 20.0)
    crowded = rng.normal(size=(count, 2))
    moved = spread_apart(crowded, sizes)

    def closest(places):
        away = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1))
        np.fill_diagonal(away, np.inf)
        return away.min()

    assert closest(moved) > closest(crowded)
    apart = np.arange(count)[:, None] * [50.0, 0.0]
    assert np.allclose(spread_apart(apart, sizes), apart)


SIMULATIONS = {  # Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.01182, 0.04294, 0.968881],
    ],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.3039],
    ],
    "normal": np.eye(3),
}


def linear(colours):
    share = colours / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def oklab(rgb):
    cones = rgb @ np.transpose(
        [
            [0.4122214708, 0.5363325363, 0.0514459929],
            [0.2119034982, 0.6806995451, 0.1073969566],
            [0.0883024619, 0.2817188376, 0.6299787005],
        ]
    )
    return np.cbrt(cones) @ np.transpose(
        [
            [0.2104542553, 0.793617785, -0.0040720468],
            [1.9779984951, -2.428592205, 0.4505937099],
            [0.0259040371, 0.7827717662, -0.808675766],
        ]
    )


@pytest.mark.parametrize("eye", SIMULATIONS)
@pytest.mark.parametrize("dark", [False, True])
def test_ten_class_colours_stay_apart_for_every_eye(eye, dark):
    rgb = np.clip(linear(class_colours(10, dark)) @ np.transpose(SIMULATIONS[eye]), 0, 1)
    lab = oklab(rgb)
    away = np.sqrt(((lab[:, None] - lab[None]) ** 2).sum(axis=2))
    np.fill_diagonal(away, np.inf)
    assert away.min() > 0.09


@pytest.mark.parametrize(("dark", "ground", "least"), [(True, DARK, 3.2), (False, LIGHT, 1.85)])
def test_class_colours_stand_out_from_the_ground(dark, ground, least):
    weights = [0.2126, 0.7152, 0.0722]
    light = linear(class_colours(10, dark)) @ weights
    under = linear(np.array(QColor(ground).getRgb()[:3])) @ weights
    contrast = (np.maximum(light, under) + 0.05) / (np.minimum(light, under) + 0.05)
    assert contrast.min() >= least


def test_a_name_stands_at_the_median_of_its_class():
    labels, points = cloud(900)
    points[5] = np.nan
    centres = class_centres(points.T, class_samples(labels, 4))
    for index in range(3):
        assert np.allclose(centres[index], np.nanmedian(points[labels == index], axis=0), atol=0.15)
    assert np.isnan(centres[3]).all()


def test_thirty_classes_have_thirty_colours():
    assert len(np.unique(class_colours(30, dark=True), axis=0)) == 30
    assert class_colours(64, dark=False).shape == (64, 3)
