"""The verdict follows the run: by validation images while it learns, by the test when it is over."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDockWidget

from latentlab.data.split import split_images
from latentlab.gui.main_window import MainWindow
from latentlab.gui.pace import FULL_SPEED
from latentlab.gui.workspace.verdict import AT_THE_END, EVERY_EPOCH, Told
from latentlab.models.config import ModelConfig
from latentlab.training.config import TrainingConfig
from latentlab.training.objective import Objective
from latentlab.training.report import verdict
from latentlab.training.verdict.weight_images import weight_images

PATIENCE_MS = 60_000
CONFIG = TrainingConfig(ModelConfig((16,), 5), epochs=2, threads=1)


@pytest.fixture
def shown(window: MainWindow, qtbot) -> MainWindow:
    """A window whose dock of the verdict is in front, with a network that has learnt nothing."""
    window.show()
    dock = window.findChild(QDockWidget, "verdict_dock")
    assert dock is not None
    dock.raise_()
    build(window, qtbot, CONFIG)
    return window


def build(window: MainWindow, qtbot, config: TrainingConfig) -> None:
    window.workspace.build(config)
    qtbot.waitUntil(lambda: window.workspace.run.frame is not None, timeout=PATIENCE_MS)


def told_where(window: MainWindow, qtbot, is_so: Callable[[Told], bool]) -> Told:
    keeper = window.workspace.verdict
    qtbot.waitUntil(lambda: keeper.told is not None and is_so(keeper.told), timeout=PATIENCE_MS)
    assert keeper.told is not None
    return keeper.told


def finish(window: MainWindow, qtbot) -> Told:
    window.workspace.run.set_pace(FULL_SPEED)
    window.workspace.play_or_pause()
    return told_where(window, qtbot, lambda told: told.verdict.part == "test")


def test_a_network_at_rest_is_judged_by_validation_images_and_the_panel_says_so(shown, qtbot):
    told = told_where(shown, qtbot, lambda told: told.run.config.model.latent == 5)
    assert (told.verdict.part, told.is_glance, told.verdict.asked) == ("validation", False, 500)
    assert "500 validation images" in shown.verdict.basis.text()
    assert "wait until the run is over" in shown.verdict.basis.text()
    assert not shown.verdict.measures.reconstruction.isHidden()
    assert shown.verdict.measures.plane.isHidden()  # it is not linear


def test_a_run_that_is_over_is_judged_by_the_test_images_with_the_numbers_of_the_report(shown, qtbot):
    told = finish(shown, qtbot)
    assert told.run.finished is not None
    images = shown.workspace.subject.images
    expected = verdict(told.run.finished.model, images, split_images(images, 0), told.run.config)
    assert told.verdict.mse == expected["mse"]
    assert told.verdict.knn_accuracy == expected["knn_accuracy"]
    assert [level.mse_to_clean for level in told.verdict.noise] == [
        level["mse_to_clean"] for level in expected["noise"]
    ]
    assert "met the 500 test images, once" in shown.verdict.basis.text()
    own, pca, mean = shown.verdict.measures.errors.bars
    assert (own.value, pca.value, mean.value) == (
        expected["mse"], expected["pca_mse"], expected["mean_image_mse"]
    )  # fmt: skip


def test_nothing_is_computed_while_nobody_looks(window, qtbot):
    build(window, qtbot, CONFIG)
    keeper = window.workspace.verdict
    window.findChild(QDockWidget, "decoder_dock").raise_()
    window.workspace.play_or_pause()
    qtbot.waitUntil(lambda: window.workspace.runs.present.test_mse is not None, timeout=PATIENCE_MS)
    assert keeper.told is None
    assert keeper._jobs.job is None


def test_at_the_end_means_not_before(shown, qtbot):
    shown.verdict.pace.choose(AT_THE_END)
    shown.verdict.pace.activated.emit(0)
    build(shown, qtbot, CONFIG)
    assert shown.workspace.verdict.told is None
    assert "when the run is over" in shown.verdict.basis.text()
    assert finish(shown, qtbot).verdict.part == "test"
    assert shown.workspace.verdict.pace != EVERY_EPOCH


def test_the_parts_are_those_of_the_network_and_of_the_noise_that_is_chosen(shown, qtbot):
    measures = shown.verdict.measures
    told_where(shown, qtbot, lambda told: told.verdict.noise_kind == "gaussian")
    measures.noise.choose("masking")
    measures.noise.activated.emit(1)
    told_where(shown, qtbot, lambda told: told.verdict.noise_kind == "masking")
    np.testing.assert_allclose(measures.noisy_errors.picture.curves[0].x, [0, 0.1, 0.3, 0.5, 0.7])
    linear = TrainingConfig(ModelConfig((), 3, "identity", "identity"), epochs=2, threads=1)
    build(shown, qtbot, linear)
    told_where(shown, qtbot, lambda told: told.verdict.latent == 3)
    assert not shown.verdict.measures.plane.isHidden()
    assert len(shown.verdict.measures.axes.picture.bars.heights) == 3
    sparse = TrainingConfig(
        ModelConfig((), 7, code_activation="sigmoid"), objective=Objective(kl_sparsity=0.1, kl_target=0.2)
    )
    build(shown, qtbot, sparse)
    told_where(shown, qtbot, lambda told: told.verdict.latent == 7)
    assert shown.verdict.measures.plane.isHidden()
    assert shown.verdict.measures.activity.picture.upright == 0.2


def compute(window: MainWindow, qtbot, name: str) -> None:
    button, display = window.verdict.comparisons.parts[name].button, window.comparison_display
    qtbot.waitUntil(button.isEnabled)
    display.found.pop(name, None)
    button.click()
    qtbot.waitUntil(lambda: name in display.found, timeout=PATIENCE_MS)


def test_a_network_that_has_learnt_nothing_can_be_compared_as_soon_as_it_is_there(shown, qtbot):
    comparisons, present = shown.workspace.verdict.comparisons, shown.workspace.runs.present
    qtbot.waitUntil(lambda: comparisons._run is not None and comparisons._run.number == present.number)
    compute(shown, qtbot, "weights")
    assert shown.comparison_display.found["weights"].run.frame.step == 0


def test_comparisons_are_computed_on_demand_copied_cancelled_and_go_with_their_network(shown, qtbot):
    told = finish(shown, qtbot)
    comparisons, display = shown.verdict.comparisons, shown.comparison_display
    seeds = comparisons.parts["seeds"]
    seeds.button.click()
    assert seeds.button.text() == "Cancel"
    seeds.button.click()
    assert seeds.button.text() == "Compute"
    assert "seeds" not in display.found

    for name, part in comparisons.parts.items():
        compute(shown, qtbot, name)
        assert part.sentence.text()
        assert part.button.text() == "Compute again"
    assert 5 in comparisons.by_k.picture.curves[1].x.tolist()
    assert len(comparisons.weights.images) == 16

    shown.verdict.copy.click()
    rows = dict(line.split("\t") for line in QGuiApplication.clipboard().text().splitlines())
    assert float(rows["mse"]) == told.verdict.mse
    assert rows["part"] == "test"
    assert rows["denoising.noise.kind"] == "gaussian"
    assert "denoising.curve.784" in rows

    build(shown, qtbot, CONFIG)
    assert set(display.found) == {"by k", "denoising", "pixels"}
    assert not comparisons.weights.isVisibleTo(shown)


def test_the_weights_of_other_runs_come_under_those_of_the_present_one(shown, qtbot):
    finish(shown, qtbot)
    first = shown.workspace.runs.present
    build(shown, qtbot, replace(CONFIG, seed=CONFIG.seed + 1))
    compute(shown, qtbot, "weights")
    sheets, display = shown.verdict.comparisons.weights_beside.sheets, shown.comparison_display
    runs = [run.number for run, _ in display.found["weights"].beside]
    assert runs == [first.number, first.number - 1], "the newest first, and then the session's own"
    _, images = display.found["weights"].beside[0]
    expected = weight_images(first.frame.model, first.subject.shape, 14)
    assert np.array_equal(images.weights, expected.weights)
    assert [len(sheet.images) for sheet in sheets] == [14, 14]
    assert display._runs.name_of(first) in sheets[0].accessibleName()
    shown.verdict.comparisons.parts["weights"].header.setChecked(True)
    assert sheets[0].isVisibleTo(shown.verdict)

    shown.workspace.runs.pin(first.number - 1)
    compute(shown, qtbot, "weights")
    assert [run.number for run, _ in display.found["weights"].beside] == runs[::-1], "the pinned one first"


def test_two_runs_are_compared_by_what_the_test_images_told_of_each(shown, qtbot):
    """The verdict stays with its run when another takes its place, and goes when that learns on."""
    workspace = shown.workspace
    first = finish(shown, qtbot)
    build(shown, qtbot, replace(CONFIG, seed=1))
    workspace.runs.pin(first.run.number)
    rows = {
        row.name: row for row in shown.runs_display._compared(workspace.runs.present, workspace.runs.pinned)
    }
    share = first.verdict.linear_probe_accuracy
    assert (rows["Linear probe"].first, rows["Linear probe"].second) == ("–", f"{share:.1%}")
    assert rows["5 neighbours"].second == f"{first.verdict.knn_accuracy:.1%}"
    assert "Own classifier" not in rows
    workspace.show_run(first.run.number)
    assert workspace.runs.present.verdict is first.verdict
    workspace.step()
    qtbot.waitUntil(lambda: workspace.runs.present.verdict is None, timeout=PATIENCE_MS)
