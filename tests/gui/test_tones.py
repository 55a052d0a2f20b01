"""What points are coloured by is apart from their class."""

import numpy as np
import pytest
from PySide6.QtGui import QImage

from latentlab.gui.widgets.scatter.class_palette import class_colours
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices
from latentlab.gui.widgets.scatter.latent_scatter import LatentScatter
from latentlab.gui.widgets.scatter.tones import Tones, class_tones
from tests.gui.clouds import DARK, LIGHT, cloud, painted

RED, BLUE, GREY = (250, 10, 20), (20, 10, 250), (120, 121, 122)
PALE_RED, PALE_BLUE, PALE_GREY = (250, 110, 120), (120, 110, 250), (190, 191, 192)


def two_tones(of_points):
    """Red and blue on a dark ground, paler on a light one."""
    return Tones(
        np.asarray(of_points, np.uint8),
        light=np.array([PALE_RED, PALE_BLUE, PALE_GREY], np.uint8),
        dark=np.array([RED, BLUE, GREY], np.uint8),
    )


@pytest.fixture
def scatter(qtbot):
    widget = LatentScatter()
    qtbot.addWidget(widget)
    widget.setPalette(painted(DARK))
    widget.resize(400, 300)
    widget.show_drawing(DrawingChoices(names=False))
    labels, points = cloud()
    widget.show_classes(labels, ("zero", "one", "two"))
    widget.show()
    qtbot.waitExposed(widget)
    widget.show_layout(points)
    return widget


def count_of(widget, colour):
    """How many pixels of exactly this colour the widget paints."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1, 4)
    return int((rows[..., 2::-1] == np.array(colour, np.uint8)).all(axis=2).sum())


def test_points_take_the_colours_of_their_tones_and_back(scatter):
    first_class = tuple(class_colours(3, dark=True)[0].tolist())
    assert count_of(scatter, first_class) > 50
    scatter.show_tones(two_tones(np.arange(300) % 2))
    assert count_of(scatter, first_class) == 0
    assert count_of(scatter, RED) > 50
    assert count_of(scatter, BLUE) > 50
    scatter.show_tones(None)
    assert count_of(scatter, RED) == 0
    assert count_of(scatter, first_class) > 50


def test_tones_follow_the_theme(scatter):
    scatter.show_tones(two_tones(np.zeros(300)))
    scatter.setPalette(painted(LIGHT))
    assert count_of(scatter, PALE_RED) > 50
    assert count_of(scatter, RED) == 0


def test_points_beyond_the_known_tones_are_grey_until_theirs_come(scatter):
    scatter.show_tones(two_tones(np.zeros(100)))
    assert count_of(scatter, RED) > 50
    assert count_of(scatter, GREY) > 50
    _, points = cloud()
    scatter.show_layout(points[:100])
    assert count_of(scatter, GREY) == 0
    scatter.show_layout(points)
    assert count_of(scatter, GREY) > 50
    scatter.show_tones(two_tones(np.zeros(300)))
    assert count_of(scatter, GREY) == 0


def test_hidden_classes_stay_hidden_whatever_the_points_are_coloured_by(scatter):
    labels, _ = cloud()
    scatter.show_tones(two_tones(labels == 1))
    scatter.set_visible_classes(np.array([True, False, True]))
    assert count_of(scatter, BLUE) == 0
    assert count_of(scatter, RED) > 50
    scatter.show_tones(two_tones(labels != 1))
    assert count_of(scatter, RED) == 0


def test_the_ring_of_a_point_has_its_tone(scatter):
    scatter.show_tones(two_tones(np.zeros(300)))
    before = count_of(scatter, BLUE)
    tones = np.zeros(300)
    tones[7] = 1
    scatter.show_tones(two_tones(tones))
    scatter.show_highlight(7)
    assert before == 0
    assert count_of(scatter, BLUE) > 20


def test_class_tones_are_the_class_colours_and_a_grey():
    tones = class_tones(np.array([2, 0, 1]), 3)
    for dark in (True, False):
        assert np.array_equal(tones.colours(dark)[:3], class_colours(3, dark))
    assert tones.no_value == 3
    assert tones.of_first(5).tolist() == [2, 0, 1, 3, 3]
