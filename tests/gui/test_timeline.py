"""The timeline of the window: dragged, by keys and wheel, and going on from where it stands."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from latentlab.gui.main_window import MainWindow
from latentlab.gui.widgets.loss_words import read_out
from tests.gui.conftest import PATIENCE_MS
from tests.gui.mouse import drag
from tests.gui.travelling import EPOCHS, arrived, keep_every_epoch, train


@pytest.fixture(autouse=True)
def every_epoch_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_every_epoch(monkeypatch)


@pytest.fixture
def lived(window, qtbot) -> MainWindow:
    train(window.workspace, qtbot)
    return window


def test_the_timeline_is_hidden_while_there_is_one_moment(window, qtbot):
    assert window.timeline_bar.isHidden()
    train(window.workspace, qtbot)
    assert not window.timeline_bar.isHidden()


def test_dragging_the_handle_travels_and_says_so(lived, qtbot):
    workspace, track = lived.workspace, lived.timeline.track
    places = [QPoint(round(track.place_of(epoch)), track.height() // 2) for epoch in (5.0, 4.2, 3.1, 2.0)]
    shown = []
    workspace.travel.moments_changed.connect(lambda moments: shown.append(moments.at))
    drag(track, places)
    qtbot.waitUntil(arrived(workspace), timeout=PATIENCE_MS)
    at = workspace.travel.at
    assert at is workspace.travel.history.nearest(2.0 * workspace.run.batches_per_epoch)
    assert len(set(shown)) >= 3
    epoch = f"{at.epoch:.1f}"
    assert epoch.removesuffix(".0") in lived.timeline.label.text()
    assert epoch.removesuffix(".0") in lived.epoch_label.whole_text
    assert epoch in lived.decoder.status.text()
    losses = lived.training.losses
    assert losses.axis_name.text() == read_out(at.epoch, losses._run.values_at(at.epoch))
    assert lived.timeline.property("travelling")
    QTest.mouseClick(lived.timeline.now, Qt.MouseButton.LeftButton)
    assert workspace.travel.at is None
    assert not lived.timeline.property("travelling")
    assert lived.epoch_label.whole_text == f"Epoch {EPOCHS} of {EPOCHS}"


def test_keys_and_wheel_go_from_tick_to_tick(lived, qtbot):
    workspace, track = lived.workspace, lived.timeline.track
    steps = workspace.travel.moments.steps
    track.setFocus()
    QTest.keyClick(track, Qt.Key.Key_Home)
    assert workspace.travel.at.step == steps[0]
    QTest.keyClick(track, Qt.Key.Key_Right)
    assert workspace.travel.at.step == steps[1]
    QTest.keyClick(track, Qt.Key.Key_Left)
    assert workspace.travel.at.step == steps[0]
    _turn(track, 2)
    assert workspace.travel.at.step == steps[2]
    QTest.keyClick(track, Qt.Key.Key_End)
    assert workspace.travel.at is None
    QTest.keyClick(track, Qt.Key.Key_Left)
    assert workspace.travel.at.step in steps[-3:]


def test_continuing_is_offered_where_a_run_can_go_on_from(lived, qtbot):
    button, workspace = lived.timeline.go_on, lived.workspace
    assert not button.isEnabled()
    workspace.travel.go(0)
    assert not button.isEnabled()
    workspace.travel.go(workspace.travel.moments.steps[2])
    assert button.isEnabled()
    assert button.toolTip()
    number = workspace.runs.present.number
    with qtbot.waitSignal(workspace.finished, timeout=PATIENCE_MS):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert workspace.runs.present.number != number


def _turn(widget, notches: int) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
