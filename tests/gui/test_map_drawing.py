"""The sheet of the map's drawing shows what is drawn and tells what was changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from latentlab.gui.drawing_settings import drawing_from, drawing_text
from latentlab.gui.panels.map_drawing import MapDrawing
from latentlab.gui.widgets.scatter.drawing_choices import DrawingChoices

choices = st.builds(
    DrawingChoices,
    size=st.floats(0.25, 4),
    opacity=st.floats(0.05, 1),
    thumbnails=st.sampled_from(["zoomed", "always", "never"]),
    background=st.sampled_from(["none", "trust", "digits"]),
)


@pytest.fixture
def drawing(qtbot):
    button = MapDrawing()
    qtbot.addWidget(button)
    button.show()
    return button


def test_a_changed_choice_is_told_with_all_the_others_as_they_were(drawing, qtbot):
    drawing.show_choices(DrawingChoices(size=1.5, names=False, background="trust"))
    with qtbot.waitSignal(drawing.drawing_changed) as heard:
        QTest.keyClick(drawing.opacity.slider, Qt.Key.Key_Left)
    assert heard.args == [DrawingChoices(size=1.5, opacity=0.95, names=False, background="trust")]


def test_what_is_shown_is_not_told_back(drawing, qtbot):
    with qtbot.assertNotEmitted(drawing.drawing_changed):
        drawing.show_choices(DrawingChoices(size=2, opacity=0.5, names=False))
    assert (drawing.size_.share, drawing.opacity.share, drawing.names.isChecked()) == (2, 0.5, False)


def test_everything_can_be_drawn_as_at_first(drawing, qtbot):
    drawing.show_choices(DrawingChoices(size=2, opacity=0.5, names=False))
    with qtbot.waitSignal(drawing.drawing_changed) as heard:
        drawing.as_at_first.click()
    assert heard.args == [DrawingChoices()]
    assert drawing.size_.share == 1


def test_a_click_opens_the_sheet(drawing):
    QTest.mouseClick(drawing, Qt.MouseButton.LeftButton)
    assert drawing.sheet.isVisible()
    drawing.sheet.hide()


@given(choices)
def test_what_is_kept_comes_back(chosen):
    assert drawing_from(drawing_text(chosen)) == chosen


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", '{"size": 1000, "opacity": "much"}', '{"size": NaN, "names": 3, "background": []}'],
)
def test_what_makes_no_sense_is_as_in_a_new_window(text):
    assert drawing_from(text) == DrawingChoices()


def test_the_window_keeps_what_is_drawn(make_window):
    first = make_window()
    first.map.drawing.names.click()
    assert first.map.drawing.choices == DrawingChoices(names=False)
    assert make_window().map.drawing.choices == DrawingChoices(names=False)
