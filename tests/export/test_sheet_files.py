"""Files of a traversal sheet, read back: they hold the very images that the network decodes."""

import json
import re
from base64 import b64decode
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageSequence

from latentlab.errors import ConfigError
from latentlab.export.sheet_files import make_sheet, preview_sheet
from latentlab.export.sheet_source import SheetFile, SheetSource, film_of, sheet_of
from latentlab.export.steps import Preview, result_of
from latentlab.latent.code_axes import code_axes
from latentlab.latent.pieces import finished
from latentlab.latent.tiles import as_grey, tiled
from latentlab.latent.walks.traversal import TraversalWish

SHAPE, LATENT = (9, 7), 4
MIX = np.random.default_rng(1).normal(size=(LATENT, SHAPE[0] * SHAPE[1]))


def decode(codes: np.ndarray) -> np.ndarray:
    return (1 / (1 + np.exp(-codes @ MIX))).astype(np.float32)


def source(**wish) -> SheetSource:
    rng = np.random.default_rng(0)
    codes = (rng.normal(size=(400, LATENT)) * (3, 2, 1, 0.5)).astype(np.float32)
    made = TraversalWish(count=6, **wish)
    return SheetSource(code_axes(codes, made.kind), made, codes[5], decode, SHAPE, {"data": "mnist-5k"})


def bare(suffix: str, subject: str = "sheet", **more) -> SheetFile:
    """Images alone: every pixel of the file is one of theirs."""
    return SheetFile(subject, suffix, scale=more.pop("scale", 2), values=False, **more)


def pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(content)).convert("L"))


@pytest.mark.parametrize("kind", ["dimensions", "principal"])
def test_a_png_of_a_grid_is_its_images_edge_to_edge(kind):
    given = source(kind=kind)
    shown = pixels(result_of(make_sheet(given, bare(".png", scale=3))))
    tiles = finished(sheet_of(given, 32)).tiles
    assert np.array_equal(shown[: 3 * 54, : 3 * 42], tiles.repeat(3, 0).repeat(3, 1))


def test_words_stand_beside_the_images_and_never_over_them():
    given = source()
    with_words = np.asarray(Image.open(BytesIO(result_of(make_sheet(given, SheetFile("sheet", ".png", 4))))))
    tiles = finished(sheet_of(given, 32)).tiles.repeat(4, 0).repeat(4, 1)
    found = [
        (y, x)
        for y in range(with_words.shape[0] - tiles.shape[0] + 1)
        for x in range(with_words.shape[1] - tiles.shape[1] + 1)
        if np.array_equal(with_words[y, x : x + 40, 0], tiles[0, :40])
        and np.array_equal(with_words[y : y + tiles.shape[0], x : x + tiles.shape[1], 0], tiles)
    ]
    assert len(found) == 1
    assert found[0][1] > 0


def test_an_svg_holds_the_same_images_and_its_words_as_text():
    given = source(form="rows")
    text = result_of(make_sheet(given, SheetFile("sheet", ".svg", title="A <sheet>"))).decode()
    strips = [pixels(b64decode(data)) for data in re.findall(r"base64,([^\"]+)", text)]
    images = finished(sheet_of(given, 32)).images
    assert len(strips) == LATENT
    for row, strip in enumerate(strips):
        assert np.array_equal(strip, tiled(images[row : row + 1]))
    assert "A &lt;sheet&gt;" in text
    assert ">z3  " in text
    assert "image-rendering:pixelated" in text


def test_arrays_lead_back_to_the_sheet():
    given = source(kind="principal", up=2)
    with np.load(BytesIO(result_of(make_sheet(given, bare(".npz")))), allow_pickle=False) as arrays:
        codes, images = arrays["codes"], arrays["images"]
        assert np.allclose(decode(codes.reshape(-1, LATENT)).reshape(images.shape), images, atol=1e-6)
        along = (codes - arrays["origin"]) @ arrays["directions"]
        assert np.allclose(along[0, [0, -1], 0], [arrays["low"][0], arrays["high"][0]], atol=1e-4)
        assert np.allclose(along[[-1, 0], 0, 2], [arrays["low"][2], arrays["high"][2]], atol=1e-4)
        about = json.loads(str(arrays["about"]))
    assert about["data"] == "mnist-5k"
    assert about["axes"] == ["PC1", "PC2", "PC3", "PC4"]
    assert (about["across"], about["up"], about["count"]) == (0, 2, 6)


