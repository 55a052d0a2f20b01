"""Pictures show every point in its class's colour, inside the sheet, and nothing else."""

import re
import xml.etree.ElementTree as ET
import zlib
from base64 import b64decode
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from scipy import ndimage

from latentlab.errors import ConfigError
from latentlab.export.digit import digit_png
from latentlab.export.formats import map_file
from latentlab.export.look import Look
from latentlab.export.overlay import Lines
from latentlab.export.picture import Legend, MapPicture, picture_by_class
from latentlab.export.steps import result_of
from latentlab.gui.widgets.scatter.class_palette import class_colours

_CLASSES = ("zero", "one <&>", "two")
_PALETTE = class_colours(3, dark=False)
_PLAIN = Look(legend=False)


def _map(suffix: str, picture: MapPicture, look: Look | None = None) -> bytes:
    return result_of(map_file(suffix, picture, look or Look()))


def _by_class(points: np.ndarray, labels: list[int] | np.ndarray) -> MapPicture:
    return picture_by_class(points, np.asarray(labels, np.uint8), _CLASSES, _PALETTE)


def _pixels(content: bytes, mode: str = "RGB") -> np.ndarray:
    return np.asarray(Image.open(BytesIO(content)).convert(mode)).astype(int)


def _grid(side: int) -> np.ndarray:
    """Places (side², 2) far apart."""
    return np.stack(np.meshgrid(np.arange(side), np.arange(side)), axis=-1).reshape(-1, 2).astype(float)


def _dots_of_svg(content: bytes) -> dict[str, np.ndarray]:
    """The places (n, 2) that are drawn in each colour."""
    found: dict[str, list[str]] = {}
    for path in ET.fromstring(content).iter("{http://www.w3.org/2000/svg}path"):
        found.setdefault(path.get("stroke"), []).extend(path.get("d").replace("h0", "").split("M")[1:])
    return {colour: np.array([dot.split() for dot in dots], float) for colour, dots in found.items()}


def _page_of_pdf(content: bytes) -> str:
    """What is drawn on the page, read through the file's own table of objects."""
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF\n$", content)[1])
    assert content[start:].startswith(b"xref\n0 ")
    places = [int(line[:10]) for line in content[start:].splitlines() if line.endswith(b" 00000 n ")]
    assert all(content[at:].startswith(b"%d 0 obj" % number) for number, at in enumerate(places, 1))
    length = int(re.search(rb"/Length (\d+)", content[places[3] :])[1])
    begin = content.index(b"stream\n", places[3]) + len(b"stream\n")
    return zlib.decompress(content[begin : begin + length]).decode("ascii")


def _dots_of_pdf(page: str) -> dict[str, np.ndarray]:
    found: dict[str, list[tuple[str, str]]] = {}
    for red, green, blue, dots in re.findall(r"^([\d.]+) ([\d.]+) ([\d.]+) RG (.* l) S$", page, re.MULTILINE):
        colour = "#" + bytes(round(255 * float(c)) for c in (red, green, blue)).hex()
        found.setdefault(colour, []).extend(re.findall(r"([-\d.]+) ([-\d.]+) m", dots))
    return {colour: np.array(dots, float) for colour, dots in found.items()}


def test_a_digit_is_drawn_in_squares_of_its_own_grey() -> None:
    image = np.array([[0.0, 0.5, 1.0], [2.0, -1.0, 0.25]])
    drawn = _pixels(digit_png(image))
    assert drawn.shape == (20, 30, 3)
    assert drawn[5::10, 5::10, 0].tolist() == [[0, 128, 255], [255, 0, 64]]
    assert (drawn[:10, :10] == 0).all()


def test_a_map_shows_each_class_in_its_colour_with_a_legend() -> None:
    points = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]], np.float32)
    drawn = _pixels(_map(".png", _by_class(points, [0, 2, 2])))
    assert drawn.shape == (1_000, 1_200, 3)
    for label, blobs in ((0, 2), (1, 0), (2, 3)):  # a class's points and its dot in the legend
        _, found = ndimage.label((drawn == _PALETTE[label]).all(axis=2))
        assert found == blobs
    points_alone = drawn[:, :1_065]
    place = {label: np.argwhere((points_alone == _PALETTE[label]).all(axis=2)).mean(0) for label in (0, 2)}
    assert place[0][1] < place[2][1]  # x runs to the right
    assert place[0][0] > place[2][0]  # y runs upwards


