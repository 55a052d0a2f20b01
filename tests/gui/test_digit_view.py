"""The digit on screen is the digit in the array, pixel for pixel."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from latentlab.gui.theme import apply_theme
from latentlab.gui.widgets.digit_image import as_unit, ink_image, signed_image
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.latent.tiles import as_grey

_RNG = np.random.default_rng(0)
_NOISE = _RNG.integers(0, 256, (28, 28)).astype(np.uint8)


def _pixels(image: QImage) -> np.ndarray:
    """The colours (h, w, 3) of an image."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return flat[:, : 4 * image.width()].reshape(image.height(), image.width(), 4)[:, :, 2::-1].copy()


def _painted(widget: QWidget) -> np.ndarray:
    return _pixels(widget.grab().toImage())


def test_each_image_pixel_becomes_one_square_of_whole_device_pixels(qtbot):
    view = DigitView()
    qtbot.addWidget(view)
    view.resize(300, 290)
    view.show_image(_NOISE)
    painted = _painted(view)[5:285, 10:290, 0]  # ten times 28, in the middle
    assert np.array_equal(painted, np.kron(_NOISE, np.ones((10, 10), np.uint8)))


@pytest.mark.parametrize("x", [3, 4, 5, 6])
def test_a_view_at_a_fractional_place_still_draws_equal_squares(qtbot, x):
    """At 1.5 device pixels a point, an odd place lies between two pixels."""
    host = QWidget()
    qtbot.addWidget(host)
    view = DigitView(host)
    view.setGeometry(x, 5, 101, 101)
    host.resize(120, 120)
    view.show_image(_NOISE)
    canvas = QImage(180, 180, QImage.Format.Format_RGB32)
    canvas.setDevicePixelRatio(1.5)
    host.render(canvas)
    side = 28 * 5
    left, top = round(x * 1.5 + 101 * 1.5 / 2 - side / 2), round(5 * 1.5 + 101 * 1.5 / 2 - side / 2)
    painted = _pixels(canvas)[top : top + side, left : left + side, 0]
    assert np.array_equal(painted, np.kron(_NOISE, np.ones((5, 5), np.uint8)))
    framed = _pixels(canvas)[top - 1 : top + side + 1, left - 1 : left + side + 1]
    ring = np.concatenate([framed[0], framed[-1], framed[:, 0], framed[:, -1]])
    assert (ring == ring[0]).all(), "a frame of one device pixel on every side"


def test_floats_and_bytes_of_one_image_look_alike(qtbot):
    assert np.array_equal(as_grey(_NOISE / 255), _NOISE)
    assert np.allclose(as_unit(_NOISE), as_unit(_NOISE.astype(np.float32) / 255), atol=1e-6)


def test_values_outside_the_range_are_clipped_and_told(qtbot):
    view = DigitView()
    qtbot.addWidget(view)
    image = np.full((4, 4), 0.5)
    image[0, 0], image[3, 3], image[1, 1], image[2, 2] = -2, 7, np.inf, -np.inf
    view.show_image(image)
    assert as_grey(image)[[0, 3, 1, 2], [0, 3, 1, 2]].tolist() == [0, 255, 255, 0]
    assert "25%" in view.toolTip()
    assert view.accessibleDescription() == view.toolTip()
    view.show_image(np.full((4, 4), 0.5))
    assert view.toolTip() == ""


def test_what_is_no_number_is_not_passed_off_as_ink(qtbot):
    view = DigitView()
    qtbot.addWidget(view)
    image = np.zeros((3, 3), np.float32)
    image[1, 2] = np.nan
    view.show_image(image)
    red, green, blue = _pixels(ink_image(image))[1, 2].tolist()
    assert len({red, green, blue}) == 3, "a grey could be ink"
    assert view.toolTip().endswith("pink: 1.")


def test_the_signed_map_is_white_at_zero_and_symmetric_around_it():
    levels = np.linspace(-1, 1, 201)[None, :]
    colours = _pixels(signed_image(levels, 1.0))[0].astype(int)
    assert (colours[100] >= 254).all()
    below, above = colours[0], colours[-1]
    assert below[2] > below[0] + 100, "blue below"
    assert above[0] > above[2] + 100, "orange above"
    strength = (255 - colours).max(axis=1)
    assert (np.diff(strength[100:]) >= 0).all()
    assert (np.diff(strength[:101]) <= 0).all()
    assert abs(strength - strength[::-1]).max() <= 60, "both ends weigh alike"


@pytest.mark.parametrize("limit", [0.25, 1.0])
def test_the_signed_map_is_full_at_its_limit_and_stays_so_beyond(limit):
    levels = np.array([[limit, 9.0, np.inf, -limit, -9.0, -np.inf]])
    colours = _pixels(signed_image(levels, limit))[0]
    assert (colours[:3] == colours[0]).all()
    assert (colours[3:] == colours[3]).all()


@given(
    hnp.arrays(
        st.sampled_from([np.float16, np.float32, np.float64]), hnp.array_shapes(min_dims=2, max_dims=2)
    )
)
def test_any_floats_become_an_image_without_a_warning(image):
    assert (ink_image(image).height(), ink_image(image).width()) == image.shape
    assert (signed_image(as_unit(image), 1.0).height(), signed_image(image, 1.0).width()) == image.shape


def test_the_image_outlives_its_array(qtbot):
    pixels = _NOISE.copy()
    image = ink_image(pixels)
    pixels[:] = 0
    assert np.array_equal(_pixels(image)[:, :, 0], _NOISE)


def test_without_an_image_the_view_says_so(qtbot):
    view = DigitView(empty_text="Nothing yet")
    qtbot.addWidget(view)
    view.resize(200, 200)
    blank = DigitView()
    qtbot.addWidget(blank)
    blank.resize(200, 200)
    assert (_painted(view) != _painted(blank)).any()
    view.show_image(_NOISE)
    view.show_image(None)
    blank.show_empty_text("Nothing yet")
    assert (_painted(view) == _painted(blank)).all()


def test_the_side_it_announces_is_the_side_it_draws(qtbot):
    view = DigitView()
    qtbot.addWidget(view)
    view.show_image(_NOISE)
    for room in (58, 100, 257, 300):
        side = view.side_in(room)
        assert side <= room
        view.resize(side, side)
        assert (side - 2) % 28 == 0
        assert np.array_equal(
            _painted(view)[1:-1, 1:-1, 0], np.kron(_NOISE, np.ones(((side - 2) // 28,) * 2))
        )


def test_a_new_palette_repaints(qtbot):
    view = DigitView()
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    painted = []
    view.paintEvent = lambda event: painted.append(event)  # type: ignore[method-assign]
    view.event(QEvent(QEvent.Type.PaletteChange))
    qtbot.waitUntil(lambda: bool(painted))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_around_a_digit_that_is_not_square_is_the_ground_of_its_dock(window, qapp, theme):
    apply_theme(qapp, theme)
    window.show()
    panel = window.decoder
    panel.digit.show_image(np.zeros((28, 14)))
    corner = panel.digit.mapTo(window, QPoint(0, 0))
    painted = _painted(window)  # a panel that is grabbed alone has another ground than on the screen
    inside = painted[corner.y() + 2, corner.x() + 2]
    beside = painted[corner.y() + 2, corner.x() - 3]
    assert np.array_equal(inside, beside)
