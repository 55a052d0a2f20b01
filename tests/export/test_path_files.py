"""Files of a path, read back: they hold the very images that are shown and decoded."""

import json
import re
from base64 import b64decode
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageSequence

from latentlab.errors import ConfigError
from latentlab.export.path_files import make_path, preview_path
from latentlab.export.path_source import PathFile, PathRow, PathSource
from latentlab.export.steps import Preview, result_of
from latentlab.latent.tiles import as_grey, tiled

SHAPE, LATENT, COUNT = (9, 7), 4, 5
MIX = np.random.default_rng(1).normal(size=(LATENT, SHAPE[0] * SHAPE[1]))
CODES = np.linspace(-2, 2, 241)[:, None] * np.array([1, -0.5, 0.2, 2])


def decode(codes: np.ndarray) -> np.ndarray:
    return (1 / (1 + np.exp(-codes @ MIX))).astype(np.float32)


def source() -> PathSource:
    straight = decode(CODES[:: len(CODES) // (COUNT - 1)]).reshape(COUNT, *SHAPE)
    rows = (PathRow("Straight", "0.0123 · 0 of 11 off", straight), PathRow("Pixels", "", straight[::-1]))
    about = {"data": "mnist-5k", "epoch": np.float32(2.5), "way": "straight", "ends": ["A: 3", "B: 8"]}
    return PathSource(rows, CODES.astype(np.float32), decode, SHAPE, about)


def frames(content: bytes) -> list[np.ndarray]:
    with Image.open(BytesIO(content)) as film:
        return [np.asarray(frame.convert("L")) for frame in ImageSequence.Iterator(film)]


def test_a_png_has_the_rows_of_the_page_under_each_other():
    given = source()
    shown = frames(result_of(make_path(given, PathFile("strip", ".png", scale=3, words=False))))[0]
    high, gap = 3 * SHAPE[0], 3
    for row, one in enumerate(given.rows):
        tiles = tiled(one.images[None]).repeat(3, 0).repeat(3, 1)
        top = row * (high + gap)
        assert np.array_equal(shown[top : top + high, : tiles.shape[1]], tiles)
    assert (shown[high : high + gap] == 255).all()


def test_an_svg_has_the_same_images_and_names_and_figures_as_text():
    given = source()
    text = result_of(make_path(given, PathFile("strip", ".svg", title="From <3> to 8"))).decode()
    images = [b64decode(found) for found in re.findall(r"base64,([^\"]+)", text)]
    for content, row in zip(images, given.rows, strict=True):
        assert np.array_equal(frames(content)[0], tiled(row.images[None]))
    for words in ("Straight", "0.0123 · 0 of 11 off", "Pixels", "From &lt;3&gt; to 8"):
        assert f">{words}</text>" in text


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
@pytest.mark.parametrize("comes_back", [True, False])
def test_a_film_goes_along_the_path_and_back(suffix, comes_back):
    file = PathFile("film", suffix, scale=8, words=False, frames=7, seconds=2.0, comes_back=comes_back)
    shown = frames(result_of(make_path(source(), file)))
    places = [0, 1, 2, 3, 4, 5, 6, *([5, 4, 3, 2, 1] if comes_back else [])]
    assert len(shown) == len(places)
    expected = as_grey(decode(CODES[::40])).reshape(7, *SHAPE)
    left = (shown[0].shape[1] - 8 * SHAPE[1]) // 2
    for picture, place in zip(shown, places, strict=True):
        digit = picture[: 8 * SHAPE[0], left : left + 8 * SHAPE[1]]
        assert np.array_equal(digit, expected[place].repeat(8, 0).repeat(8, 1))


def test_the_arrays_are_codes_images_and_what_they_are():
    given = source()
    with np.load(
        BytesIO(result_of(make_path(given, PathFile("strip", ".npz")))), allow_pickle=False
    ) as arrays:
        assert np.array_equal(arrays["codes"], given.codes)
        assert np.array_equal(arrays["images"], np.stack([row.images for row in given.rows]))
        assert arrays["ways"].tolist() == ["Straight", "Pixels"]
        about = json.loads(str(arrays["about"]))
    assert (about["epoch"], about["ends"]) == (2.5, ["A: 3", "B: 8"])


@pytest.mark.parametrize(
    ("subject", "suffix"),
    [("strip", ".png"), ("strip", ".svg"), ("strip", ".npz"), ("film", ".gif"), ("film", ".webp")],
)
def test_every_format_has_a_preview_with_about_its_size(subject, suffix):
    file = PathFile(subject, suffix, title="A path", frames=24)
    *_, made = preview_path(source(), file)
    assert isinstance(made, Preview)
    size = len(result_of(make_path(source(), file)))
    assert made.size == (size if made.is_exact else pytest.approx(size, rel=0.3))
    assert (made.text if suffix == ".npz" else made.image) is not None


@pytest.mark.parametrize(
    "wrong",
    [{"scale": 0}, {"scale": 17}, {"frames": 1}, {"seconds": 0.0}, {"suffix": ".png"}, {"ground": "red"}],
)
def test_what_no_file_can_be_is_refused(wrong):
    with pytest.raises(ConfigError):
        replace(PathFile("film", ".gif"), **wrong)