@settings(max_examples=30)
@given(
    side=st.integers(1, 12),
    width=st.integers(300, 900),
    height=st.integers(300, 900),
    ground=st.sampled_from(["light", "dark", "transparent"]),
)
def test_a_png_has_as_many_blobs_as_points(side: int, width: int, height: int, ground) -> None:
    points = _grid(side)
    look = Look(width, height, ground, legend=False)
    drawn = _pixels(_map(".png", _by_class(points, np.zeros(side**2)), look), "RGBA")
    assert drawn.shape == (height, width, 4)
    empty = [0, 0, 0, 0] if ground == "transparent" else [*bytes.fromhex(look.ground_colour[1:]), 255]
    _, blobs = ndimage.label((drawn != empty).any(axis=2), np.ones((3, 3)))
    assert blobs == side**2


def test_the_later_point_lies_over_the_earlier() -> None:
    points, edge = np.zeros((2, 2)), np.array([[-1.0, -1.0], [1.0, 1.0]])
    for order in ([0, 1], [1, 0]):
        drawn = _pixels(_map(".png", _by_class(np.concatenate([edge, points]), [2, 2, *order]), _PLAIN))
        assert (drawn[500, 600] == _PALETTE[order[-1]]).all()


@settings(max_examples=60)
@given(
    scale=st.sampled_from([0.0, 1e-30, 1e-6, 1.0, 1e6, 1e30]),
    shift=st.sampled_from([0.0, -3.0, 1e6]),
    count=st.integers(1, 30),
)
def test_no_map_leaves_the_sheet_whatever_its_scale(scale: float, shift: float, count: int) -> None:
    """One point, equal points, tiny and huge maps: all lie inside, as finite numbers."""
    points = np.random.default_rng(count).normal(size=(count, 2)) * scale + shift
    places = np.concatenate(list(_dots_of_svg(_map(".svg", _by_class(points, np.zeros(count)))).values()))
    assert places.shape == (count, 2)
    assert (places >= 0).all()
    assert (places <= (1_200 - 70, 1_000)).all()  # the legend's place stays free


@settings(max_examples=20)
@given(count=st.integers(1, 5_000), seed=st.integers(0, 99))
def test_svg_and_pdf_draw_each_point_once_where_the_other_does(count: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, count)
    picture = _by_class(rng.normal(size=(count, 2)), labels)
    svg = _dots_of_svg(_map(".svg", picture, _PLAIN))
    pdf = _dots_of_pdf(_page_of_pdf(_map(".pdf", picture, _PLAIN)))
    assert set(svg) == set(pdf) == {picture.colour(label) for label in set(labels.tolist())}
    for colour, dots in svg.items():
        np.testing.assert_array_equal(dots, pdf[colour])
        assert len(dots) == (labels == [picture.colour(i) for i in range(3)].index(colour)).sum()


def test_no_class_lies_wholly_over_another() -> None:
    """The colours take turns, as the points do on the screen."""
    picture = _by_class(np.random.default_rng(0).normal(size=(10_000, 2)), np.arange(10_000) % 3)
    strokes = re.findall('path stroke="([^"]*)"', _map(".svg", picture).decode())
    assert len(strokes) >= 12
    assert strokes[0] in strokes[3:]


def test_points_can_be_one_image_while_text_stays_text() -> None:
    picture = _by_class(_grid(5), np.arange(25) % 3)
    look = Look(600, 500, title="A map", as_image=True)
    root = ET.fromstring(_map(".svg", picture, look))
    (image,) = root.iter("{http://www.w3.org/2000/svg}image")
    embedded = _pixels(b64decode(image.get("href").split(",")[1]), "RGBA")
    assert embedded.shape == (500, 600, 4)
    assert {tuple(pixel) for pixel in embedded[embedded[..., 3] == 255][:, :3].tolist()} == {
        tuple(colour) for colour in _PALETTE.tolist()
    }
    assert "A map" in "".join(root.itertext())
    page = _page_of_pdf(_map(".pdf", picture, look))
    assert "/Points Do" in page
    assert f"<{b'A map'.hex()}> Tj" in page


