"""Runs are kept when others take their place, come back, and stand beside each other."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from latentlab.gui.main_window import MainWindow
from latentlab.gui.workspace import runs as runs_module
from latentlab.gui.workspace.kept_run import KeptRun
from latentlab.gui.workspace.runs import Runs
from latentlab.gui.workspace.subject import Subject
from latentlab.gui.workspace.workspace import Workspace
from latentlab.latent.pieces import finished
from latentlab.latent.quality import map_quality
from latentlab.models.build import build_autoencoder
from latentlab.models.config import ModelConfig
from latentlab.training.config import TrainingConfig
from latentlab.training.events import EpochResult, Frame
from tests.gui.test_judging import is_thorough

PATIENCE_MS = 60_000
SHAPE = (4, 4)


def subject(count: int = 30, name: str = "digits") -> Subject:
    order = np.random.default_rng(len(name)).permutation(count)
    return Subject(name, None, order, np.zeros(count, np.uint8), ("0",), SHAPE, (0, 0, 0))


def frame(config: TrainingConfig, epochs: int, count: int = 30) -> Frame:
    results = tuple(EpochResult(epoch, 0.1, 0.1 / epoch, 1.5) for epoch in range(1, epochs + 1))
    codes = np.random.default_rng(epochs).normal(size=(count, config.model.latent)).astype(np.float32)
    model = build_autoencoder(config.model, SHAPE, 0)
    return Frame(10 * epochs, epochs, np.zeros(10 * epochs, np.float32), results, codes, model)


CONFIG = TrainingConfig(ModelConfig((8,), 2))


@pytest.fixture
def runs(qapp) -> Runs:
    return Runs()


def learn(runs: Runs, epochs: int = 2, of: Subject | None = None, config: TrainingConfig = CONFIG) -> KeptRun:
    runs.begin(of or subject(), config)
    runs.follow(config, frame(config, epochs))
    return runs.present


def test_a_run_that_learnt_is_kept_when_another_begins(runs):
    first = learn(runs)
    second = learn(runs, 3)
    assert [run.number for run in runs.all] == [2, 1]
    assert runs.run(first.number) is first
    assert runs.present is second


def test_a_run_that_learnt_nothing_leaves_nothing_behind(runs):
    runs.begin(subject(), CONFIG)
    runs.begin(subject(), CONFIG)
    assert runs.all == ()


def test_a_run_that_comes_back_keeps_its_number_and_learns_on_under_it(runs):
    first = learn(runs, 1)
    learn(runs, 2)
    runs.begin(first.subject, first.config, first.number)
    runs.follow(CONFIG, frame(CONFIG, 5))
    assert [(run.number, len(run.frame.epochs)) for run in runs.all] == [(2, 2), (1, 5)]


def test_no_more_than_so_many_runs_are_kept_and_the_dropped_are_told_of(runs, monkeypatch):
    monkeypatch.setattr(runs_module, "MOST_RUNS", 3)
    dropped = []
    runs.dropped.connect(dropped.append)
    for _ in range(6):
        learn(runs)
    assert [run.number for run in runs.all] == [6, 5, 4, 3]
    assert [run.number for run in dropped] == [1, 2]


def test_the_pinned_run_is_not_dropped(runs, monkeypatch):
    monkeypatch.setattr(runs_module, "MOST_RUNS", 3)
    learn(runs)
    learn(runs)
    runs.pin(1)
    for _ in range(4):
        learn(runs)
    assert runs.pinned.number == 1
    assert 1 in [run.number for run in runs.all]


def test_memory_is_bounded_too(runs, monkeypatch):
    one = learn(runs)
    monkeypatch.setattr(runs_module, "MOST_BYTES", 2 * one.bytes_held)
    for _ in range(5):
        learn(runs)
    assert sum(run.bytes_held for run in runs.all[1:]) <= 2 * one.bytes_held


def test_a_test_error_is_forgotten_when_the_run_learns_on(runs):
    learn(runs, 2)
    runs.came_from_file(20, 0.03)
    assert runs.present.test_mse == 0.03
    runs.follow(CONFIG, frame(CONFIG, 2, count=20))  # the same weights, other points
    assert runs.present.test_mse == 0.03
    runs.follow(CONFIG, frame(CONFIG, 3))
    assert runs.present.test_mse is None


def test_a_run_of_other_images_cannot_stand_beside(runs):
    learn(runs)
    learn(runs, of=subject(name="fashion"))
    one, two = runs.all
    assert not one.is_beside(two)
    assert one.is_beside(one)


def test_a_pinned_run_goes_when_other_images_come(runs):
    learn(runs)
    learn(runs)
    runs.pin(1)
    learn(runs, of=subject(name="fashion"))
    assert runs.pinned is None


def test_the_pinned_run_is_shown_with_as_many_points_as_the_present_one(runs):
    learn(runs)
    learn(runs)
    came = []
    runs.pinned_codes_changed.connect(came.append)
    runs.pin(1)
    runs.follow(CONFIG, frame(CONFIG, 3, count=12))
    assert [len(codes) for codes in came] == [30, 12]


def test_names_given_by_the_student_stay_with_the_run(runs):
    learn(runs)
    learn(runs)
    runs.pin(1)
    runs.rename(1, "  wide ")
    runs.rename(2, "narrow")
    learn(runs)
    assert [run.name for run in runs.all] == ["", "narrow", "wide"]
    assert runs.pinned.name == "wide"


# in the window


@pytest.fixture
def two_runs(qtbot, window: MainWindow) -> MainWindow:
    """The session that came along, and a linear net that learnt a batch on the same digits."""
    config = replace(window.workspace.run.config, model=ModelConfig((), 3, "identity"), epochs=2)
    window.workspace.build(config)
    qtbot.waitUntil(lambda: window.workspace.run.frame is not None, timeout=PATIENCE_MS)
    window.workspace.step()
    qtbot.waitUntil(lambda: window.workspace.run.frame.step > 0, timeout=PATIENCE_MS)
    return window


def test_runs_are_called_by_their_presets_and_told_with_their_networks(two_runs):
    """Two presets may be of one network: a classifier's and a deep autoencoder's."""
    first, second = (two_runs.runs.rows[number] for number in (1, 2))
    assert (first.name.whole_text, second.name.whole_text) == ("Run 1: Deep", "Run 2: 784-3")
    assert first.details.whole_text.startswith("784-256-64-4 · epoch 40 · test error 0.0")
    assert second.details.whole_text == "784-3 · not one whole epoch"


def test_a_run_unlike_every_preset_is_called_by_its_network(qtbot, two_runs):
    config = two_runs.workspace.run.config
    own = ModelConfig((90, 20), 3, "elu", code_activation="tanh", tied=True)
    two_runs.workspace.build(replace(config, model=own))
    qtbot.waitUntil(lambda: two_runs.workspace.runs.present.number == 3, timeout=PATIENCE_MS)
    assert two_runs.runs_display.name_of(two_runs.workspace.runs.present) == "Run 3: 784-90-20-3"


def test_a_click_brings_the_old_run_back_with_its_weights_and_its_test_error(qtbot, two_runs):
    w = two_runs.workspace
    first = w.runs.run(1)
    two_runs.runs.rows[1].shown.emit(1)
    assert w.run.frame is not None
    np.testing.assert_array_equal(w.run.frame.latents, first.frame.latents)
    assert w.run.config.model.hidden == (256, 64)
    assert f"{first.test_mse:.4f}" in two_runs.training.progress.result.text()
    qtbot.waitUntil(lambda: w.map.layout_codes is not None, timeout=PATIENCE_MS)
    assert w.map.layout_codes.shape == first.frame.latents.shape


def test_a_pinned_run_shows_its_map_beside_and_its_numbers_in_two_columns(qtbot, two_runs):
    w = two_runs.workspace
    two_runs.runs.rows[1].pin.click()
    qtbot.waitUntil(lambda: w.twin.is_open and w.twin.layout is not None, timeout=PATIENCE_MS)
    assert len(w.twin.layout.points) == len(w.map.layout.points)
    name, *values = two_runs.runs.table._rows[0]
    assert (name.whole_text, [label.text() for label in values]) == ("Latent size", ["3", "4", "+1"])
    two_runs.runs.rows[1].pin.click()
    assert not w.twin.is_open
    assert w.runs.pinned is None


def test_the_second_map_is_judged_by_the_codes_of_its_own_run(qtbot, two_runs):
    w = two_runs.workspace
    two_runs.runs.rows[1].pin.click()
    judging = w.twin.judging
    qtbot.waitUntil(lambda: is_thorough(judging))
    expected = finished(map_quality(w.runs.run(1).frame.latents, w.twin.map.layout.points))
    value = judging.judgement.verdict.against_codes.trustworthiness.value
    assert value == pytest.approx(expected.trustworthiness.value, abs=0.01)


def test_hovering_the_second_map_marks_the_same_digit_on_the_first(qtbot, two_runs):
    two_runs.runs.rows[1].pin.click()
    qtbot.waitUntil(lambda: two_runs.workspace.twin.layout is not None, timeout=PATIENCE_MS)
    told = []
    two_runs.map.point_hovered.connect(told.append)
    two_runs.map.pair.twin.point_hovered.emit(7)
    assert told == [7]


def test_a_run_is_renamed_by_key_and_the_map_beside_says_so(qtbot, two_runs):
    two_runs.runs.rows[1].pin.click()
    row = two_runs.runs.rows[1]
    QTest.keyClick(row, Qt.Key.Key_F2)
    row.editor.setText("deep")
    QTest.keyClick(row.editor, Qt.Key.Key_Return)
    assert row.name.whole_text == "deep"
    assert two_runs.map.pair._titles[1].whole_text == "deep"


def test_escape_leaves_the_name_as_it_was(two_runs):
    row = two_runs.runs.rows[1]
    QTest.keyClick(row, Qt.Key.Key_F2)
    row.editor.setText("deep")
    QTest.keyClick(row.editor, Qt.Key.Key_Escape)
    assert row.name.whole_text == "Run 1: Deep"


def test_what_only_the_list_has_is_counted_when_the_window_closes(two_runs: MainWindow):
    workspace: Workspace = two_runs.workspace
    assert workspace.is_unsaved
    assert workspace.runs.unsaved == 0  # the session is in its file
    workspace.rewind()
    assert workspace.runs.unsaved == 1


def test_a_finished_run_that_is_played_again_is_kept(qtbot, window: MainWindow):
    """Its weights and its test error; the new one has none yet."""
    w = window.workspace
    tested = w.runs.present.test_mse
    w.play_or_pause()
    qtbot.waitUntil(lambda: w.run.frame is not None and w.run.frame.step > 0, timeout=PATIENCE_MS)
    w.play_or_pause()
    assert w.runs.run(1).test_mse == tested is not None
    assert w.runs.present.number == 2
    assert w.runs.present.test_mse is None


def test_a_file_that_was_written_belongs_to_the_run_that_was_saved(runs):
    learn(runs)
    learn(runs)
    assert not runs.saved(1, 20)
    assert not runs.run(1).is_unsaved
    assert runs.present.is_unsaved
    assert runs.saved(2, 20)
    assert not runs.present.is_unsaved
