"""Each preset is a click away: it is built, drawn, trained and decoded in the window."""

from dataclasses import replace

import numpy as np
import pytest

from latentlab.gui.main_window import MainWindow
from latentlab.gui.preset_words import preset_groups, preset_names, preset_purposes
from latentlab.training.config import TrainingConfig
from latentlab.training.presets import PRESETS, fitted

PATIENCE_MS = 60_000


def test_every_preset_has_a_name_a_purpose_and_a_group():
    grouped = [name for _, members in preset_groups() for name in members]
    assert sorted(grouped) == sorted(preset_names()) == sorted(preset_purposes()) == sorted(PRESETS)


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_is_built_named_and_learns(qtbot, window: MainWindow, name: str):
    w = window.workspace
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
    w.selector.draw()
    assert w.selector.selection.image.shape == (28, 28)
    qtbot.waitUntil(lambda: w.map.layout is not None, timeout=PATIENCE_MS)


def test_a_changed_run_says_from_which_preset_it_came(qtbot, window: MainWindow):
    window.presets.choose("deep")
    assert window.presets.button.text() == "Deep ▾"
    window.training.loss.l1.switch.setChecked(True)
    assert window.presets.button.text() == "Deep, changed ▾"
    window.workspace.build(replace(window.workspace.run.config, model=PRESETS["conv"].config.model))
    assert window.presets.button.text() == "Own network ▾"


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
