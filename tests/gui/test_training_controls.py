"""What acts on a run at once in the training panel: pace, rate, epochs and the set it learns from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from latentlab.gui.pace import FULL_SPEED, PACES, SINGLE_STEPS, WATCH, Pace, nearest_pace
from latentlab.gui.panels.training.panel import TrainingPanel
from latentlab.gui.progress import RunProgress
from latentlab.gui.widgets.loss_run import RunLosses
from latentlab.models.config import ModelConfig
from latentlab.training.config import TrainingConfig
from latentlab.training.events import EpochResult
from tests.gui.conftest import SETS


def test_the_learning_rate_is_live_and_logarithmic(panel: TrainingPanel, qtbot):
    """A slider step is the same factor everywhere."""
    said = []
    panel.learning_rate_changed.connect(said.append)
    panel.rate.slider.setValue(panel.rate.slider.value() + 20)
    panel.rate.slider.setValue(panel.rate.slider.value() + 20)
    assert said == pytest.approx([0.01, 0.1])
    assert panel.rate.box.text() == "0.1"


def test_a_typed_learning_rate_is_taken(panel: TrainingPanel, qtbot):
    """Once, when it is finished."""
    panel.rate.box.clear()
    with qtbot.waitSignal(panel.learning_rate_changed) as said:
        qtbot.keyClicks(panel.rate.box, "0.0042")
        qtbot.keyClick(panel.rate.box, Qt.Key.Key_Return)
    assert said.args == [0.0042]
    panel.rate.box.clear()
    with qtbot.assertNotEmitted(panel.learning_rate_changed):
        qtbot.keyClicks(panel.rate.box, "fast")
        assert panel.rate.box.property("invalid") is True
        qtbot.keyClick(panel.rate.box, Qt.Key.Key_Return)
    assert panel.rate.box.text() == "0.0042"


def test_showing_the_run_says_nothing_back(panel: TrainingPanel, qtbot):
    """Else window and run would answer each other for ever."""
    signals = (
        panel.learning_rate_changed,
        panel.epochs_changed,
        panel.seed_changed,
        panel.pace_changed,
        panel.data_chosen,
        panel.build_requested,
    )
    said = []
    for signal in signals:
        signal.connect(said.append)
    panel.show_config(TrainingConfig(ModelConfig((8,), 2), 3, 16, 0.02, 9, 1))
    panel.show_pace(FULL_SPEED)
    panel.show_sets(SETS)
    panel.show_data("mnist", "MNIST", 70_000, (54_000, 6_000, 10_000), (28, 28), 10)
    assert said == []
    assert (panel.loop.epochs.value(), panel.loop.seed.value(), panel.rate.number) == (3, 9, 0.02)


def test_epochs_and_seed_are_told_when_entered(panel: TrainingPanel, qtbot):
    """Not digit by digit: seed 12 is not first seed 1."""
    for field, signal in ((panel.loop.epochs, panel.epochs_changed), (panel.loop.seed, panel.seed_changed)):
        said = []
        signal.connect(said.append)
        field.selectAll()
        qtbot.keyClicks(field, "127")
        qtbot.keyClick(field, Qt.Key.Key_Return)
        assert said == [127]


def test_the_pace_slider_goes_from_single_steps_to_full_speed(panel: TrainingPanel, qtbot):
    """In plain words at every place."""
    names = []
    for place, pace in enumerate(PACES[:-1]):
        panel.pace.slider.blockSignals(False)
        panel.pace.show_pace(PACES[-1])
        with qtbot.waitSignal(panel.pace_changed) as said:
            panel.pace.slider.setValue(place)
        assert said.args == [pace]
        names.append(panel.pace.slider.accessibleDescription())
    assert names[0] == "Single steps"
    assert names[1:3] == ["1 step a second", "2 steps a second"]
    assert names[-1] == "Watch"
    assert PACES[0] == SINGLE_STEPS
    assert PACES[-1] == FULL_SPEED


def test_the_pace_is_watch_unless_chosen(panel: TrainingPanel):
    assert panel.pace.pace == WATCH


@given(st.floats(0.0, 1e6))
def test_any_pace_has_a_nearest_place(rate: float):
    """A pace from a file or a script is shown where it comes closest, never as "watch"."""
    place = nearest_pace(Pace(rate))
    assert PACES[place].steps_per_second is not None
    others = [abs(pace.steps_per_second - rate) for pace in PACES if pace.steps_per_second is not None]
    assert abs(PACES[place].steps_per_second - rate) == min(others)


def test_choosing_a_set_waits_until_it_is_open(panel: TrainingPanel, qtbot):
    """The box goes on naming the data that are learnt."""
    panel.show_sets([("mnist-5k", "5,000 MNIST digits", True, ""), ("mnist", "MNIST", True, "")])
    with qtbot.waitSignal(panel.data_chosen) as said:
        panel.data.sets.activated.emit(1)
    assert said.args == ["mnist"]
    assert panel.data.sets.currentData() == "mnist-5k"
    panel.show_data("mnist", "MNIST", 70_000, (54_000, 6_000, 10_000), (28, 28), 10)
    assert panel.data.sets.currentData() == "mnist"
    assert panel.data.split.text() == "54,000 to learn · 6,000 to validate · 10,000 to test"


def test_sets_that_are_not_there_are_greyed_with_the_reason(panel: TrainingPanel):
    item = panel.data.sets.model().item(1)
    assert not item.isEnabled()
    assert panel.data.sets.itemData(1, Qt.ItemDataRole.ToolTipRole) == "MNIST is not there."


def test_browse_asks_for_the_browser(panel: TrainingPanel, qtbot):
    with qtbot.waitSignal(panel.browse_requested):
        qtbot.mouseClick(panel.data.browse, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("progress", "running", "expected"),
    [
        (RunProgress(0.0, 20, 0.0, None, 0), False, ("Epoch 0 of 20", "not started", "Step 0")),
        (
            RunProgress(2.5, 20, 12_345.6, 75.2, 158),
            True,
            ("Epoch 2.5 of 20", "training", "12,346 images a second · 1 min 16 s left"),
        ),
        (RunProgress(2.5, 20, 12_345.6, None, 158), False, ("Epoch 2.5 of 20", "paused", "Step 158")),
        (RunProgress(20.0, 20, 0.0, 0.0, 1260), False, ("Epoch 20 of 20", "finished", "Step 1,260")),
        (
            RunProgress(1.0, 9000, 10.0, 7260.0, 63),
            True,
            ("Epoch 1 of 9000", "training", "10 images a second · 2 h 01 min left"),
        ),
    ],
)
def test_progress_is_told_in_plain_words(panel: TrainingPanel, progress, running, expected):
    panel.show_running(running)
    panel.show_progress(progress)
    lines = panel.progress
    assert (lines.epoch.text(), lines.state.text(), lines.speed.text()) == expected


def test_the_test_error_stands_beside_pcas(panel: TrainingPanel):
    """And goes again when a new run begins."""
    panel.show_result(0.0351, 0.0479, 0.0675)
    assert panel.progress.result.text() == "Test error 0.0351 · PCA of the same size 0.0479"
    assert "0.0675" in panel.progress.result.toolTip()
    panel.show_result(None, None, None)
    assert panel.progress.result.isHidden()


def test_a_frame_names_the_best_epoch(panel: TrainingPanel):
    """With the validation loss that made it the best."""
    epochs = tuple(EpochResult(i, 0.05, 0.06 - 0.001 * i, 0.1) for i in range(1, 4))
    panel.show_losses(RunLosses(np.full(30, 0.05, np.float32), 10, epochs, 3))
    assert panel.progress.best.whole_text == "Best epoch 3: validation loss 0.0570"
    panel.show_losses(RunLosses())
    assert panel.progress.best.isHidden()
