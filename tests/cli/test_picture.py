"""Pictures show every point in its class's colour, inside the sheet, and nothing else."""

import xml.etree.ElementTree as ET
from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from latentlab.cli.picture import digit_png, map_png, map_svg
from latentlab.gui.widgets.scatter.class_palette import class_colours

_CLASSES = ("zero", "one <&>", "two")


def _pixels(content: bytes) -> np.ndarray:
    return np.asarray(Image.open(BytesIO(content)).convert("RGB")).astype(int)


def test_a_digit_is_drawn_in_squares_of_its_own_grey() -> None:
    image = np.array([[0.0, 0.5, 1.0], [2.0, -1.0, 0.25]])
    drawn = _pixels(digit_png(image))
    assert drawn.shape == (20, 30, 3)
    assert drawn[5::10, 5::10, 0].tolist() == [[0, 128, 255], [255, 0, 64]]
    assert (drawn[:10, :10] == 0).all()


def test_a_map_shows_each_class_in_its_colour_with_a_legend() -> None:
    points = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]], np.float32)
    drawn = _pixels(map_png(points, np.array([0, 2, 2], np.uint8), _CLASSES))
    assert drawn.shape == (1_000, 1_200, 3)
    places = {}
    for label, colour in enumerate(class_colours(3, dark=False).astype(int)):
        mixed = (colour * 0xC0 + 255 * (255 - 0xC0)) // 255
        rows, columns = np.nonzero((abs(drawn - mixed) <= 2).all(axis=2))
        places[label] = (columns.mean(), rows.mean(), len(rows)) if len(rows) else None
    assert places[1] is None
    assert places[0][0] < places[2][0]  # x runs to the right
    assert places[0][1] > places[2][1]  # y runs upwards
    assert 1.5 < places[2][2] / places[0][2] < 2.5


@settings(max_examples=60, deadline=None)
@given(
    scale=st.sampled_from([0.0, 1e-30, 1e-6, 1.0, 1e6, 1e30]),
    shift=st.sampled_from([0.0, -3.0, 1e6]),
    count=st.integers(1, 30),
)
def test_no_map_leaves_the_sheet_whatever_its_scale(scale: float, shift: float, count: int) -> None:
    """One point, equal points, tiny and huge maps: all lie inside, as finite numbers."""
    points = np.random.default_rng(count).normal(size=(count, 2)) * scale + shift
    labels = np.zeros(count, np.uint8)
    root = ET.fromstring(map_svg(points, labels, _CLASSES))
    (path,) = (element for element in root.iter() if element.tag.endswith("path"))
    places = np.array([place.split() for place in path.get("d").replace("h0", "").split("M")[1:]], float)
    assert places.shape == (count, 2)
    assert (places >= 0).all()
    assert (places <= (1_030, 1_000)).all()


def test_names_of_classes_are_escaped() -> None:
    svg = map_svg(np.zeros((1, 2)), np.array([1], np.uint8), _CLASSES)
    texts = [element.text for element in ET.fromstring(svg).iter() if element.tag.endswith("text")]
    assert texts == ["one <&>"]


@pytest.mark.parametrize("draw", [map_png, map_svg])
def test_the_same_map_gives_the_same_bytes(draw) -> None:
    points = np.random.default_rng(0).normal(size=(50, 2))
    labels = np.arange(50, dtype=np.uint8) % 3
    assert draw(points, labels, _CLASSES) == draw(points, labels, _CLASSES)
