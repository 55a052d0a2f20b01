"""Images are disturbed by as much as is asked for, as other libraries disturb them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage

from latentlab.data.digits import open_digits
from latentlab.data.disturbance import Disturbance, disturbed

DIGIT = open_digits().images[1234]
SQUARE = np.pad(np.full((6, 6), 200, np.uint8), ((4, 18), (10, 12)))


def centre(image: np.ndarray) -> np.ndarray:
    """Down and right, in pixels from the top left corner."""
    return np.array(ndimage.center_of_mass(image)) + 0.5


def by_scipy(image: np.ndarray, by: Disturbance) -> np.ndarray:
    """The same turn, scale and shift by the other library, where middles of pixels are whole numbers."""
    height, width = image.shape
    angle = np.deg2rad(by.turn)
    back = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) / by.scale
    middle = np.array([height - 1, width - 1]) / 2
    moved = middle + np.array([by.down * height, by.right * width])
    grey = image.astype(np.float32)
    return ndimage.affine_transform(grey, back, middle - back @ moved, order=1, mode="grid-constant")


def test_without_a_disturbance_an_image_is_as_it_was():
    assert not Disturbance().is_on
    assert not Disturbance(cover_x=0.1, seed=3).is_on
    np.testing.assert_array_equal(disturbed(DIGIT, Disturbance()), DIGIT)


@pytest.mark.parametrize(
    "by",
    [
        Disturbance(turn=90),
        Disturbance(turn=33.0, right=0.1),
        Disturbance(turn=-140.0, scale=1.6, down=-0.2),
        Disturbance(scale=0.5),
        Disturbance(right=0.25, down=0.25),
        Disturbance(right=1 / 56),
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "image", [DIGIT, DIGIT[:, :20], np.full((9, 14), 255, np.uint8)], ids=["28", "20", "full"]
)
def test_turn_scale_and_shift_are_those_of_another_library(image, by):
    theirs = np.clip(by_scipy(image, by), 0, 255)
    np.testing.assert_allclose(disturbed(image, by), theirs, atol=1.5)


def test_a_shift_moves_right_and_down_by_whole_pixels():
    moved = disturbed(SQUARE, Disturbance(right=3 / 28, down=5 / 28))
    np.testing.assert_array_equal(moved, np.roll(SQUARE, (5, 3), (0, 1)))


def test_a_turn_is_clockwise():
    np.testing.assert_allclose(disturbed(SQUARE, Disturbance(turn=90)), np.rot90(SQUARE, -1), atol=1)


def test_a_scale_is_about_the_middle():
    square = np.roll(SQUARE, 3, axis=0)
    large = disturbed(square, Disturbance(scale=1.5))
    np.testing.assert_allclose(centre(large) - 14, 1.5 * (centre(square) - 14), atol=0.1)
    assert large.sum() == pytest.approx(square.sum() * 1.5**2, rel=0.03)


def test_noise_has_the_asked_for_strength_and_is_the_same_for_a_seed():
    grey = np.full((100, 100), 128, np.uint8)
    noisy = disturbed(grey, Disturbance(noise=0.1, seed=4)).astype(float)
    assert noisy.std() == pytest.approx(25.5, rel=0.03)
    assert noisy.mean() == pytest.approx(128, abs=1)
    np.testing.assert_array_equal(noisy, disturbed(grey, Disturbance(noise=0.1, seed=4)))
    assert not np.array_equal(noisy, disturbed(grey, Disturbance(noise=0.1, seed=5)))
    double = disturbed(grey, Disturbance(noise=0.2, seed=4)).astype(float)
    np.testing.assert_allclose(double, np.clip(128 + 2 * (noisy - 128), 0, 255), atol=2)


def test_a_cover_hides_a_square_where_it_is_asked_for():
    white = np.full((20, 30), 255, np.uint8)
    hidden = disturbed(white, Disturbance(cover=0.5, cover_x=1.0, cover_y=0.0)) == 0
    assert hidden.sum() == 100
    assert hidden[:10, 20:].all()
    assert (disturbed(white, Disturbance(cover=1.0)) == 0).sum() == 400


@given(
    st.builds(
        Disturbance,
        noise=st.floats(0, 1),
        right=st.floats(-0.5, 0.5),
        down=st.floats(-0.5, 0.5),
        turn=st.floats(-180, 180),
        scale=st.floats(0.4, 2),
        cover=st.floats(0, 1),
        cover_x=st.floats(0, 1),
        cover_y=st.floats(0, 1),
        seed=st.integers(0, 1000),
    ),
    st.tuples(st.integers(1, 40), st.integers(1, 40)),
)
def test_any_image_keeps_its_shape_and_comes_out_the_same_twice(by, shape):
    image = np.random.default_rng(0).integers(0, 256, shape, dtype=np.uint8)
    kept = image.copy()
    once = disturbed(image, by)
    assert once.shape == shape
    assert once.dtype == np.uint8
    np.testing.assert_array_equal(once, disturbed(image, by))
    np.testing.assert_array_equal(image, kept)
