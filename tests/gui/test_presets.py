"""Each preset is a click away: it is built, drawn, trained and decoded in the window."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from latentlab.gui.main_window import MainWindow
from latentlab.gui.preset_words import preset_groups, preset_names, preset_purposes
from latentlab.models.config import ModelConfig
from latentlab.training.config import TrainingConfig
from latentlab.training.presets import PRESETS, fitted

PATIENCE_MS = 60_000


def test_every_preset_has_a_name_a_purpose_and_a_group():
    grouped = [name for _, members in preset_groups() for name in members]
    assert sorted(grouped) == sorted(preset_names()) == sorted(preset_purposes()) == sorted(PRESETS)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_built_named_and_learns(qtbot, window: MainWindow, name: str):
    w = window.workspace
    w.set_map_points(500)  # enough, and a recurrent network takes its time for each
    action = next(one for one in window.presets.menu.actions() if one.data() == name)
    action.trigger()
    qtbot.waitUntil(lambda: w.run.frame is not None and w.run.frame.step == 0, timeout=PATIENCE_MS)
    assert w.run.config.model == PRESETS[name].config.model
    assert window.presets.button.text() == f"{preset_names()[name]} ▾"
    assert action.isChecked()
    assert not window.training.form.is_edited
    first = w.run.frame
    w.step()
    qtbot.waitUntil(lambda: w.run.frame is not first, timeout=PATIENCE_MS)
    assert not np.array_equal(w.run.frame.latents, first.latents)
    w.run.pause()
    latent = PRESETS[name].config.model.latent
    assert w.run.frame.latents.shape[1] == latent
    assert np.isfinite(w.run.frame.latents).all()
    assert window.decoder.sliders.point.shape == (latent,)
    w.decoding.jumps.draw()
    assert w.selector.selection.image.shape == (28, 28)
    qtbot.waitUntil(lambda: w.map.layout is not None, timeout=PATIENCE_MS)


def test_a_changed_run_says_from_which_preset_it_came(qtbot, window: MainWindow):
    window.presets.choose("deep")
    assert window.presets.button.text() == "Deep ▾"
    window.training.loss.l1.switch.setChecked(True)
    assert window.presets.button.text() == "Deep, changed ▾"
    window.training.loss.l1.switch.setChecked(False)
    assert window.presets.button.text() == "Deep ▾"
    window.training.rate.number_changed.emit(0.003)
    assert window.presets.button.text() == "Deep, changed ▾"
    strange = ModelConfig((7, 6), 3, "tanh", "identity", tied=True)
    window.workspace.build(replace(window.workspace.run.config, model=strange))
    assert window.presets.button.text() == "Own network ▾"


def test_a_run_that_comes_back_is_named_by_what_it_is(qtbot, window: MainWindow):
    """Whatever was chosen since: its own choices tell."""
    w, button = window.workspace, window.presets.button
    first = w.runs.present.number
    assert button.text() == "Deep ▾"
    window.presets.choose("conv")
    assert button.text() == "Convolutional ▾"
    w.show_run(first)
    assert button.text() == "Deep ▾"


def test_edits_that_wait_to_be_built_go_with_the_choice_of_a_preset(window: MainWindow):
    window.training.model.latent.setValue(99)
    assert window.training.form.is_edited
    window.presets.choose("denoising")
    assert not window.training.form.is_edited
    assert window.training.model.latent.value() == 64


def test_where_no_preset_can_be_built_the_button_says_why(window: MainWindow):
    presets = window.presets
    presets.show_ready(False)
    assert not presets.button.isEnabled()
    assert "PyTorch" in presets.button.toolTip()
    presets.show_ready(True)
    assert presets.button.isEnabled()
    assert "lecture" in presets.button.toolTip()


def test_the_arrow_keys_reach_every_preset_and_no_title(window: MainWindow):
    menu = window.presets.menu
    menu.popup(window.presets.button.mapToGlobal(window.presets.button.rect().bottomLeft()))
    reached = []
    for _ in PRESETS:
        QTest.keyClick(menu, Qt.Key.Key_Down)
        reached.append(menu.activeAction().data())
    menu.hide()
    assert reached == [name for _, members in preset_groups() for name in members]


def test_the_seed_stays_with_another_preset(window: MainWindow):
    window.workspace.reseed(7)
    window.presets.choose("sparse-l1")
    assert window.workspace.run.config.seed == 7


def test_a_preset_fits_other_images():
    stacked = fitted(PRESETS["stacked"].config, (28, 28), 26)
    assert stacked.model.classes == 26
    transformer = fitted(PRESETS["transformer"].config, (64, 48), 10)
    assert transformer.model.patch == 4
    assert fitted(PRESETS["transformer"].config, (7, 5), 10).model.patch == 0
    assert fitted(TrainingConfig(), (9, 9), 3) == TrainingConfig()
