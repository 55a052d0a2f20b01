"""The form of a run: live choices are taken at once, contradictions told in place, with a way out."""

import pytest

from latentlab.gui.panels.training.panel import TrainingPanel
from latentlab.models.config import DEFAULT_HIDDEN
from latentlab.models.shapes import parameter_count
from latentlab.training.presets import PRESETS


def test_a_weight_that_the_running_network_can_take_is_taken_at_once(panel: TrainingPanel):
    """Nothing is to be built for it."""
    taken = []
    panel.config_taken.connect(taken.append)
    panel.loss.l1.switch.setChecked(True)
    assert [config.objective.l1 for config in taken] == [1e-4]
    panel.loss.l1.slider.slider.setValue(panel.loss.l1.slider.slider.value() + 20)
    assert taken[-1].objective.l1 == pytest.approx(1e-3)
    assert not panel.form.is_edited
    assert panel.form.wanted == taken[-1]


def test_kl_on_a_linear_code_is_refused_with_an_offer_that_mends_it(panel: TrainingPanel, qtbot):
    """The running network cannot take it: it waits for another one, and says why."""
    taken = []
    panel.config_taken.connect(taken.append)
    panel.loss.kl.switch.setChecked(True)
    assert taken == []
    assert not panel.build.isEnabled()
    assert "sigmoid" in panel.loss.error.text()
    assert not panel.loss.is_folded
    panel.loss.mend.click()
    assert panel.model.code_activation.currentData() == "sigmoid"
    assert panel.loss.error.isHidden()
    with qtbot.waitSignal(panel.build_requested) as said:
        panel.build.click()
    assert said.args[0].objective.kl_sparsity == 5e-3
    assert said.args[0].model.code_activation == "sigmoid"


@pytest.mark.parametrize(
    ("edit", "part"),
    [
        (lambda p: (p.model.tied.setChecked(True), p.model.variational.setChecked(True)), "model"),
        (lambda p: (p.model.code_activation.choose("relu"), p.model.variational.setChecked(True)), "model"),
        (
            lambda p: (p.model.output.choose("identity"), p.loss.reconstruction.choose("bce")),
            "loss",
        ),
        (lambda p: p.loop.pretraining.setValue(3), "loop"),
        (lambda p: (p.model.architecture.choose("conv"), p.loop.pretraining.setValue(3)), "loop"),
    ],
)
def test_each_contradiction_is_told_where_it_was_made_and_its_offer_mends_it(
    panel: TrainingPanel, edit, part
):
    edit(panel)
    form = panel.sections[part]
    assert panel.form.wanted is None
    assert form.error.text()
    while not form.mend.isHidden():
        form.mend.click()
    assert panel.form.wanted is not None
    assert form.error.isHidden()


@pytest.mark.parametrize("architecture", ["dense", "conv", "recurrent", "transformer"])
def test_each_architecture_has_its_own_choices_and_can_be_built(panel: TrainingPanel, architecture: str):
    panel.model.architecture.choose(architecture)
    wanted = panel.form.wanted
    assert wanted.model.architecture == architecture
    assert wanted.model.hidden == DEFAULT_HIDDEN[architecture]
    assert panel.model.cell.isHidden() == (architecture != "recurrent")
    assert panel.model.patch.isHidden() == (architecture != "transformer")
    assert panel.model.tied.isHidden() == (architecture != "dense")
    assert panel.model.parameters.text().startswith(f"{parameter_count(wanted.model, (28, 28)):,} ")


def test_choices_of_one_architecture_do_not_hinder_another(panel: TrainingPanel):
    panel.model.tied.setChecked(True)
    panel.model.architecture.choose("transformer")
    panel.model.patch.choose(7)
    panel.model.architecture.choose("conv")
    assert panel.form.wanted.model.patch == 0
    assert not panel.form.wanted.model.tied


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_is_shown_whole_and_wants_nothing_else(panel: TrainingPanel, name: str):
    config = PRESETS[name].config
    panel.show_config(config)
    assert panel.form.wanted == config
    assert not panel.form.is_edited
    assert not any(section.error.text() for section in (panel.model, panel.loss, panel.loop))


def test_a_classifier_has_as_many_classes_as_the_images(panel: TrainingPanel):
    panel.show_data("own", "Own", 100, (80, 10, 10), (28, 28), 7)
    panel.loss.classifier.setChecked(True)
    assert panel.form.wanted.model.classes == 7


def test_a_folded_section_says_in_a_line_what_its_fields_say(panel: TrainingPanel):
    folded = []
    panel.folding_changed.connect(folded.append)
    panel.show_folding(())
    panel.optimizer.header.click()
    assert folded == [["optimizer"]]
    assert panel.optimizer._summary.whole_text == "Adam · batches of 64 · Constant"
    panel.optimizer.optimizer.choose("adamw")
    assert panel.optimizer._summary.whole_text.startswith("AdamW")
    panel.optimizer.header.click()
    assert folded[-1] == []
    assert "AdamW is the same as Adam" in panel.optimizer.hint.text()


def test_what_was_steered_is_not_taken_back_by_the_next_choice(panel: TrainingPanel):
    """Neither by a weight that is dragged nor by a network that is built."""
    taken = []
    panel.config_taken.connect(taken.append)
    panel.rate.number_changed.emit(0.02)
    panel.loop.epochs.setValue(77)
    panel.loss.l1.switch.setChecked(True)
    assert (taken[-1].learning_rate, taken[-1].epochs) == (0.02, 77)
    panel.model.latent.setValue(9)
    assert (panel.form.wanted.learning_rate, panel.form.wanted.epochs) == (0.02, 77)


def test_live_choices_are_taken_while_another_waits_for_its_network(panel: TrainingPanel):
    taken = []
    panel.config_taken.connect(taken.append)
    panel.loss.kl.switch.setChecked(True)
    panel.loss.mend.click()
    panel.loss.l1.switch.setChecked(True)
    assert taken[-1].objective.l1 == 1e-4
    assert taken[-1].objective.kl_sparsity == 0
    assert panel.form.wanted.objective.kl_sparsity > 0


def test_a_weight_without_its_term_is_nothing_to_build(panel: TrainingPanel):
    panel.model.variational.setChecked(True)
    panel.loss.beta.switch.setChecked(True)
    panel.model.variational.setChecked(False)
    assert not panel.form.is_edited
    assert not panel.build.isEnabled()
