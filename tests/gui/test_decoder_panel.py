"""The decoder panel shows one selection, and asks for another in words the workspace understands."""

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from latentlab.gui.panels.decoder.panel import DecoderPanel
from latentlab.gui.panels.decoder.view_choice import View
from latentlab.gui.theme import apply_theme
from latentlab.gui.widgets.digit_view import DigitView
from latentlab.gui.widgets.guesses import Guess
from latentlab.gui.widgets.slider_row import SliderRow

_IMAGE = np.linspace(0, 1, 784, dtype=np.float32).reshape(28, 28)
_ORIGINAL = (_IMAGE * 200).astype(np.uint8)


@pytest.fixture
def panel(qapp, qtbot):
    apply_theme(qapp, "light")  # as the window has it, whichever test came before
    panel = DecoderPanel()
    qtbot.addWidget(panel)
    panel.resize(300, 800)
    panel.show_dimensions(4)
    panel.sliders.show_ranges(np.full(4, -2.0), np.full(4, 2.0))
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def _button(panel: DecoderPanel, name: str) -> QAbstractButton:
    buttons = panel.findChildren(QAbstractButton)
    return next(b for b in buttons if name in (b.text(), b.accessibleName()))


def _texts(panel: DecoderPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def _seen_large(panel: DecoderPanel, view: View) -> DigitView:
    panel.digit_part.view.choose(view)
    return panel.digit


def _inside(widget: QWidget, panel: QWidget) -> bool:
    return panel.rect().contains(widget.rect().translated(widget.mapTo(panel, QPoint(0, 0))))


def test_a_selection_shows_its_digit_and_moves_the_sliders_without_a_signal(qtbot, panel):
    blank = panel.digit.grab().toImage()
    with qtbot.assertNotEmitted(panel.code.moved, wait=20):
        panel.show_selection(np.array([1.0, 0, -1, 0.5]), _IMAGE, None, None, "Decoded from the sliders")
    assert panel.sliders.point.tolist() == [1.0, 0, -1, 0.5]
    assert panel.digit.grab().toImage() != blank
    assert "Decoded from the sliders" in _texts(panel)


def test_a_sample_is_compared_with_its_original_and_a_free_code_with_the_nearest_image(panel):
    comparison = panel.digit_part.comparison
    room = comparison.geometry()
    panel.show_selection(np.zeros(4), _IMAGE, _ORIGINAL, 0.0312, "Digit 7 · number 4,812")
    assert {"original", "difference", "Error 0.031"} <= set(_texts(panel))
    panel.show_selection(np.zeros(4), _IMAGE, None, None, "Decoded from the sliders")
    assert not {"original", "Error 0.031"} & set(_texts(panel))
    nothing = comparison.reference.grab().toImage()
    panel.digit_part.show_nearest(_ORIGINAL, "nearest: 7")
    assert "nearest: 7" in _texts(panel)
    assert comparison.reference.grab().toImage() != nothing
    assert comparison.geometry() == room, "the column keeps its room"


def test_the_difference_is_reconstruction_less_original(panel):
    """Too much ink is orange, too little blue."""
    image = np.zeros((28, 28), np.float32)
    original = np.zeros((28, 28), np.uint8)
    image[:, :14] = 1.0
    original[:, 14:] = 255
    panel.show_selection(np.zeros(4), image, original, 1.0, "")
    for picture in (panel.digit_part.comparison.difference, _seen_large(panel, "difference")):
        shown = picture.grab().toImage()
        left = shown.pixelColor(shown.width() // 2 - 8, shown.height() // 2)
        right = shown.pixelColor(shown.width() // 2 + 8, shown.height() // 2)
        assert left.red() > left.blue() + 100
        assert right.blue() > right.red() + 100
    assert panel.digit_part.scale.text == "−1 1 ink too much"


def test_an_original_is_shown_while_its_reconstruction_is_still_to_come(panel):
    panel.show_ready(False, "The decoder is loading…")
    panel.show_selection(np.zeros(4), None, _ORIGINAL, None, "Digit 7 · number 1")
    assert "original" in _texts(panel)
    assert "The decoder is loading…" in _texts(panel)


def test_slider_and_digit_are_repainted_together(qtbot, panel):
    """One repaint a move: a second one would double what the student waits for."""
    panel.code.moved.connect(
        lambda z: panel.show_selection(z, _IMAGE * z[0], None, None, "Decoded from the sliders")
    )
    qtbot.wait(20)
    log = _PaintLog()
    slider = panel.findChildren(SliderRow)[0].slider
    for widget in (panel, panel.digit, slider):
        widget.installEventFilter(log)
    QTest.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(20, slider.height() // 2))
    qtbot.waitUntil(lambda: {"DigitView", "CodeSlider"} <= set(log.painted))
    first = (
        log.painted[: log.painted.index("repaint", 1)] if log.painted.count("repaint") > 1 else log.painted
    )
    assert {"DigitView", "CodeSlider"} <= set(first)


class _PaintLog(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.painted: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.UpdateRequest:
            self.painted.append("repaint")
        elif event.type() == QEvent.Type.Paint:
            self.painted.append(type(watched).__name__)
        return False


def test_sliders_move_while_the_decoder_is_loading(qtbot, panel):
    panel.show_ready(False, "The decoder is loading…")
    row = panel.sliders.findChildren(SliderRow)[0]
    with qtbot.waitSignal(panel.code.moved):
        QTest.mouseClick(row.slider, Qt.MouseButton.LeftButton, pos=QPoint(20, row.slider.height() // 2))
    panel.show_ready(True, "")
    panel.show_epoch("weights of epoch 12.4")
    assert "weights of epoch 12.4" in _texts(panel)


@pytest.mark.parametrize(("name", "signal"), [("Reset", "reset_requested"), ("Random", "random_requested")])
def test_the_buttons_ask_for_another_code(qtbot, panel, name, signal):
    with qtbot.waitSignal(getattr(panel.code.tools, signal)) as asked:
        QTest.mouseClick(_button(panel, name), Qt.MouseButton.LeftButton)
    assert asked.args == []


def test_a_copied_code_comes_back_by_pasting(qtbot, panel):
    z = np.array([0.1, -1.52, 1e-7, 3.3], np.float32)
    panel.show_selection(z, _IMAGE, None, None, "")
    _button(panel, "Copy z").click()
    panel.show_selection(np.zeros(4), _IMAGE, None, None, "")
    with qtbot.waitSignal(panel.code.pasted) as told:
        _button(panel, "Paste z").click()
    assert np.array_equal(told.args[0], z)
    assert np.array_equal(panel.sliders.point, z)


@pytest.mark.parametrize("text", ["", "1,2,3", "1,2,3,4,5", "a poem", "1,2,nan,4", "1e60 0 0 0"])
def test_pasting_what_is_no_code_says_so_and_changes_nothing(qtbot, panel, text):
    panel.show_selection(np.ones(4), _IMAGE, None, None, "")
    QGuiApplication.clipboard().setText(text)
    with qtbot.assertNotEmitted(panel.code.pasted, wait=20):
        _button(panel, "Paste z").click()
    assert panel.sliders.point.tolist() == [1, 1, 1, 1]
    panel.show_selection(np.ones(4), _IMAGE, None, None, "")  # training goes on
    assert "Expected a code of length 4" in panel.refusal.text()
    assert panel.refusal.isVisible()
    with qtbot.waitSignal(panel.code.moved):
        panel.findChildren(SliderRow)[0].slider.step(1)
    assert not panel.refusal.isVisible()


@pytest.mark.parametrize("width", [320, 420])
@pytest.mark.parametrize("height", [560, 640, 1000])
@pytest.mark.parametrize("latent", [1, 4, 1024])
def test_nothing_is_clipped_and_three_sliders_stay(panel, width, height, latent):
    panel.resize(width, height)
    panel.show_selection(np.zeros(latent), _IMAGE, _ORIGINAL, 0.03, "Digit 7 · number 4,812")
    panel.grab()  # lays out
    assert (panel.width(), panel.height()) == (width, height)
    buttons = [button for button in panel.findChildren(QAbstractButton) if button.isVisible()]
    shown = [panel.digit, panel.digit_part.comparison, panel.around, panel.sliders, *buttons]
    assert not [widget for widget in shown if not _inside(widget, panel)]
    assert all(
        a.geometry().intersected(b.geometry()).isEmpty()
        for a, b in pairwise([panel.digit_part, panel.around, panel.modes])
    )
    assert panel.sliders.height() >= panel.sliders.height_of(3)
    assert panel.digit.height() >= 86


def test_a_low_panel_takes_from_the_digit_first(panel):
    panel.show_selection(np.zeros(4), _IMAGE, None, None, "")
    panel.resize(420, 900)
    panel.grab()
    tall = panel.digit.height()
    panel.resize(420, 560)
    panel.grab()
    assert panel.digit.height() < tall
    assert panel.sliders.height() >= panel.sliders.height_of(4), "all four sliders still in view"
    panel.resize(420, 900)
    panel.grab()
    assert panel.digit.height() == tall


def test_beside_the_timeline_of_the_smallest_window_the_digit_is_large_and_the_rest_is_readable(panel):
    panel.code.show_filming(True)
    panel.resize(340, 511)
    panel.show_epoch("Weights of epoch 12.4, looking back", "Epoch 12.4, looking back")
    panel.show_selection(np.zeros(4), _IMAGE, _ORIGINAL, 0.03, "“8”, image 4,146")
    off = "Off the data: the decoder has not learnt this place."
    panel.around.show_guesses([Guess("Ankle boot", 0.98)], "")
    panel.around.show_standing(off, "", is_off=True, short="Off the data: not learnt here.")
    panel.grab()
    assert panel.digit.height() >= 142
    assert panel.sliders.height() >= panel.sliders.height_of(3, films=2)
    for label in (panel.title, panel.status, panel.around.standing):
        assert label.isVisible()
        assert not label.text().endswith("…"), label.text()
        assert _inside(label, panel)
    assert panel.around.fold.figure.text() == "", "a probe far off the data is as sure as on it"
    panel.resize(340, 800)
    panel.grab()
    assert panel.status.text() == panel.status.whole_text
    assert panel.around.standing.y() < panel.around.fold.y()


@pytest.mark.parametrize("height", [511, 555, 599, 631, 675, 731])
def test_the_digit_is_large_in_windows_of_every_usual_height(panel, height):
    """At 680, 768, 800 and 900 pixels, with the timeline below and without it."""
    panel.code.show_filming(True)
    panel.resize(340, height)
    panel.show_selection(np.zeros(4), _IMAGE, _ORIGINAL, 0.03, "“8”, image 4,146")
    for page in ("code", "path", "mix", "draw"):
        panel.modes.choose(page)
        panel.grab()
        assert panel.digit.height() >= 142
        assert _inside(panel.digit_part.comparison, panel.digit_part)


def test_the_digit_is_as_high_as_what_stands_beside_it_where_a_page_needs_the_room(panel):
    panel.resize(340, 775)
    panel.show_selection(np.zeros(4), _IMAGE, _ORIGINAL, 0.03, "")
    for page in ("code", "path", "mix", "draw"):
        panel.modes.choose(page)
        panel.grab()
        assert panel.digit.height() >= panel.digit_part.comparison.height() - 4


def test_words_that_change_ask_for_no_new_layout(qtbot, panel):
    panel.show()
    qtbot.waitExposed(panel)
    asked = []
    panel.digit_part.event = lambda event: asked.append(event.type()) or False  # type: ignore[method-assign]
    panel.title.show_text("Another title")
    qtbot.wait(50)
    assert panel.title.text() == "Another title"
    assert QEvent.Type.LayoutRequest not in asked


def test_a_narrow_panel_leaves_room_for_the_search(qtbot, panel):
    panel.resize(320, 700)
    panel.show_selection(np.zeros(64), _IMAGE, None, None, "")
    panel.show()
    qtbot.waitExposed(panel)
    qtbot.waitUntil(lambda: panel.code.choice.search.width() >= 90)
    assert not panel.code.tools.copy.isVisible()
    panel.resize(460, 700)
    assert panel.code.tools.copy.isVisible()
    with qtbot.waitSignal(panel.code.tools.copy_requested):
        panel.code.tools.menu.actions()[-2].trigger()
