"""The strip of the six steps: it advances, is named for who cannot see it, and tells what each step did."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from latentlab.gui.theme import tokens_of
from latentlab.gui.widgets.stage_list import StageLine, StageList
from latentlab.gui.widgets.steps_strip import STEPS, StepsStrip, StepState

DONE, CURRENT, WAITING = StepState.DONE, StepState.CURRENT, StepState.WAITING


@pytest.fixture
def strip(qtbot):
    made = StepsStrip()
    qtbot.addWidget(made)
    made.resize(306, made.sizeHint().height())
    made.show()
    return made


def states(strip: StepsStrip) -> list[StepState]:
    return [strip.states[name] for name in STEPS]


def test_it_goes_forwards_step_by_step_and_backwards_at_once(strip, qtbot):
    seen = []
    strip._clock.timeout.connect(lambda: seen.append(states(strip).count(DONE)))
    strip.show_done(5)
    assert states(strip)[0] is CURRENT
    qtbot.waitUntil(lambda: states(strip).count(DONE) == 5)
    assert seen[:5] == [1, 2, 3, 4, 5], "no step was passed over"
    assert states(strip) == [DONE] * 5 + [CURRENT, WAITING]
    strip.show_done(2)
    assert states(strip) == [DONE, DONE, CURRENT, WAITING, WAITING, WAITING, WAITING]


def test_after_the_test_everything_is_done(strip, qtbot):
    strip.show_done(len(STEPS))
    qtbot.waitUntil(lambda: states(strip) == [DONE] * 7)
    assert [sign.accessibleName() for sign in strip.signs][-1] == "Test: done"


def test_each_step_tells_its_story_and_can_be_clicked_or_keyed(strip, qtbot):
    strip.show_stories({name: f"story of {name}" for name in STEPS})
    clicked = []
    strip.step_clicked.connect(clicked.append)
    for sign in strip.signs:
        assert sign.toolTip() == f"story of {sign.name}" == sign.accessibleDescription()
        qtbot.mouseClick(sign, Qt.MouseButton.LeftButton)
    strip.signs[0].setFocus()
    qtbot.keyClick(strip.signs[0], Qt.Key.Key_Space)
    assert clicked == [*STEPS, "split"]


def test_no_name_is_cut_off_and_none_covers_another(strip):
    for width in (strip.minimumSizeHint().width(), 276, 306, 600):
        strip.resize(width, strip.height())
        places = [sign.geometry() for sign in strip.signs]
        for sign, place in zip(strip.signs, places, strict=True):
            assert place.width() >= sign.least_width - 1
        assert all(one.right() < two.left() + 1 for one, two in pairwise(places))
        assert places[0].left() >= 0
        assert places[-1].right() <= strip.width()
    assert strip.minimumSizeHint().width() <= 276, "the panel's narrowest width"


def test_the_ring_of_the_loop_fills(strip):
    strip.hide()
    strip.show_done(5)

    def ink(share: float) -> int:
        strip.show_loop(share)
        image = strip.signs[5].grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        accent = QColor(tokens_of(strip.palette()).accent).rgb()
        return sum(image.pixel(x, y) == accent for x in range(image.width()) for y in range(20))

    counts = [ink(share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)]
    assert counts == sorted(counts)
    assert counts[-1] > counts[0] + 20


def test_stages_are_shown_only_where_there_are_some(qtbot):
    stages = StageList()
    qtbot.addWidget(stages)
    stages.show_lines((StageLine("Layer 1", 1.0, "0.0183"), StageLine("Layer 2", 0.4, "", True)))
    assert not stages.isHidden()
    assert stages.accessibleDescription() == "Layer 1 100% 0.0183; Layer 2 40%"
    height = stages.sizeHint().height()
    stages.show_lines(stages.lines[:1])
    assert stages.sizeHint().height() == height / 2
    stages.show_lines(())
    assert stages.isHidden()