def test_names_of_classes_are_escaped() -> None:
    picture = _by_class(np.zeros((1, 2)), [1])
    texts = [text.strip() for text in ET.fromstring(_map(".svg", picture)).itertext() if text.strip()]
    assert texts == ["one <&>"]
    assert f"<{b'one <&>'.hex()}> Tj" in _page_of_pdf(_map(".pdf", picture))


def test_values_are_told_by_a_bar_with_both_ends() -> None:
    ramp = np.linspace(0, 255, 256).astype(np.uint8)[:, None].repeat(3, axis=1)
    legend = Legend(bar=("0.01", "0.35"), heading="Error")
    picture = MapPicture(_grid(4), np.arange(16, dtype=np.uint8), ramp, legend)
    texts = [text.strip() for text in ET.fromstring(_map(".svg", picture)).itertext() if text.strip()]
    assert texts == ["Error", "0.35", "0.01"]
    bar = _pixels(_map(".png", picture))[80:500, 1_100:, 0]
    assert len(np.unique(bar)) > 50


def test_a_part_of_the_map_shows_that_part_alone() -> None:
    picture = replace(_by_class(_grid(10), np.zeros(100)), view=(2.5, 2.5, 5.5, 4.5))
    (dots,) = _dots_of_svg(_map(".svg", picture, _PLAIN)).values()
    assert len(dots) == 3 * 2


def test_points_without_a_place_are_left_out() -> None:
    points = np.array([[0.0, 0.0], [np.nan, 1.0], [1.0, np.inf], [1.0, 1.0]])
    for suffix, read in (
        (".svg", _dots_of_svg),
        (".pdf", lambda content: _dots_of_pdf(_page_of_pdf(content))),
    ):
        (dots,) = read(_map(suffix, _by_class(points, np.zeros(4)), _PLAIN)).values()
        assert len(dots) == 2


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_the_same_map_gives_the_same_bytes(suffix: str) -> None:
    picture = _by_class(np.random.default_rng(0).normal(size=(50, 2)), np.arange(50) % 3)
    assert _map(suffix, picture) == _map(suffix, picture)


@pytest.mark.parametrize("suffix", [".png", ".svg", ".pdf"])
def test_a_map_without_points_is_an_empty_sheet(suffix: str) -> None:
    assert _map(suffix, _by_class(np.zeros((0, 2)), []))


@pytest.mark.parametrize(
    ("choices", "told"),
    [
        ({"width": 10}, "width must be from 64 to 20000, got 10."),
        ({"width": 20_000, "height": 20_000}, "at most 50 million pixels, got 400 million"),
        ({"point_scale": float("nan")}, "size of points must be from 0.05 to 20, got nan"),
    ],
)
def test_what_no_picture_can_be_is_refused(choices: dict[str, float], told: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(told)):
        Look(**choices)


@pytest.mark.parametrize("ground", ["light", "dark"])
def test_lines_lie_over_the_points_in_their_own_colour(ground: str) -> None:
    across = np.array([[[0, 1], [4, 1]], [[4, 1], [9, 9]]], np.float32)  # the second leaves the view
    ink = np.array([10, 20, 30], np.uint8), np.array([240, 230, 220], np.uint8)
    lines = (Lines(across, *ink, width=4),)
    picture = replace(_by_class(_grid(5), [0] * 25), lines=lines, view=(0, 0, 4, 4))
    look = replace(_PLAIN, ground=ground)
    colour = ink[1 if ground == "dark" else 0]
    pixels = _pixels(_map(".png", picture, look))
    drawn = np.argwhere((pixels == colour).all(axis=2))
    bare = _pixels(_map(".png", replace(picture, lines=()), look))
    assert len(drawn) > 1_000
    assert np.ptp(drawn[:, 0]) <= 4, "a straight line, and nothing of what leaves the view"
    changed = np.argwhere((pixels != bare).any(axis=2))
    assert abs(np.ptp(changed[:, 1]) - np.ptp(drawn[:, 1])) <= 2
    told = "#" + colour.tobytes().hex()
    assert f'stroke="{told}"' in _map(".svg", picture, look).decode()
    red, green, blue = (f"{value / 255:.3f}" for value in colour.tolist())
    assert f"{red} {green} {blue} RG" in _page_of_pdf(_map(".pdf", picture, look))
