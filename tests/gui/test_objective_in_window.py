"""Objectives as a student meets them: told, mended, built, trained, and changed while it learns."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from latentlab.gui.main_window import MainWindow
from latentlab.gui.widgets.loss_run import RunLosses
from latentlab.session import load_session
from tests.gui.training import paused

PATIENCE_MS = 60_000


def shown(window: MainWindow) -> RunLosses:
    """What the loss plot draws."""
    return window.training.losses._run


def test_kl_on_a_linear_code_is_told_mended_built_and_drawn(window: MainWindow, qtbot):
    """The old run stays until the new one is built; then the term has a curve of its own."""
    training, workspace = window.training, window.workspace
    qtbot.waitUntil(lambda: workspace.ready.maps, timeout=PATIENCE_MS)
    training.show_folding(["data", "model", "corruption", "optimizer", "loop"])
    old = workspace.runs.present
    training.loss.kl.switch.setChecked(True)
    assert "sigmoid" in training.loss.error.text()
    assert training.loss.mend.text() == "Switch the code to sigmoid"
    qtbot.mouseClick(training.loss.mend, Qt.MouseButton.LeftButton)
    assert training.loss.error.isHidden()
    assert workspace.runs.present is old
    qtbot.mouseClick(training.build, Qt.MouseButton.LeftButton)
    assert workspace.run.config.model.code_activation == "sigmoid"
    workspace.run.play()
    qtbot.waitUntil(lambda: "kl_sparsity" in shown(window).terms, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: len(training.losses.canvas.curves["kl_sparsity"].getData()[0]) > 1)
    paused(workspace, qtbot)
    kl = shown(window).terms["kl_sparsity"]
    assert np.isfinite(kl).all()
    assert training.losses.axis_name.text() == "Total loss, the sum of its terms, by epoch"
    assert not training.losses.legend.entries["kl_sparsity"].isHidden()


def test_a_weight_changes_while_it_learns_and_the_change_is_marked_and_saved(
    window: MainWindow, qtbot, tmp_path
):
    """A tenfold weight makes the term tenfold from the next steps on; nothing is built."""
    training, workspace = window.training, window.workspace
    qtbot.waitUntil(lambda: workspace.ready.maps, timeout=PATIENCE_MS)
    training.show_folding([])
    training.loop.epochs.setValue(500)
    workspace.rewind()
    training.loss.l1.switch.setChecked(True)
    weight = training.loss.l1.weight
    run = workspace.run
    qtbot.waitUntil(lambda: run.frame is not None and run.frame.step == 0, timeout=PATIENCE_MS)
    run.play()
    qtbot.waitUntil(lambda: run.frame.step > 150, timeout=PATIENCE_MS)
    slider = training.loss.l1.slider.slider
    slider.setValue(slider.value() + 20)
    qtbot.waitUntil(
        lambda: any(change.before != "0" for change in run.frame.changes if change.name == "l1"),
        timeout=PATIENCE_MS,
    )
    at = run.frame.changes[-1].step
    qtbot.waitUntil(lambda: run.frame.step > at + 10, timeout=PATIENCE_MS)
    paused(workspace, qtbot)
    l1 = run.frame.terms["l1"]
    assert l1[at] / l1[at - 1] == pytest.approx(10, rel=0.35)
    change = run.frame.changes[-1]
    assert (change.name, float(change.before), float(change.after)) == ("l1", weight, 10 * weight)
    assert run.config.objective.l1 == pytest.approx(10 * weight)
    flags = training.losses.canvas.flags
    qtbot.waitUntil(lambda: len(flags.getData()[0]) == len(run.frame.changes))
    assert flags.getData()[0][-1] == pytest.approx(at / run.batches_per_epoch)
    with qtbot.waitSignal(workspace.saved, timeout=PATIENCE_MS):
        workspace.save(tmp_path / "run.latentlab")
    kept = load_session(tmp_path / "run.latentlab")
    assert kept.config.objective.l1 == pytest.approx(10 * weight)
    assert kept.changes == run.frame.changes
    assert np.array_equal(kept.terms["l1"], l1, equal_nan=True)
    with qtbot.waitSignal(workspace.subject_changed, timeout=PATIENCE_MS):
        workspace.open_session(tmp_path / "run.latentlab")
    assert shown(window).changes == kept.changes
    assert list(shown(window).terms) == ["mse", "l1"]
