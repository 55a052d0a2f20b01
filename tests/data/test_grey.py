"""Pictures of every kind become grey squares."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from latentlab.data.grey import common_side, grey_square, picture_size

RAMP = np.tile(np.linspace(0, 255, 16).astype(np.uint8), (16, 1))


def saved(folder: Path, picture: Image.Image, suffix: str = ".png", **options: object) -> Path:
    path = folder / f"one{suffix}"
    picture.save(path, **options)
    return path


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "P", "CMYK", "I", "I;16", "F"])
def test_the_mode_makes_no_difference(tmp_path: Path, mode: str) -> None:
    grey = Image.fromarray(RAMP)
    if mode == "I;16":
        picture = Image.fromarray(RAMP.astype(np.uint16) * 257)
    elif mode == "F":
        picture = Image.fromarray(RAMP.astype(np.float32) / 255)
    else:
        picture = grey.convert(mode)
    suffix = ".tif" if mode in ("CMYK", "F", "I") else ".png"
    found = grey_square(saved(tmp_path, picture, suffix), 16)
    assert np.abs(found.astype(int) - RAMP).max() <= 1


def test_proportions_stay_and_the_rim_fills_the_rest(tmp_path: Path) -> None:
    paper = np.full((20, 40), 240, np.uint8)
    paper[8:12, 10:30] = 10
    found = grey_square(saved(tmp_path, Image.fromarray(paper)), 20)
    assert found.shape == (20, 20)
    assert found[0, 0] == found[-1, -1] == found[4, 10] == 240
    assert found[9:11, 6:14].max() <= 20
    assert found[:5].min() == found[15:].min() == 240


@pytest.mark.parametrize(("ink", "ground"), [(255, 0), (0, 255)])
def test_what_is_drawn_on_nothing_can_be_seen(tmp_path: Path, ink: int, ground: int) -> None:
    drawn = np.zeros((8, 8, 4), np.uint8)
    drawn[..., :3] = ink
    drawn[3:5, 3:5, 3] = 255
    found = grey_square(saved(tmp_path, Image.fromarray(drawn)), 8)
    assert found[3, 3] == ink
    assert found[0, 0] == ground


def test_a_photograph_is_turned_as_the_camera_says(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = saved(tmp_path, Image.fromarray(RAMP), ".jpg", exif=exif, quality=95)
    found = grey_square(path, 16)
    assert found[0].mean() < 30
    assert found[-1].mean() > 225
    assert picture_size(path) == (16, 16)


def test_the_common_side_is_within_bounds() -> None:
    assert common_side(np.array([28, 28, 500])) == 28
    assert common_side(np.array([500, 500, 28])) == 64
    assert common_side(np.array([1])) == 4
