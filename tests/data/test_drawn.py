"""Drawings become images as MNIST's are, and what is no picture is refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from latentlab.data.digits import open_digits
from latentlab.data.drawn import as_digit, as_frame, ink_of, ink_of_picture
from latentlab.errors import DataError


def shape_of(images: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Centre of mass down and right, and the longer side of the box, of images (N, 28, 28)."""
    ink, places = images / 255.0, np.arange(28) + 0.5
    total = ink.sum(axis=(1, 2))
    marked = images > 12
    sides = [[np.ptp(np.flatnonzero(one.any(axis=axis))) + 1 for axis in (0, 1)] for one in marked]
    return ink.sum(axis=2) @ places / total, ink.sum(axis=1) @ places / total, np.max(sides, axis=1)


def test_digits_drawn_large_and_anywhere_are_shaped_as_mnists():
    digits = open_digits().images[::25]
    rng = np.random.default_rng(0)
    drawn = []
    for digit in digits:
        sheet = np.zeros((280, 280), np.float32)
        top, left = rng.integers(0, 140, 2)
        large = Image.fromarray(digit).resize((140, 140), Image.Resampling.BICUBIC)
        sheet[top : top + 140, left : left + 140] = np.asarray(large) / 255
        drawn.append(as_digit(sheet))
    for found, real in zip(shape_of(np.array(drawn)), shape_of(digits), strict=True):
        assert abs(found.mean() - real.mean()) < max(real.std(), 0.1)
        assert found.std() < real.std() + 0.3
    again = np.square(np.array(drawn) / 255.0 - digits / 255.0).mean()
    assert again < 0.015  # a quarter of the error of the mean image


def test_nothing_drawn_is_a_black_image():
    assert not as_digit(np.zeros((100, 80))).any()


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 40), st.integers(0, 40))
def test_any_bar_fits_its_box_wherever_it_is_drawn(height, width, top, left):
    sheet = np.zeros((100, 100))
    sheet[top : top + height, left : left + width] = 1
    marked = as_digit(sheet) > 0
    assert max(np.ptp(np.flatnonzero(marked.any(axis=axis))) + 1 for axis in (0, 1)) == 20


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I", "I;16", "F"])
@pytest.mark.parametrize("dark_on_light", [False, True])
def test_pictures_of_every_mode_give_the_same_ink(mode, dark_on_light):
    grey = np.zeros((40, 30), np.uint8)
    grey[10:30, 12:18] = 255
    picture = Image.fromarray(255 - grey if dark_on_light else grey).convert(mode if mode != "I;16" else "I")
    ink = ink_of(picture.convert("I;16") if mode == "I;16" else picture)
    np.testing.assert_allclose(ink, grey / 255, atol=0.02)


def test_a_drawing_on_nothing_is_ink_whatever_its_colour():
    for colour in (0, 128, 255):
        picture = Image.new("LA", (20, 20), (0, 0))
        picture.paste((colour, 255), (5, 5, 15, 15))
        ink = ink_of(picture)
        assert ink[10, 10] > 0.9
        assert ink[0, 0] == 0


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"\x89PNG\r\n\x1a\n broken"])
def test_what_is_no_picture_is_refused_in_a_sentence(tmp_path, content):
    path = tmp_path / "digit.png"
    path.write_bytes(content)
    with pytest.raises(DataError, match="Expected a picture"):
        ink_of_picture(path)


def test_a_picture_file_is_read(tmp_path):
    path = tmp_path / "digit.png"
    grey = np.zeros((50, 40), np.uint8)
    grey[10:40, 18:22] = 200
    Image.fromarray(grey).save(path)
    assert ink_of_picture(path).shape == (50, 40)


def test_a_photograph_of_a_digit_on_grey_grainy_paper_is_the_digit():
    rng = np.random.default_rng(3)
    digit = open_digits().images[777]
    large = np.asarray(Image.fromarray(digit).resize((280, 280), Image.Resampling.BICUBIC), np.float32)
    photo = np.full((400, 360), 190, np.float32) + rng.normal(0, 4, (400, 360))
    photo[60:340, 40:320] -= 0.6 * large
    grey = np.clip(photo, 0, 255).astype(np.uint8)
    colour = Image.merge("RGB", [Image.fromarray(grey)] * 3)
    found = as_digit(ink_of(colour))
    assert np.square(found / 255.0 - digit / 255.0).mean() < 0.015


def test_a_whole_frame_keeps_its_place_and_proportions():
    ink = np.zeros((100, 200), np.float32)
    ink[:50, :100] = 1
    image = as_frame(ink, (28, 28))
    assert image.shape == (28, 28)
    np.testing.assert_array_equal(np.flatnonzero(image.any(axis=1)), np.arange(7, 14))
    np.testing.assert_array_equal(np.flatnonzero(image.any(axis=0)), np.arange(14))
    square = np.random.default_rng(0).random((28, 28)).astype(np.float32)
    np.testing.assert_allclose(as_frame(square, (28, 28)), 255 * square, atol=0.51)


def test_a_large_picture_is_made_smaller_whatever_its_depth_and_one_too_large_is_refused(tmp_path):
    grey = np.zeros((1_500, 3_000), np.uint8)
    grey[500:1_000, 1_000:2_000] = 255
    for number, pixels in enumerate((grey, grey.astype(np.uint16) * 257)):
        path = tmp_path / f"{number}.png"
        Image.fromarray(pixels).save(path)
        ink = ink_of_picture(path)
        assert max(ink.shape) <= 1_024
        assert ink.mean() == pytest.approx(1 / 9, rel=0.02)
    Image.new("1", (8_000, 6_000)).save(tmp_path / "huge.png")
    with pytest.raises(DataError, match="may have 40,000,000 pixels, got 8,000 by 6,000"):
        ink_of_picture(tmp_path / "huge.png")


def test_a_photograph_that_was_taken_sideways_is_turned_upright(tmp_path):
    upright = np.zeros((40, 30), np.uint8)
    upright[4:8, 5:25] = 255
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise by 90°
    Image.fromarray(np.rot90(upright)).save(tmp_path / "side.png", exif=exif)
    ink = ink_of_picture(tmp_path / "side.png")
    np.testing.assert_allclose(ink, upright / 255, atol=0.01)
