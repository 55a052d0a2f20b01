"""The notice of a run that went astray: what happened, and two ways out."""

import numpy as np
import pytest
from PySide6.QtWidgets import QMessageBox, QPushButton

from latentlab.gui.widgets.notice import Notice
from latentlab.training.config import TrainingConfig
from tests.gui.conftest import PATIENCE_MS


@pytest.fixture
def astray(window, qtbot):
    """A window whose run has just gone astray, at its first weights."""
    workspace = window.workspace
    with qtbot.waitSignal(workspace.run.frame_changed, timeout=PATIENCE_MS):
        workspace.build(TrainingConfig(epochs=3, learning_rate=10.0, threads=1))
    with qtbot.waitSignal(workspace.failed, timeout=PATIENCE_MS):
        workspace.play_or_pause()
    return window


def notice_of(window) -> Notice:
    (shown,) = [one for one in window.findChildren(Notice) if one.isVisible()]
    return shown


def button(notice: Notice, text: str) -> QPushButton:
    (found,) = [one for one in notice.findChildren(QPushButton) if text in one.text()]
    return found


def test_it_says_what_happened_without_stopping_anything(astray):
    notice = notice_of(astray)
    assert "with a learning rate of 10" in notice.text.text()
    assert "The weights of step 0 are kept." in notice.text.text()
    assert not astray.findChildren(QMessageBox)
    assert astray.workspace.map.layout is not None


def test_it_offers_a_tenth_of_the_rate(astray, qtbot):
    workspace = astray.workspace
    workspace.run.set_learning_rate(0.01)  # the student has found another meanwhile
    notice = notice_of(astray)
    with qtbot.waitSignal(workspace.run.running_changed, timeout=PATIENCE_MS):
        button(notice, "Go on at a rate of 1").click()
    assert workspace.run.config.learning_rate == 1.0
    assert astray.training.rate.number == 1.0
    assert not notice.isVisible()
    workspace.run.pause()


def test_it_rewinds_and_goes_away(astray, qtbot):
    with qtbot.waitSignal(astray.workspace.run.frame_changed, timeout=PATIENCE_MS):
        button(notice_of(astray), "Rewind").click()
    assert astray.workspace.run.frame.step == 0
    assert np.isfinite(astray.workspace.run.frame.latents).all()
    assert not [one for one in astray.findChildren(Notice) if one.isVisible()]


def test_a_second_time_there_is_still_one_notice(astray, qtbot):
    with qtbot.waitSignal(astray.workspace.failed, timeout=PATIENCE_MS):
        astray.workspace.play_or_pause()
    assert notice_of(astray)