@pytest.mark.parametrize("suffix", [".gif", ".webp"])
def test_a_film_shows_the_sheet_while_a_third_axis_goes_there_and_back(suffix):
    given = source()
    file = bare(suffix, "film", film_axis=2, frames=5, seconds=1.6)
    frames = finished(film_of(given, file))
    low, high = given.axes.low[2], given.axes.high[2]
    assert np.allclose([frame.place for frame in frames], np.linspace(low, high, 5))
    film = Image.open(BytesIO(result_of(make_sheet(given, file))))
    shown = [np.asarray(frame.convert("L")) for frame in ImageSequence.Iterator(film)]
    assert len(shown) == 8
    for picture, number in zip(shown, (0, 1, 2, 3, 4, 3, 2, 1), strict=True):
        wanted = tiled(frames[number].images).repeat(2, 0).repeat(2, 1)
        assert np.array_equal(picture[: wanted.shape[0], : wanted.shape[1]], wanted)
    assert film.info["duration"] == 200


def test_the_images_of_a_film_have_the_third_axis_s_place_in_their_codes():
    given = source(at_mean=True)
    frames = finished(film_of(given, bare(".gif", "film", film_axis=3, frames=3)))
    middle = given.axes.mean.copy()
    middle[[0, 1, 3]] = given.axes.low[0], given.axes.high[1], frames[2].place
    assert np.allclose(frames[2].images[0, 0].ravel(), decode(given.axes.codes(middle)[None])[0], atol=1e-5)


def test_a_film_along_an_axis_of_the_grid_shows_the_column_or_row_that_it_has_there():
    given = source()
    images = finished(sheet_of(given, 32)).images
    columns = finished(film_of(given, bare(".gif", "film", film_axis=0, frames=6)))
    rows = finished(film_of(given, bare(".gif", "film", film_axis=1, frames=6)))
    for number in range(6):
        assert np.allclose(columns[number].images[:, 0], images[:, number], atol=1e-5)
        assert np.allclose(rows[number].images[0], images[5 - number], atol=1e-5)


def test_the_arrays_of_a_film_are_its_images_with_their_places():
    given = source(form="rows")
    content = result_of(make_sheet(given, bare(".npz", "film", film_axis=1, frames=3)))
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        assert arrays["images"].shape == (3, LATENT, 6, *SHAPE)
        assert np.allclose(arrays["places"], np.linspace(given.axes.low[1], given.axes.high[1], 3))


@pytest.mark.parametrize(
    ("subject", "suffix"),
    [("sheet", ".png"), ("sheet", ".svg"), ("sheet", ".npz"), ("film", ".gif"), ("film", ".npz")],
)
def test_a_preview_tells_the_size_of_the_file(subject, suffix):
    given, file = source(), SheetFile(subject, suffix, frames=6)
    previews = [event for event in preview_sheet(given, file) if isinstance(event, Preview)]
    size = len(result_of(make_sheet(given, file)))
    assert len(previews) == 1
    assert previews[0].wish == file
    if previews[0].is_exact:
        assert previews[0].size == size
    else:
        assert size / 2 < previews[0].size < size * 2
    assert (previews[0].image is None) == (suffix == ".npz")


def test_a_picture_too_large_for_a_file_is_refused_in_a_sentence():
    given = source(form="rows")
    wide = SheetSource(
        given.axes, given.wish, given.z, lambda codes: np.zeros((len(codes), 10**6)), (1000, 1000)
    )
    with pytest.raises(ConfigError, match="must be"):
        result_of(make_sheet(wide, SheetFile("sheet", ".png", scale=16)))
    with pytest.raises(ConfigError, match="frames must be from 2 to 200, got 1"):
        SheetFile("film", ".gif", frames=1)
    with pytest.raises(ConfigError, match=r"file format must be one of \.png, \.svg, \.npz, got \.gif"):
        SheetFile("sheet", ".gif")


def test_what_is_no_number_is_black():
    assert as_grey(np.array([np.nan, -1, 0.5, 2, np.inf])).tolist() == [0, 0, 128, 255, 255]


def test_a_network_that_ran_away_is_white_or_black_without_a_warning():
    most = np.finfo(np.float32).max
    assert as_grey(np.array([-most, most], np.float32)).tolist() == [0, 255]
