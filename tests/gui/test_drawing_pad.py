"""The pad draws what mouse, pen and finger do, and digits drawn on it are shaped as MNIST's."""

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from latentlab.data.digits import open_digits
from latentlab.data.drawn import are_boxed, as_digit
from latentlab.gui.theme import apply_theme
from latentlab.gui.widgets.drawing_pad import DrawingPad
from tests.gui.pad import DIGITS, ONE, draw, ink_of, line, send


@pytest.fixture
def pad(qapp, qtbot):
    apply_theme(qapp, "light")
    widget = DrawingPad()
    qtbot.addWidget(widget)
    widget.resize(190, 190)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def shapes_of(images):
    """Centre of mass down and right, longer side of the box, and ink of images (N, 28, 28): (N, 4)."""
    ink, places = images / 255.0, np.arange(28) + 0.5
    total = ink.sum(axis=(1, 2))
    down, right = (ink.sum(axis=axis) @ places / total for axis in (2, 1))
    marked = images > 12
    sides = np.max([marked.any(axis=axis).sum(axis=1) for axis in (1, 2)], axis=0)
    return np.stack([down, right, sides, total], axis=1)


@pytest.mark.parametrize("width", [20, 28, 36])
def test_digits_drawn_by_hand_are_shaped_as_mnists(pad, width):
    """Centre of mass, size and ink lie within MNIST's own spread, of each digit and on the whole."""
    digits = open_digits()
    pad.brush_width = width
    drawn = []
    for strokes in DIGITS.values():
        pad.clear()
        for stroke in strokes:
            draw(pad, stroke)
        drawn.append(as_digit(ink_of(pad) / 255))
    real, ours = shapes_of(digits.images), shapes_of(np.array(drawn))
    assert (ours >= real.min(axis=0) - 0.01).all()
    assert (ours <= real.max(axis=0) + 0.01).all()
    assert (np.abs(ours.mean(axis=0) - real.mean(axis=0)) < real.std(axis=0)).all()


def test_mnists_images_leave_a_margin_and_full_ones_do_not():
    images = open_digits().images
    assert are_boxed(images)
    assert not are_boxed(np.random.default_rng(0).integers(0, 256, (50, 28, 28), dtype=np.uint8))
    assert not are_boxed(images[:, 4:24, 4:24])
    assert not are_boxed(np.zeros((5, 28, 28), np.uint8))


def test_the_ink_lies_under_the_mouse_wherever_and_however_large_the_pad_is(pad):
    for width, height in ((190, 190), (240, 160), (150, 220)):
        pad.resize(width, height)
        pad.clear()
        middle = (0.5, 0.5)
        draw(pad, [middle])
        rows, columns = np.nonzero(ink_of(pad))
        assert rows.mean() == pytest.approx(139.5, abs=1)
        assert columns.mean() == pytest.approx(139.5, abs=1)


def test_images_of_other_proportions_have_a_sheet_of_theirs(pad):
    pad.show_shape((20, 40))
    assert pad.sheet.shape == (140, 280)
    draw(pad, [(0.5, 0.5), (0.9, 0.5)])
    assert ink_of(pad)[70, 240] == 255
    assert ink_of(pad).shape == (140, 280)


def test_what_is_drawn_is_told_once_a_pass_with_all_that_came(pad, qtbot):
    heard = []
    pad.drawn.connect(heard.append)
    draw(pad, line((0.2, 0.2), (0.8, 0.8), (0.2, 0.8)))
    assert heard == []
    qtbot.waitUntil(lambda: len(heard) == 1)
    np.testing.assert_array_equal(heard[0].ink, ink_of(pad))


def pen(pad, kind, place, pressure, tip=QPointingDevice.PointerType.Pen):
    at = QPointF(place[0] * pad.width(), place[1] * pad.height())
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
    stylus, can = QInputDevice.DeviceType.Stylus, QInputDevice.Capability.Pressure
    device = QPointingDevice("pen", 7, stylus, tip, can, 1, 1)
    event = QTabletEvent(
        kind, device, at, pad.mapToGlobal(at), pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier,
        Qt.MouseButton.LeftButton, held,
    )  # fmt: skip
    QApplication.sendEvent(pad, event)
    assert event.isAccepted(), "else Qt would send it again as the mouse's"


def pen_line(pad, pressures, tip=QPointingDevice.PointerType.Pen):
    xs = np.linspace(0.2, 0.8, len(pressures)).tolist()
    pen(pad, QEvent.Type.TabletPress, (xs[0], 0.5), pressures[0], tip)
    for x, pressure in zip(xs, pressures, strict=True):
        pen(pad, QEvent.Type.TabletMove, (x, 0.5), pressure, tip)
    pen(pad, QEvent.Type.TabletRelease, (xs[-1], 0.5), 0.0, tip)


def test_a_pen_draws_as_thick_as_it_presses_and_erases_with_its_other_end(pad):
    pen_line(pad, [0.1, 0.3, 0.5, 0.7, 0.9, 1.0])
    thick = (ink_of(pad) > 127).sum(axis=0)
    assert 0 < thick[60] < thick[140] < thick[220]
    assert thick[220] == pytest.approx(pad.brush_width, abs=2)
    pad.brush_width = 60
    pen_line(pad, [1.0] * 6, QPointingDevice.PointerType.Eraser)
    assert not (ink_of(pad) > 127).any()
    pad.undo()
    np.testing.assert_array_equal((ink_of(pad) > 127).sum(axis=0), thick)


def test_a_finger_draws_and_the_hand_that_rests_beside_it_does_not(pad):
    sequence = QTest.touchEvent(pad, QTest.createTouchDevice())
    sequence.press(0, QPointF(40, 95).toPoint(), pad)
    sequence.commit()
    for x in (70, 100, 130):
        sequence.move(0, QPointF(x, 95).toPoint(), pad)
        sequence.commit()
    sequence.release(0, QPointF(130, 95).toPoint(), pad)
    sequence.commit()
    rows, columns = np.nonzero(ink_of(pad) > 127)
    assert np.ptp(columns) == pytest.approx(90 * 280 / 188 + pad.brush_width, abs=4)
    assert np.ptp(rows) == pytest.approx(pad.brush_width, abs=2)
    assert pad.sheet.can_undo
    pad.undo()
    assert not ink_of(pad).any()


def test_a_stroke_that_never_ends_does_not_join_the_next(pad):
    send(pad, QEvent.Type.MouseButtonPress, (0.2, 0.2))
    send(pad, QEvent.Type.MouseButtonPress, (0.8, 0.8))
    send(pad, QEvent.Type.MouseButtonRelease, (0.8, 0.8))
    assert ink_of(pad)[140, 140] == 0
    pad.undo()
    assert ink_of(pad)[56, 56] == 255


def test_a_mouse_that_only_hovers_leaves_nothing(pad):
    for place in ONE:
        send(pad, QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton)
    assert not ink_of(pad).any()
    assert not pad.sheet.can_undo
