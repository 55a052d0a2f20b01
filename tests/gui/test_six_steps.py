"""The six steps, stages and devices as the window shows them, from the run that really goes on."""

from dataclasses import replace

import pytest
import torch
from PySide6.QtCore import QPoint

from latentlab.gui.pace import FULL_SPEED
from latentlab.gui.widgets.notice import Notice
from latentlab.gui.widgets.steps_strip import STEPS, StepState
from latentlab.models.config import ModelConfig
from latentlab.models.noise import Noise
from latentlab.training import workplace as place_module
from latentlab.training.config import TrainingConfig
from latentlab.training.device import CPU, Device
from latentlab.training.loss import Loss
from latentlab.training.objective import Objective
from tests.gui.conftest import PATIENCE_MS

SMALL = TrainingConfig(ModelConfig((16,), 3), epochs=3, threads=1)


def build(window, qtbot, config: TrainingConfig) -> None:
    with qtbot.waitSignal(window.workspace.run.frame_changed, timeout=PATIENCE_MS):
        window.workspace.build(config)


def done(window) -> list[str]:
    states = window.training.steps.states
    return [name for name in STEPS if states[name] is StepState.DONE]


def story(window, step: str) -> str:
    return window.training.steps.signs[STEPS.index(step)].toolTip()


def test_the_steps_advance_to_the_loop_and_after_it_to_the_test(window, qtbot):
    build(window, qtbot, SMALL)
    qtbot.waitUntil(lambda: done(window) == list(STEPS[:5]), timeout=PATIENCE_MS)
    assert story(window, "split").startswith("4,000 images to learn, 500 to validate, 500 to test")
    assert "5,000 images of 28 × 28 = 784 pixels in 10 classes" in story(window, "data")
    assert story(window, "model").startswith("784 → 16 → 3 and back: 26,003 weights and biases")
    assert "batches of 64 images: 63 steps an epoch" in story(window, "optimizer")
    assert "3 epochs wait" in story(window, "loop")
    assert "once, when the loop is over" in story(window, "test")
    window.workspace.run.set_pace(FULL_SPEED)
    with qtbot.waitSignal(window.workspace.finished, timeout=PATIENCE_MS) as ended:
        window.workspace.play_or_pause()
    qtbot.waitUntil(lambda: done(window) == list(STEPS), timeout=PATIENCE_MS)
    finished = ended.args[0]
    expected = f"epoch {finished.best_epoch}, met the 500 test images once: error {finished.test_mse:.4f}"
    assert expected in story(window, "test")
    assert "189 steps" in story(window, "loop")
    with qtbot.waitSignal(window.workspace.run.frame_changed, timeout=PATIENCE_MS):
        window.workspace.rewind()
    qtbot.waitUntil(lambda: done(window) == list(STEPS[:5]), timeout=PATIENCE_MS)


def test_every_term_and_schedule_is_told(window, qtbot):
    config = replace(
        SMALL,
        model=ModelConfig((16,), 3, code_activation="sigmoid"),
        objective=Objective("bce", kl_sparsity=0.01, l1=0.001, l2=0.002, weight_decay=1e-4),
        noise=Noise("gaussian", 0.3),
        schedule="step",
    )
    build(window, qtbot, config)
    told = story(window, "loss")
    for part in ("cross-entropy", "0.3", "activation to 0.1: × 0.01", "L1,", "× 0.002", "weights: × 0.0001"):
        assert part in told
    assert "a tenth after half" in story(window, "optimizer")


def test_a_click_unfolds_the_section_of_a_step(window, qtbot):
    panel = window.training
    panel.show_folding(tuple(panel.sections))
    for step, section in (("loss", "loss"), ("split", "data"), ("test", "loop")):
        panel.steps.signs[STEPS.index(step)].click()
        assert not panel.sections[section].is_folded


def test_a_click_brings_a_folded_section_to_the_top_whole(window, qtbot):
    panel = window.training
    window.show()
    panel.show_folding(tuple(panel.sections))
    panel.steps.signs[STEPS.index("loss")].click()
    area, loss = panel._scroll, panel.sections["loss"]
    top = loss.mapTo(area.viewport(), QPoint(0, 0)).y()
    bar = area.verticalScrollBar()
    assert top == 0 or (top > 0 and bar.value() == bar.maximum())


def test_stacked_training_shows_its_stages(window, qtbot):
    config = replace(
        SMALL, model=ModelConfig((16,), 3, classes=10), noise=Noise("masking", 0.25), pretraining=1, epochs=2
    )
    build(window, qtbot, config)
    stages = window.training.progress.stages
    assert stages.lines == ()
    with qtbot.waitSignal(window.workspace.finished, timeout=PATIENCE_MS):
        window.workspace.play_or_pause()
    qtbot.waitUntil(
        lambda: len(stages.lines) == 4 and all(line.share == 1 and line.told for line in stages.lines)
    )
    assert [line.name for line in stages.lines] == ["Layer 1", "Layer 2", "Whole network", "Classifier"]
    before, after = (float(part) for part in stages.lines[2].told.split(" → "))
    assert after < before
    build(window, qtbot, SMALL)
    assert stages.lines == ()


# Devices


def test_the_device_is_shown_plainly_and_chosen_only_where_there_is_a_choice(window):
    field = window.training.loop.device
    field.show_devices(("cpu",))
    assert (field.only.text(), field.only.isHidden(), field.choice.isHidden()) == ("CPU", False, True)
    chosen = []
    field.chosen.connect(chosen.append)
    field.show_devices(("cuda", "cpu"))
    assert (field.choice.isHidden(), field.choice.currentText()) == (False, "GPU (CUDA)")
    field.show_device("cpu")
    assert field.choice.currentText() == "CPU"
    field.choice.activated.emit(0)
    assert chosen == ["cuda"]
    assert window.workspace.run.config.device == "cuda"


def test_a_device_that_fails_is_told_and_the_run_goes_on(window, qtbot, monkeypatch: pytest.MonkeyPatch):
    card = Device("cuda", torch.device("cpu"))
    monkeypatch.setattr(place_module, "find_device", lambda name: CPU if name == "cpu" else card)
    terms, asked = Loss.terms, []

    def fail(self: Loss, *arguments: object):
        asked.append(1)
        if len(asked) == 20:
            raise torch.OutOfMemoryError("CUDA out of memory.")
        return terms(self, *arguments)

    monkeypatch.setattr(Loss, "terms", fail)
    build(window, qtbot, SMALL)
    window.workspace.run.set_pace(FULL_SPEED)
    with qtbot.waitSignal(window.workspace.finished, timeout=PATIENCE_MS) as ended:
        window.workspace.play_or_pause()
    assert len(ended.args[0].losses) == 3 * 63
    (notice,) = [one for one in window.findChildren(Notice) if one.isVisible()]
    assert notice.title.text() == "GPU (CUDA) could not go on: the run is on the CPU now"
    assert "CUDA out of memory." in notice.text.text()
    assert window.workspace.run.config.device == "cpu"
